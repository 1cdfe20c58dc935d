/** Probes that stand in for one another: how many of each group are up, and is that enough. */

import { isUp } from '../domain/policy.ts';
import type { GroupResult, Result } from '../domain/report.ts';
import type { Group } from '../domain/target.ts';

/**
 * `ok` asks for `require` members up, or for all of those that were probed where fewer were: a member that was skipped
 * is not held against the group, nor is one that is in another shard.
 */
export function groupResults(groups: readonly Group[], results: readonly Result[]): GroupResult[] {
  const byName = new Map(results.map((result) => [result.name, result]));
  return groups.map((group) => groupResult(group, byName));
}

function groupResult({ name, probes, require }: Group, byName: ReadonlyMap<string, Result>): GroupResult {
  const members = probes.flatMap((probe) => byName.get(probe) ?? []);
  const up = members.filter(isUp);
  const probed = members.filter((member) => member.state !== 'skipped').length;
  const ok = up.length >= Math.min(require, probed);
  const first = members[0];
  const carried =
    ok && up.length > 0 && first !== undefined && (first.state === 'down' || first.state === 'unknown');
  const counted = { name, up: up.length, require, ok, members: probes };
  const notes = [
    ...(carried ? [`${first.name} is ${first.state}; carried by ${up.map((r) => r.name).join(', ')}`] : []),
    ...(members.length < probes.length
      ? [`judged by the ${members.length} of ${probes.length} members that are in this report`]
      : []),
  ];
  return notes.length === 0 ? counted : { ...counted, note: notes.join('; ') };
}
