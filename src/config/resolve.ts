/** Probes with their variables filled in and the defaults beneath them: typed, named, not yet looked up or selected. */

import type { Check } from '../domain/target.ts';
import { checkOf, probeProblems } from './checks.ts';
import type { Config, Part } from './config.ts';
import { jsonPathProblems } from './cross-check.ts';
import { type Diagnostic, diagnose, hasErrors, originOf, type Place } from './diagnostic.ts';
import { type Env, fillTree, type Missing } from './interpolate.ts';
import { isRecord, meansSomething } from './keys.ts';
import { mergeDefaults, overlay } from './merge.ts';
import { nameAll } from './names.ts';
import { treeSecrets, urlSecrets } from './secrets.ts';
import type { ProbeSpec } from './shape-probe.ts';
import { find, keyPlace, nodeAt, type Path, placeAt, type Tree, without } from './tree.ts';
import { quote } from './values.ts';

export interface Resolved {
  readonly name: string;
  /** Defaults included. */
  readonly spec: ProbeSpec;
  readonly check: Check;
  /** Texts that no output may show. */
  readonly secrets: readonly string[];
  readonly missing: readonly Missing[];
  /** It could not be read, and why has been told. */
  readonly mistaken: boolean;
  /** Where a key stands, or null where neither probe nor defaults have it. */
  place(...path: string[]): Place | null;
  /** `probes.yaml:12`, `defaults (probes.yaml:3)`; `command line` for a target that was named there; null as above. */
  origin(...path: string[]): string | null;
  /** The first line of the entry; null for a target of the command line. */
  readonly start: Place | null;
}

/** A part whose variables are filled in as far as they are set; keys that wait for one that is not are left out. */
export interface FilledPart<T> {
  readonly tree: Tree;
  readonly value: T | null;
  readonly missing: readonly Missing[];
  readonly diagnostics: readonly Diagnostic[];
}

export function fillPart<T>(part: Part<T>, env: Env): FilledPart<T> {
  if (part.value !== null) return { tree: part.tree, value: part.value, missing: [], diagnostics: [] };
  const { tree, missing } = fillTree(part.tree, env);
  const read = part.read(
    missing.length === 0 ? tree : without(tree, new Set(missing.map(({ path }) => path[0] ?? ''))),
  );
  if (read.ok) return { tree, value: read.value, missing, diagnostics: [] };
  // With a variable missing, what is wrong beside it may come from the hole: the missing one is told first.
  return { tree, value: null, missing, diagnostics: missing.length === 0 ? read.diagnostics : [] };
}

/** The defaults of all files together. */
export interface Defaults {
  readonly spec: ProbeSpec;
  /** The later file first: it wins. */
  readonly trees: readonly Tree[];
  readonly missing: readonly Missing[];
  readonly secrets: readonly string[];
}

export function resolveDefaults(
  config: Config | null,
  env: Env,
  report: (found: readonly Diagnostic[]) => void,
): Defaults {
  const parts = (config?.defaults ?? []).map((part) => fillPart(part, env));
  for (const { diagnostics } of parts) report(diagnostics);
  return {
    spec: parts.reduce<ProbeSpec>((lower, { value }) => overlay(lower, value ?? {}), {}),
    trees: parts.map(({ tree }) => tree).reverse(),
    missing: parts.flatMap(({ missing }) => missing),
    secrets: parts.flatMap(({ tree }) => treeSecrets(tree)),
  };
}

/** @param providerIds built-in ones and the config's own */
export async function resolveProbes(
  config: Config,
  defaults: Defaults,
  env: Env,
  providerIds: readonly string[],
  report: (found: readonly Diagnostic[]) => void,
): Promise<Resolved[]> {
  const filled = config.probes.map((part) => fillPart(part, env));
  const specs = filled.map(({ value, tree }) => value ?? rawSpec(tree));
  const names = nameAll(specs.map((spec) => overlay(subject(defaults.spec, spec), spec)));
  const resolved: Resolved[] = [];
  const seen = new Set<string>();
  for (const [index, { tree, missing, diagnostics }] of filled.entries()) {
    const spec = specs[index] ?? {};
    const waited = config.probes[index]?.value === null;
    const judged = [...diagnostics];
    // A probe that waited for the environment is judged only now.
    if (waited && missing.length === 0 && diagnostics.length === 0) {
      judged.push(...probeProblems(spec, tree, defaults.spec, providerIds));
      judged.push(...(await jsonPathProblems(tree)));
    }
    report(judged);
    // Names that the text shows were compared when it was read; these two met only now.
    if (spec.name !== undefined && seen.has(spec.name)) {
      report([diagnose(placeAt(tree, ['name']), 'duplicate-name', `the name ${quote(spec.name)} is taken`)]);
    }
    seen.add(names[index] ?? '');
    const mistaken = hasErrors(judged);
    resolved.push({ ...combine(names[index] ?? '', spec, tree, missing, defaults), mistaken });
  }
  return resolved;
}

