/** The groups that the runs speak of, whole again: each shard knows all members of a group though it probes only its own. */

import type { Group } from '../domain/target.ts';
import type { RecordedRun } from './document.ts';
import { compareRuns } from './view.ts';

export interface Regrouped {
  readonly groups: readonly Group[];
  /** Names of groups that not all runs describe alike; the later run's word counts. */
  readonly disputed: readonly string[];
}

/** @param names of the probes that are in the merged report; a group without any of them is left out */
export function groupsOf(runs: readonly RecordedRun[], names: ReadonlySet<string>): Regrouped {
  const groups = new Map<string, Group>();
  const disputed = new Set<string>();
  for (const { groups: described } of [...runs].sort(compareRuns)) {
    for (const { name, members, require } of described) {
      const known = groups.get(name);
      const group: Group = { name, probes: members, require };
      if (known !== undefined && JSON.stringify(known) !== JSON.stringify(group)) disputed.add(name);
      groups.set(name, group);
    }
  }
  const kept = [...groups.values()].filter(({ probes }) => probes.some((probe) => names.has(probe)));
  return { groups: kept, disputed: [...disputed] };
}
