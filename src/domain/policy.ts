/** When a run fails: one function for the exit code, one for the summary; every format stands on these. */

import type { ExitCode, GroupResult, Result, Summary } from './report.ts';

export interface Policy {
  /** States, kinds or `kind.reason` that fail the run. */
  readonly failOn: readonly string[];
  /** Kinds or `kind.reason` that do not. */
  readonly ignore: readonly string[];
}

export const DEFAULT_POLICY: Policy = { failOn: ['down', 'unknown'], ignore: [] };

/** The signal that ended the run early; null: it came to its end. */
export type Interrupted = 'SIGINT' | 'SIGTERM' | null;

/** As much of a result as the policy looks at. */
export type Judged = Pick<Result, 'name' | 'state' | 'kind' | 'reason' | 'optional'>;

/** Degraded counts as up. */
export function isUp({ state }: Pick<Result, 'state'>): boolean {
  return state === 'up' || state === 'degraded';
}

/** Whether the policy objects to this result, optional or not. What was skipped never fails a run. */
export function isObjectionable(result: Judged, policy: Policy): boolean {
  if (result.state === 'up' || result.state === 'skipped') return false;
  const classes = [result.kind ?? '', `${result.kind}.${result.reason}`];
  if (classes.some((name) => policy.ignore.includes(name))) return false;
  return [result.state, ...classes].some((name) => policy.failOn.includes(name));
}

export type Judgement = 'well' | 'failing' | 'inconclusive';

/**
 * 1: a required probe or group is not well; 3: none is known to be bad, but one or more cannot be told;
 * 130 and 143: interrupted. Members of a group count through their group alone.
 */
export function exitCode(
  results: readonly Judged[],
  groups: readonly GroupResult[],
  policy: Policy,
  interrupted: Interrupted = null,
): ExitCode {
  if (interrupted !== null) return interrupted === 'SIGINT' ? 130 : 143;
  const members = new Set(groups.flatMap((group) => group.members));
  const byName = new Map(results.map((result) => [result.name, result]));
  const judgements = [
    ...results.filter(({ name }) => !members.has(name)).map((result) => judgeProbe(result, policy)),
    ...groups.map((group) => judgeGroup(group, byName, policy)),
  ];
  if (judgements.includes('failing')) return 1;
  return judgements.includes('inconclusive') ? 3 : 0;
}

function judgeProbe(result: Judged, policy: Policy): Judgement {
  if (result.optional || !isObjectionable(result, policy)) return 'well';
  return result.state === 'unknown' ? 'inconclusive' : 'failing';
}

/** A group fails when fewer than `require` of those that were probed pass; skipped members are not asked of it. */
export function judgeGroup(
  group: GroupResult,
  byName: ReadonlyMap<string, Judged>,
  policy: Policy,
): Judgement {
  const probed = group.members.flatMap((name) => byName.get(name) ?? []).filter((r) => r.state !== 'skipped');
  if (probed.every((member) => member.optional)) return 'well';
  const passing = probed.filter((member) => isUp(member) || !isObjectionable(member, policy)).length;
  const perhaps = probed.filter(
    (member) => isObjectionable(member, policy) && member.state === 'unknown',
  ).length;
  const needed = Math.min(group.require, probed.length);
  if (passing >= needed) return 'well';
  return passing + perhaps >= needed ? 'inconclusive' : 'failing';
}

export function summarize(results: readonly Pick<Result, 'state'>[], exit_code: ExitCode): Summary {
  const summary = { total: results.length, up: 0, degraded: 0, down: 0, unknown: 0, skipped: 0, exit_code };
  for (const { state } of results) summary[state] += 1;
  return summary;
}
