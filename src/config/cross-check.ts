/** What no single entry shows: names used twice, groups of unknown probes, providers that do not exist, JSONPaths, windows. */

import { probeProblems } from './checks.ts';
import type { Config, Known } from './config.ts';
import { type Diagnostic, diagnose, originOf } from './diagnostic.ts';
import { compileJsonPath } from './expectation.ts';
import { windowProblems } from './maintenance.ts';
import { nameAll } from './names.ts';
import type { ProbeSpec } from './shape-probe.ts';
import { didYouMean } from './suggest.ts';
import { get, nodeAt, placeAt, type Tree } from './tree.ts';
import { quote } from './values.ts';

export async function crossCheck(config: Config, known: Known): Promise<Diagnostic[]> {
  const providerIds = [...config.providers.map(({ name }) => name), ...known.providerIds];
  const inherited = inheritance(config);
  const found: Diagnostic[] = [];
  for (const { tree, partial, leftOut } of config.probes) {
    found.push(...(await jsonPathProblems(tree)));
    if (partial === null) continue;
    if (inherited !== null && !SUBJECT.some((key) => leftOut.has(key))) {
      found.push(...probeProblems(partial, tree, inherited, providerIds));
    }
  }
  for (const { tree } of config.defaults) found.push(...(await jsonPathProblems(tree)));
  found.push(...duplicateNames(config), ...overrides(config, known));
  found.push(...(await windowProblems(config.maintenance)));
  const names = knownNames(config);
  return names === null ? found : [...found, ...referenceProblems(config, names)];
}

/** The keys that say what is asked. */
const SUBJECT = ['provider', 'url', 'base_url', 'check'];

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
    found.push(diagnose(key, 'jsonpath', `${quote(path)} is no JSONPath: ${compiled.problem}`));
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
    if (part.value === null) continue;
    found.push(...unknownMembers(part.tree, 'probes', part.value.probes, known, 'probe'));
    const { require, probes } = part.value;
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
  for (const { tree, value } of config.maintenance) {
    found.push(...unknownMembers(tree, 'probes', value?.probes ?? [], known, 'probe'));
    found.push(...unknownMembers(tree, 'groups', value?.groups ?? [], groupNames, 'group'));
    if (tags !== null) found.push(...unknownMembers(tree, 'tags', value?.tags ?? [], tags, 'tag'));
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
