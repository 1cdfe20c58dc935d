/** The sections of one file, each read through its shape and gathered beside those of the other files. */

import type { Draft, Part } from './config.ts';
import { type Diagnostic, diagnose } from './diagnostic.ts';
import { checkInterpolation, isOpen } from './interpolate.ts';
import { type Checked, checkPart } from './parts.ts';
import { SECTIONS, shapes } from './shape.ts';
import type { ProbeSpec } from './shape-probe.ts';
import { didYouMean } from './suggest.ts';
import { type Entry, goesOn, type MapNode, type ScalarNode, type Tree } from './tree.ts';
import { looksLikeAddress, parseAddress } from './url.ts';
import { quote } from './values.ts';

type Section = (typeof SECTIONS)[number];

const NO_LIST = 'a config is a list of probes, or a mapping with the list under "probes:"';

export function readSections(tree: Tree, config: Draft): Diagnostic[] {
  if (tree.kind === 'list') return readProbes(tree, config);
  if (tree.kind === 'scalar') {
    return tree.refused
      ? []
      : [diagnose(tree.place, 'value', NO_LIST, { hint: missingBlank(String(tree.value)) })];
  }
  if (isProbe(tree)) return readSingle(tree, config);
  // A section that is there twice is read both times: its entries may hold mistakes of their own.
  const again = tree.repeated.filter(([key]) => isSection(key));
  return [...tree.entries, ...again].flatMap(([key, entry]) =>
    isSection(key) ? readSection(key, entry.value, config) : unknownSection(key, entry),
  );
}

function isSection(key: string): key is Section {
  return SECTIONS.some((section) => section === key);
}

/** `x-...` is free for anchors, as in a compose file. */
function unknownSection(key: string, entry: Entry): Diagnostic[] {
  if (key.startsWith('x-')) return [];
  const hint = didYouMean(key, SECTIONS) ?? 'what only holds anchors begins with "x-"';
  return [diagnose(entry.key, 'unknown-key', `unknown key ${quote(key)}`, { hint })];
}

/** A mapping that is meant as a probe, and no list of one. */
function isProbe({ entries }: MapNode): boolean {
  return (entries.has('url') || entries.has('provider')) && !entries.has('probes');
}

function readSingle(tree: MapNode, config: Draft): Diagnostic[] {
  const place = { ...tree.place, end: tree.place.start + 1 };
  const hint = 'begin each probe with "- "';
  return [diagnose(place, 'value', NO_LIST, { hint }), ...keep(config.probes, checkPart(shapes.probe, tree))];
}

function readSection(section: Section, tree: Tree, config: Draft): Diagnostic[] {
  if (tree.kind === 'scalar' && tree.value === null) {
    if (section === 'probes') config.probes.push(unreadable(tree));
    return tree.refused ? [] : [diagnose(tree.place, 'value', `${section}: has no value`)];
  }
  switch (section) {
    case 'probes':
      return readProbes(tree, config);
    case 'defaults':
      return keep(config.defaults, checkPart(shapes.defaults, tree, section));
    case 'groups':
      return readNamed(section, tree, (name, entry) =>
        keepNamed(config.groups, name, entry, checkPart(shapes.group, entry.value)),
      );
    case 'providers':
      return readNamed(section, tree, (name, entry) =>
        keepNamed(config.providers, name, entry, checkPart(shapes.provider, entry.value)),
      );
    case 'maintenance':
      return asList(section, tree, (item) => keep(config.maintenance, checkPart(shapes.maintenance, item)));
    case 'control':
      return keep(config.control, checkPart(shapes.control, tree, section));
    case 'notify':
      return keep(config.notify, checkPart(shapes.notify, tree, section));
    case 'heartbeat':
      return keep(config.heartbeat, checkPart(shapes.heartbeat, tree, section));
  }
}

function keep<T>(list: Part<T>[], { part, diagnostics }: Checked<T>): readonly Diagnostic[] & Diagnostic[] {
  list.push(part);
  return [...diagnostics];
}

