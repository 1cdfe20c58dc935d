/** What a merged report lacks: shards that nobody handed in, probes that no run came to. Neither may pass for well. */

import type { Result } from '../domain/report.ts';
import type { RecordedRun } from './document.ts';
import { place } from './places.ts';
import { parseShard } from './shard.ts';
import { compareText } from './view.ts';

const MOST_NAMED = 20;

/** @returns a sentence for each gap */
export function gapsOf(runs: readonly RecordedRun[], results: readonly Result[]): string[] {
  const unmade = results
    .filter(({ state, kind }) => state === 'skipped' && kind === null)
    .map(({ name }) => name);
  return [
    ...missingShards(runs),
    ...(unmade.length === 0
      ? []
      : [`not probed, since the run was stopped: ${listed(unmade)}: nothing is known of them`]),
  ];
}

function missingShards(runs: readonly RecordedRun[]): string[] {
  const had = new Map<string, { location: string | null; of: number; seen: Set<number> }>();
  for (const { run } of runs) {
    const shard = run.shard === null ? null : parseShard(run.shard);
    if (shard === null) continue;
    const key = JSON.stringify([run.location, shard.of]);
    const entry = had.get(key) ?? { location: run.location, of: shard.of, seen: new Set() };
    entry.seen.add(shard.index);
    had.set(key, entry);
  }
  return [...had.values()]
    .flatMap(({ location, of, seen }) => {
      const missing = Array.from({ length: of }, (_, i) => i + 1).filter((index) => !seen.has(index));
      const from = location === null ? '' : ` of ${place(location)}`;
      return missing.length === 0
        ? []
        : [`shard ${listed(missing.map((index) => `${index}/${of}`))}${from} is missing`];
    })
    .sort(compareText);
}

export function listed(names: readonly string[]): string {
  const rest = names.length - MOST_NAMED;
  return names.slice(0, MOST_NAMED).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