/** A URL or id of the command line, with the defaults of the config beneath it. */
export function resolveTarget(name: string, spec: ProbeSpec, defaults: Defaults): Resolved {
  return combine(name, spec, null, [], defaults);
}

function combine(
  name: string,
  spec: ProbeSpec,
  tree: Tree | null,
  missing: readonly Missing[],
  defaults: Defaults,
): Resolved {
  const check = checkOf(overlay(subject(defaults.spec, spec), spec), defaults.spec.check);
  const merged = mergeDefaults(spec, defaults.spec, check);
  const place = (...path: string[]): Place | null => {
    const layer = [...(tree === null ? [] : [tree]), ...defaults.trees].find((candidate) =>
      has(candidate, path),
    );
    return layer === undefined ? null : (keyPlace(layer, path) ?? placeAt(layer, path));
  };
  return {
    name,
    spec: merged,
    check,
    secrets: [...(tree === null ? urlSecrets(spec.url ?? '') : treeSecrets(tree)), ...defaults.secrets],
    mistaken: false,
    missing: [...missing, ...defaults.missing.filter(({ path }) => inherits(spec, path, check))],
    place,
    origin: (...path) => {
      const at = place(...path);
      if (at === null)
        return tree === null && path.length === 1 && hasKey(spec, path[0]) ? 'command line' : null;
      const own = tree !== null && has(tree, path);
      return own ? originOf(at) : `defaults (${originOf(at)})`;
    },
    start: tree === null ? null : placeAt(tree, []),
  };
}

function subject(defaults: ProbeSpec, spec: ProbeSpec): ProbeSpec {
  return spec.url === undefined && spec.provider === undefined ? { provider: defaults.provider } : {};
}

function hasKey(spec: ProbeSpec, key: string | undefined): boolean {
  return key !== undefined && Object.hasOwn(spec, key);
}

/** `timeout: 5s` is the place of `timeout.total`; a probe that is one word is the place of its `url` or `provider`. */
function has(tree: Tree, path: Path): boolean {
  if (nodeAt(tree, path) !== null) return true;
  if (tree.kind === 'scalar') return path.length === 1 && (path[0] === 'url' || path[0] === 'provider');
  const { node, depth } = find(tree, path);
  return path.join() === 'timeout,total' && depth === 1 && node.kind === 'scalar';
}

/** Whether a probe takes the default at this path. */
function inherits(spec: ProbeSpec, [key, inner]: Path, check: Check): boolean {
  if (typeof key !== 'string' || !meansSomething(key, check)) return false;
  const own = new Map<string, unknown>(Object.entries(spec)).get(key);
  if (own === undefined) return true;
  return isRecord(own) && typeof inner === 'string' && !Object.hasOwn(own, inner);
}

/** What can be said of an entry whose variables are missing: its texts as they were written. */
function rawSpec(tree: Tree): ProbeSpec {
  if (tree.kind === 'scalar') {
    const word = String(tree.value);
    return word.includes('://') ? { url: word } : { provider: word };
  }
  const textAt = (key: string): string | undefined => {
    const node = nodeAt(tree, [key]);
    return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
  };
  const optional = nodeAt(tree, ['optional']);
  return {
    ...withText('name', textAt('name')),
    ...withText('provider', textAt('provider')),
    ...withText('url', textAt('url')),
    optional: optional?.kind === 'scalar' && optional.value === true,
  };
}

function withText(key: 'name' | 'provider' | 'url', text: string | undefined): ProbeSpec {
  return text === undefined ? {} : { [key]: text };
}
