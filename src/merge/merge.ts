/**
 * Runs of shards and locations → what one run of everything would have seen. Pure, and the same whatever the order of
 * the files; groups, causes and exit code are made of it by the functions that make them for any run.
 */

import { UserError } from '../domain/errors.ts';
import type { Result, RunFacts } from '../domain/report.ts';
import type { Group } from '../domain/target.ts';
import type { RecordedRun } from './document.ts';
import { gapsOf, listed } from './gaps.ts';
import { groupsOf } from './groups.ts';
import { combine, place, type Seen } from './places.ts';
import { compareRuns, type View, viewsOf } from './view.ts';

export interface Merged {
  readonly run: Pick<RunFacts, 'started' | 'duration_ms' | 'location'>;
  readonly results: readonly Result[];
  readonly groups: readonly Group[];
  /** Ids of providers whose failures some run told as one. */
  readonly hosted: readonly string[];
  /** Things to tell the user. */
  readonly warnings: readonly string[];
  /** What is not in it and should be: the report cannot say that all is well. */
  readonly gaps: readonly string[];
}

/** @throws UserError when the quorum asks for more locations than there are */
export function mergeRuns(given: readonly RecordedRun[], quorum: number | null): Merged {
  const { runs, warnings } = withoutCopies(given);
  const views = viewsOf(runs);
  if (quorum !== null && quorum > views.length) {
    const from = views.map(({ location }) => place(location)).join(', ');
    throw new UserError(
      `--quorum ${quorum} needs ${quorum} locations, and the files are from ${views.length}: ${from}`,
    );
  }
  const results = joined(views, quorum);
  const names = new Set(results.map(({ name }) => name));
  const { groups, disputed } = groupsOf(runs, names);
  return {
    run: factsOf(runs, views),
    results,
    groups,
    hosted: hostedOf(runs),
    warnings: [...warnings, ...unplaced(runs, views), ...disputed.map(disputeText)],
    gaps: gapsOf(runs, results),
  };
}

/** A run may come in two formats, or a pattern may name a file twice. */
function withoutCopies(given: readonly RecordedRun[]) {
  const kept = new Map<string, RecordedRun>();
  const warnings: string[] = [];
  for (const one of given) {
    const key = JSON.stringify([one.run, one.results]);
    const known = kept.get(key);
    if (known === undefined) kept.set(key, one);
    else warnings.push(`${one.source} holds the same run as ${known.source} and is left out`);
  }
  return { runs: [...kept.values()], warnings };
}

/** Probes in the order in which the first location that has them gives them. */
function joined(views: readonly View[], quorum: number | null): Result[] {
  const seen = new Map<string, Seen[]>();
  for (const { location, results } of views) {
    for (const [name, result] of results) {
      const known = seen.get(name);
      if (known === undefined) seen.set(name, [{ location, result }]);
      else known.push({ location, result });
    }
  }
  return [...seen.values()].map((all) => combine(all, quorum));
}

/** Clocks of several machines do not agree: the time it took is that of the longest run, not a difference between them. */
function factsOf(runs: readonly RecordedRun[], views: readonly View[]): Merged['run'] {
  const [first] = [...runs].sort(compareRuns);
  if (first === undefined) throw new UserError('there is no run in the files');
  const named = views.flatMap(({ location }) => location ?? []);
  return {
    started: first.run.started,
    duration_ms: runs.reduce((most, { run }) => Math.max(most, run.duration_ms), 0),
    location: named.length === 0 ? null : listed(named),
  };
}

/** Two machines without a name look like one machine that probed twice. */
function unplaced(runs: readonly RecordedRun[], views: readonly View[]): string[] {
  const made = runs.filter(({ run }) => run.location === null).flatMap(({ results }) => results).length;
  const kept = views.find(({ location }) => location === null)?.results.size ?? 0;
  if (made === kept) return [];
  return [
    `${made - kept} results were made again by a later run, which counts; if these are different places, run with --location NAME`,
  ];
}

function disputeText(name: string): string {
  return `the files do not agree on the members of group "${name}": the later run counts`;
}

function hostedOf(runs: readonly RecordedRun[]): string[] {
  const shared = runs.flatMap(({ causes }) => causes.map((cause) => cause.shared));
  return [...new Set(shared.flatMap((text) => /^provider (.+)$/s.exec(text)?.[1] ?? []))];
}
