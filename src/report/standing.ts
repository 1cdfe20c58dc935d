/**
 * How each probe and group counts for the run: what a reader of test results (JUnit, TAP, annotations) has to show so
 * that it comes to the same end as the exit code. It asks the same policy (`--fail-on`, `--ignore`, `optional`, groups);
 * a result that did not fail the run is never shown as one that did.
 */

import { isObjectionable, isUp, type Judgement, judgeGroup, type Policy } from '../domain/policy.ts';
import type { ExitCode, GroupResult, Report, Result } from '../domain/report.ts';

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
 * For every report of a finished run and its policy: exit code 0 ⇔ no `fail` and no `error`; 3 ⇔ no `fail`, but an
 * `error`; any other ⇔ a `fail`, or the run itself is one.
 */
export function standings(report: Report, policy: Policy): Standings {
  const code = report.summary.exit_code;
  const byName = new Map(report.results.map((result) => [result.name, result]));
  const judgements = report.groups.map(
    (group): Judgement => (group.ok ? 'well' : within(code, judgeGroup(group, byName, policy))),
  );
  const byMember = judgementsByMember(report.groups, judgements);
  const results = report.results.map((result): Standing => {
    if (result.state === 'skipped') return 'skip';
    if (!isObjectionable(result, policy)) return isUp(result) ? 'pass' : 'tolerated';
    if (result.optional) return 'tolerated';
    return resultStanding(result, within(code, byMember.get(result.name) ?? 'failing'));
  });
  const groups = report.groups.map(
    ({ ok }, i): Standing => (ok ? 'pass' : GROUP_STANDING[judgements[i] ?? 'well']),
  );
  return { results, groups, run: runStanding([...results, ...groups], code) };
}

/** The exit code is the last word: a report of what changed alone lacks members and groups that made up for others. */
function within(code: ExitCode, judgement: Judgement): Judgement {
  if (code === 0) return 'well';
  return code === 3 && judgement === 'failing' ? 'inconclusive' : judgement;
}

const GROUP_STANDING = { well: 'tolerated', inconclusive: 'error', failing: 'fail' } as const;

/** @param around what its groups come to at the worst; a probe in none answers for itself */
function resultStanding({ state }: Result, around: Judgement): Standing {
  if (around === 'well') return 'tolerated';
  if (state === 'unknown') return 'error';
  return around === 'failing' ? 'fail' : 'tolerated';
}

/** Who is in several groups counts where it is worst. */
function judgementsByMember(
  groups: readonly GroupResult[],
  judgements: readonly Judgement[],
): ReadonlyMap<string, Judgement> {
  const found = new Map<string, Judgement>();
  for (const judgement of ['well', 'inconclusive', 'failing'] as const) {
    for (const [i, { members }] of groups.entries()) {
      if (judgements[i] === judgement) for (const name of members) found.set(name, judgement);
    }
  }
  return found;
}

function runStanding(all: readonly Standing[], code: ExitCode): Standings['run'] {
  if (code === 0) return null;
  if (code === 3) return all.includes('error') ? null : 'error';
  if (code === 1) return all.includes('fail') ? null : 'fail';
  return 'fail';
}
