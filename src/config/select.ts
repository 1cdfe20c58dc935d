/** Which probes a run makes: the targets of the command line, then --tag, --group and --name. */

import type { Group } from '../domain/target.ts';
import { type Diagnostic, diagnoseLoose } from './diagnostic.ts';
import { COMMAND_LINE, type PlanFlags } from './flags.ts';
import { nameAll } from './names.ts';
import { type Defaults, type Resolved, resolveTarget } from './resolve.ts';
import type { ProbeSpec } from './shape-probe.ts';
import { didYouMean } from './suggest.ts';
import { parseAddress } from './url.ts';
import { quote } from './values.ts';

export interface Selection {
  readonly probes: readonly Resolved[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Wanted {
  readonly targets: readonly string[];
  readonly flags: PlanFlags;
  readonly groups: readonly Group[];
  readonly providerIds: readonly string[];
  readonly defaults: Defaults;
}

export function select(probes: readonly Resolved[], wanted: Wanted): Selection {
  const { targets, flags, groups } = wanted;
  const diagnostics: Diagnostic[] = [];
  const named = targets.length === 0 ? probes : byTarget(probes, wanted, diagnostics);
  const groupNames = groups.map(({ name }) => name);
  for (const name of flags.groups ?? []) {
    if (groupNames.includes(name)) continue;
    const hint = didYouMean(name, groupNames);
    diagnostics.push(
      diagnoseLoose(COMMAND_LINE, 'flag', `--group: no group is called ${quote(name)}`, { hint }),
    );
  }
  const members = new Set(
    groups.filter(({ name }) => flags.groups?.includes(name)).flatMap((group) => group.probes),
  );
  const globs = flags.names?.map(globToRegExp);
  const kept = named.filter(
    ({ name, spec }) =>
      (flags.tags === undefined ||
        flags.tags.length === 0 ||
        flags.tags.some((tag) => spec.tags?.includes(tag))) &&
      (flags.groups === undefined || flags.groups.length === 0 || members.has(name)) &&
      (globs === undefined || globs.length === 0 || globs.some((glob) => glob.test(name))),
  );
  return { probes: kept, diagnostics };
}

/** Probes in the order of the config, then what only the command line names. */
function byTarget(probes: readonly Resolved[], wanted: Wanted, diagnostics: Diagnostic[]): Resolved[] {
  const known = new Map(probes.map((probe) => [probe.name, probe]));
  const chosen = new Set<Resolved>();
  const fresh: ProbeSpec[] = [];
  for (const word of new Set(wanted.targets)) {
    const matches = known.get(word) ?? (word.includes('://') ? null : byGlob(probes, word));
    if (matches !== null) for (const probe of [matches].flat()) chosen.add(probe);
    else {
      const spec = readTarget(word, wanted.providerIds, known.keys());
      if ('problem' in spec) diagnostics.push(spec.problem);
      else fresh.push(spec.spec);
    }
  }
  const names = nameAll(fresh, known.keys());
  const extra = fresh.map((spec, index) => resolveTarget(names[index] ?? '', spec, wanted.defaults));
  return [...probes.filter((probe) => chosen.has(probe)), ...extra];
}

function byGlob(probes: readonly Resolved[], word: string): Resolved[] | null {
  if (!/[*?]/.test(word)) return null;
  const glob = globToRegExp(word);
  const found = probes.filter(({ name }) => glob.test(name));
  return found.length === 0 ? null : found;
}

function readTarget(
  word: string,
  ids: readonly string[],
  names: Iterable<string>,
): { spec: ProbeSpec } | { problem: Diagnostic } {
  const refuse = (message: string, hint?: string) => ({
    problem: diagnoseLoose(COMMAND_LINE, 'target', message, { hint }),
  });
  if (word.includes('://')) {
    const parsed = parseAddress(word);
    // Nothing of the URL is repeated: it may hold a password.
    return 'problem' in parsed ? refuse(`a target: ${parsed.problem}`) : { spec: { url: word } };
  }
  if (ids.includes(word)) return { spec: { provider: word } };
  const near = didYouMean(word, [...names, ...ids]);
  const address = /^[^\s/]+(\.[^\s/]+|:\d+)(\/\S*)?$/.test(word)
    ? 'put https:// or tcp:// before an address'
    : undefined;
  return refuse(`${quote(word)} is no URL, no probe's name and no provider id`, near ?? address);
}

function globToRegExp(glob: string): RegExp {
  // Runs of stars are one star: they would make the pattern backtrack without end.
  const pattern = glob
    .replace(/\*+/g, '*')
    .replace(/[\\^$.+()[\]{}|]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${pattern}$`, 'su');
}
