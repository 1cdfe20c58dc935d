/** What no single entry shows: names used twice, groups of unknown probes, providers that do not exist, JSONPaths, windows. */

import { addAll } from './add-all.ts';
import { probeProblems, providerProblems } from './checks.ts';
import type { Config, Known } from './config.ts';
import { type Diagnostic, diagnose, originOf } from './diagnostic.ts';
import { compileJsonPath } from './json-path.ts';
import { windowProblems } from './maintenance.ts';
import { nameAll } from './names.ts';
import { pitfalls } from './pitfalls.ts';
import { type ProbeSpec, probeShape } from './shape-probe.ts';
import { didYouMean, nearest } from './suggest.ts';
import { get, nodeAt, placeAt, type Tree } from './tree.ts';
import { quote } from './values.ts';

export async function crossCheck(config: Config, known: Known): Promise<Diagnostic[]> {
  const providerIds = [...config.providers.map(({ name }) => name), ...known.providerIds];
  const inherited = inheritance(config);
  const found: Diagnostic[] = [...(await entryProblems(config)), ...overrides(config, known)];
  for (const { tree, partial, leftOut } of config.probes) {
    if (partial === null) continue;
    const unknown = tree.kind === 'map' && tree.refused === true;
    if (inherited !== null && !unknown && ![...leftOut].some(isSubject)) {
      found.push(...probeProblems(partial, tree, inherited, providerIds));
    } else found.push(...providerProblems(partial, tree, providerIds));
  }
  const names = knownNames(config);
  return names === null ? found : [...found, ...referenceProblems(config, names)];
}

/** What holds even where other entries, or the defaults, could not be read. */
export async function entryProblems(config: Config): Promise<Diagnostic[]> {
  const found = [...duplicateNames(config), ...(await windowProblems(config.maintenance))];
  for (const { tree } of [...config.probes, ...config.defaults]) {
    found.push(...(await jsonPathProblems(tree)), ...pitfalls(tree));
  }
  return found;
}

/** The keys that say what is asked. */
const SUBJECT: readonly string[] = ['provider', 'url', 'base_url', 'check'];
const PROBE_KEYS = Object.keys(probeShape.shape);

/** Also where it is mistyped: then the probe has one, in a way. */
function isSubject(key: string): boolean {
  return SUBJECT.includes(PROBE_KEYS.includes(key) ? key : (nearest(key, PROBE_KEYS) ?? ''));
}

/** null while a name waits for the environment, or cannot be derived from what is written. */
function knownNames(config: Config): string[] | null {
  const specs: ProbeSpec[] = [];
  for (const { partial, leftOut } of config.probes) {
    if (partial === null || leftOut.has('name')) return null;
    if (partial.name === undefined && (leftOut.has('url') || leftOut.has('provider'))) return null;
    specs.push(partial);
  }
  return nameAll(specs);
}

/** What every probe inherits of provider and check; null while that waits for the environment. */
function inheritance(config: Config): Pick<ProbeSpec, 'provider' | 'check'> | null {
  if (config.defaults.some(({ leftOut }) => leftOut.has('provider') || leftOut.has('check'))) return null;
  return Object.assign({}, ...config.defaults.map(({ partial }) => pick(partial ?? {})));
}

function pick({ provider, check }: ProbeSpec): Pick<ProbeSpec, 'provider' | 'check'> {
  return { ...(provider === undefined ? {} : { provider }), ...(check === undefined ? {} : { check }) };
}

export async function jsonPathProblems(tree: Tree): Promise<Diagnostic[]> {
  const json = nodeAt(tree, ['expect', 'json']);
  if (json?.kind !== 'map') return [];
  const found: Diagnostic[] = [];
  for (const [path, { key }] of json.entries) {
    const compiled = await compileJsonPath(path);
    if (!('problem' in compiled)) continue;
    const { problem, hint } = compiled;
    found.push(diagnose(key, 'jsonpath', `${quote(path)} is no JSONPath: ${problem}`, { hint }));
  }
  return found;
}

function duplicateNames(config: Config): Diagnostic[] {
  const first = new Map<string, Tree>();
  return config.probes.flatMap(({ tree }) => {
    const node = get(tree, 'name');
    if (node?.kind !== 'scalar' || typeof node.value !== 'string') return [];
    const earlier = first.get(node.value);
    if (earlier === undefined) {
      first.set(node.value, node);
      return [];
    }
    const message = `the name ${quote(node.value)} is taken (${originOf(earlier.place)})`;
    return [diagnose(node.place, 'duplicate-name', message)];
  });
}

/** An own provider under a built-in id is meant, or a mistake: said, not refused. */
function overrides(config: Config, known: Known): Diagnostic[] {
  return config.providers
    .filter(({ name }) => known.providerIds.includes(name))
    .map(({ name, place }) =>
      diagnose(place, 'overrides', `${quote(name)} replaces the built-in provider`, { severity: 'warning' }),
    );
}

/** Groups and maintenance windows that name what is not there; `names` are those of all probes. */
export function referenceProblems(config: Config, names: readonly string[]): Diagnostic[] {
  const known = new Set(names);
  const groupNames = new Set(config.groups.map(({ name }) => name));
  const tags = knownTags(config);
  const found: Diagnostic[] = [];
  for (const { name, place, part } of config.groups) {
    const group = part.value ?? part.partial;
    if (group === null) continue;
    const { require, probes } = group;
    addAll(found, unknownMembers(part.tree, 'probes', probes, known, 'probe'));
    const members = new Set(probes).size;
    if (members < probes.length) {
      found.push(
        diagnose(placeAt(part.tree, ['probes']), 'group', `the group ${quote(name)} names a probe twice`),
      );
    }
    if (require !== undefined && require > members) {
      const message = `the group ${quote(name)} has ${members} ${members === 1 ? 'probe' : 'probes'} and requires ${require}`;
      found.push(diagnose(nodePlace(part.tree, 'require') ?? place, 'group', message));
    }
  }
  for (const { tree, value, partial } of config.maintenance) {
    const { probes = [], groups = [], tags: wanted = [] } = value ?? partial ?? {};
    addAll(found, unknownMembers(tree, 'probes', probes, known, 'probe'));
    addAll(found, unknownMembers(tree, 'groups', groups, groupNames, 'group'));
    if (tags !== null) addAll(found, unknownMembers(tree, 'tags', wanted, tags, 'tag'));
  }
  return found;
}

/** null while some probe's tags wait for the environment. */
function knownTags({ probes, defaults }: Config): ReadonlySet<string> | null {
  const parts = [...probes, ...defaults];
  if (parts.some(({ leftOut }) => leftOut.has('tags'))) return null;
  return new Set(parts.flatMap(({ partial }) => partial?.tags ?? []));
}

function unknownMembers(
  tree: Tree,
  key: string,
  members: readonly string[],
  known: ReadonlySet<string>,
  what: string,
): Diagnostic[] {
  return members.flatMap((member, index) => {
    if (known.has(member)) return [];
    const place = placeAt(tree, [key, index]);
    return [
      diagnose(place, 'unknown-name', `no ${what} is called ${quote(member)}`, {
        hint: didYouMean(member, known),
      }),
    ];
  });
}

function nodePlace(tree: Tree, key: string) {
  return get(tree, key)?.place ?? null;
}
