/** The runs of one location as one: shards behind one another, and of a probe that was made again the later run. */

import type { Result } from '../domain/report.ts';
import type { RecordedRun } from './document.ts';
import { parseShard } from './shard.ts';

/** What one location says. */
export interface View {
  /** null: its runs had no `--location`. */
  readonly location: string | null;
  /** Names in order. */
  readonly results: ReadonlyMap<string, Result>;
}

interface Made {
  readonly result: Result;
  readonly by: RecordedRun;
}

/** @returns in the order of the locations' names, the one without a name last, whatever the order of the runs */
export function viewsOf(runs: readonly RecordedRun[]): View[] {
  const locations = [...new Set(runs.map(({ run }) => run.location))].sort(byLocation);
  return locations.map((location) => ({
    location,
    results: latest(runs.filter(({ run }) => run.location === location)),
  }));
}

function byLocation(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return compareText(a, b);
}

function latest(runs: readonly RecordedRun[]): Map<string, Result> {
  const made = new Map<string, Made[]>();
  for (const by of [...runs].sort(byShard)) {
    for (const result of by.results) {
      const known = made.get(result.name);
      if (known === undefined) made.set(result.name, [{ result, by }]);
      else known.push({ result, by });
    }
  }
  return new Map([...made].map(([name, all]) => [name, latestOf(all)]));
}

function latestOf(all: readonly Made[]): Result {
  const [last, ...earlier] = [...all].sort((a, b) => byTime(b, a));
  if (last === undefined) throw new Error('a name without a result');
  const notes = earlier.map(
    ({ result, by }) => `an earlier run (${by.run.started}) saw it ${wordOf(result)}`,
  );
  if (notes.length === 0) return last.result;
  return { ...last.result, notes: [...last.result.notes, ...notes.slice(0, 20)] };
}

export function wordOf({ state, kind, reason }: Pick<Result, 'state' | 'kind' | 'reason'>): string {
  return kind === null ? state : `${state} (${kind}.${reason})`;
}

/** Shards in their order, a run of everything or of some behind them. */
function byShard(a: RecordedRun, b: RecordedRun): number {
  const place = ({ run }: RecordedRun) =>
    (run.shard === null ? null : parseShard(run.shard)?.index) ?? Number.MAX_SAFE_INTEGER;
  return place(a) - place(b) || compareRuns(a, b);
}

/** So that the order in which files are named decides nothing. */
function byTime(a: Made, b: Made): number {
  return compareRuns(a.by, b.by) || compareText(JSON.stringify(a.result), JSON.stringify(b.result));
}

export function compareRuns(a: RecordedRun, b: RecordedRun): number {
  return Date.parse(a.run.started) - Date.parse(b.run.started) || compareText(a.run.id, b.run.id);
}

export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
