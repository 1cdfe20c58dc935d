/**
 * How each probe and group counts for the run: what a reader of test results (JUnit, TAP, annotations) has to show so
 * that it comes to the same end as the exit code. The policy (`--fail-on`, `--ignore`, `optional`, groups) has been
 * applied when the exit code was made; a result that did not fail the run is never shown as one that did.
 */

import type { ExitCode, GroupResult, Report, Result } from '../domain/report.ts';
import { unreachable } from '../domain/unreachable.ts';

/**
 * `fail`: it is among what failed the run. `error`: nothing can be said about it, and the run needed to know.
 * `tolerated`: not well, but optional, ignored, or stood in for by its group.
 */
export type Standing = 'pass' | 'fail' | 'error' | 'tolerated' | 'skip';

export interface Standings {
  /** One for each result, in their order. */
  readonly results: readonly Standing[];
  /** One for each group, in their order. */
  readonly groups: readonly Standing[];
  /** The run itself, when no probe and no group explains its exit code (it was interrupted): else null. */
  readonly run: 'fail' | 'error' | null;
}

/**
 * For every report of a finished run: exit code 0 ⇔ no `fail` and no `error`; 3 ⇔ no `fail`, but an `error`;
 * any other ⇔ a `fail`, or the run itself is one.
 */
export function standings(report: Report): Standings {
  const code = report.summary.exit_code;
  const carried = carriedProbes(report.groups);
  const groups = report.groups.map(({ ok }) => (ok ? 'pass' : groupStanding(code)));
  const spared = (result: Result) => result.optional || carried.has(result.name);
  const found = report.results.map((result) => resultStanding(result, spared(result), code));
  // Nothing is down, and yet the run fails: `--fail-on` asked for what is only degraded.
  const strict = code === 1 && ![...found, ...groups].includes('fail');
  const results = strict
    ? report.results.map((result, i) =>
        result.state === 'degraded' && !spared(result) ? 'fail' : (found[i] ?? 'pass'),
      )
    : found;
  return { results, groups, run: runStanding([...results, ...groups], code) };
}

/** Members of groups that are well, and of no other: the group answers for them. */
function carriedProbes(groups: readonly GroupResult[]): ReadonlySet<string> {
  const carried = new Set(groups.filter(({ ok }) => ok).flatMap(({ members }) => members));
  for (const { ok, members } of groups) if (!ok) for (const name of members) carried.delete(name);
  return carried;
}

function groupStanding(code: ExitCode): Standing {
  if (code === 0) return 'tolerated';
  return code === 3 ? 'error' : 'fail';
}

function resultStanding({ state }: Result, spared: boolean, code: ExitCode): Standing {
  switch (state) {
    case 'up':
    case 'degraded':
      return 'pass';
    case 'skipped':
      return 'skip';
    case 'unknown':
      return spared || code === 0 ? 'tolerated' : 'error';
    case 'down':
      return spared || code === 0 || code === 3 ? 'tolerated' : 'fail';
    default:
      return unreachable(state);
  }
}

function runStanding(all: readonly Standing[], code: ExitCode): Standings['run'] {
  if (code === 0) return null;
  if (code === 3) return all.includes('error') ? null : 'error';
  if (code === 1) return all.includes('fail') ? null : 'fail';
  return 'fail';
}