function keepNamed<T>(
  list: { name: string; place: Entry['key']; part: Part<T> }[],
  name: string,
  entry: Entry,
  { part, diagnostics }: Checked<T>,
): Diagnostic[] {
  if (list.some((other) => other.name === name)) {
    return [diagnose(entry.key, 'duplicate-name', `${quote(name)} is defined a second time`)];
  }
  list.push({ name, place: entry.key, part });
  return [...diagnostics];
}

function readNamed(
  section: Section,
  tree: Tree,
  read: (name: string, entry: Entry) => Diagnostic[],
): Diagnostic[] {
  if (tree.kind !== 'map') return [diagnose(tree.place, 'value', `${section}: must be a mapping of names`)];
  return [...tree.entries].flatMap(([name, entry]) => read(name, entry));
}

function asList(section: Section, tree: Tree, read: (item: Tree) => Diagnostic[]): Diagnostic[] {
  if (tree.kind !== 'list') return [diagnose(tree.place, 'value', `${section}: must be a list`)];
  return tree.items.flatMap(read);
}

function readProbes(tree: Tree, config: Draft): Diagnostic[] {
  return asList('probes', tree, (item) => {
    if (item.kind === 'map') return keep(config.probes, checkPart(shapes.probe, item));
    if (item.kind === 'scalar' && item.refused) {
      config.probes.push(unreadable(item));
      return [];
    }
    if (item.kind === 'scalar' && typeof item.value === 'string') return keep(config.probes, checkWord(item));
    const message = 'a probe is a URL, a provider id, or a mapping with "provider" or "url"';
    return [diagnose({ ...item.place, end: item.place.start + 1 }, 'value', message)];
  });
}

/** Holds the place of a probe of which nothing is known, so that nobody complains of it as missing. */
function unreadable(tree: Tree): Part<ProbeSpec> {
  return {
    tree,
    value: null,
    partial: null,
    leftOut: new Set(),
    read: () => ({ ok: false, diagnostics: [] }),
  };
}

/** A probe that is one word: no shape is needed to read it. */
function checkWord(node: ScalarNode): Checked<ProbeSpec> {
  const read = (filled: Tree) => {
    const outcome = wordToSpec(filled);
    if ('spec' in outcome) return { ok: true as const, value: outcome.spec };
    return { ok: false as const, diagnostics: [outcome.problem] };
  };
  if (isOpen(String(node.value))) {
    const part = { tree: node, value: null, partial: null, leftOut: new Set<string>(), read };
    return { part, diagnostics: checkInterpolation(node) };
  }
  const outcome = read(node);
  const value = outcome.ok ? outcome.value : null;
  return {
    part: { tree: node, value, partial: value, leftOut: new Set<string>(), read },
    diagnostics: outcome.ok ? [] : outcome.diagnostics,
  };
}

/** @returns `url` for what looks like one, else `provider` (whether it is known is checked with the other references) */
export function wordToSpec(tree: Tree): { spec: ProbeSpec } | { problem: Diagnostic } {
  const word = tree.kind === 'scalar' ? String(tree.value) : '';
  if (word.includes('://')) {
    const parsed = parseAddress(word);
    return 'problem' in parsed
      ? {
          problem: diagnose(tree.place, 'value', `url: ${parsed.problem}`, {
            hint: goesOn(tree) ?? missingBlank(word),
          }),
        }
      : { spec: { url: word } };
  }
  if (/^[a-z0-9][a-z0-9_.-]*$/i.test(word) && !/[.:/]/.test(word)) return { spec: { provider: word } };
  const hint =
    missingBlank(word) ?? (looksLikeAddress(word) ? 'put https:// or tcp:// before it' : undefined);
  // `user:password@host` is not repeated.
  const subject = word.includes('@') ? 'this' : quote(word);
  const message = `${subject} is neither a URL nor a provider id`;
  return { problem: diagnose(tree.place, 'value', message, { hint }) };
}

/** `-x` and `key:x` are plain text in YAML. */
function missingBlank(word: string): string | undefined {
  if (/^-[^\s-]/.test(word)) return 'a blank is missing after "-"';
  const [, key = ''] = /^([a-z_]+):\S/.exec(word) ?? [];
  const known = isSection(key) || Object.hasOwn(shapes.probe.shape, key);
  return known ? `a blank is missing after "${key}:"` : undefined;
}
