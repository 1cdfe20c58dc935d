/** The verdicts that no single answer gives: a probe that was not made, one that needed a second try, our own bug. */

import { formatDuration } from '../domain/duration.ts';
import { FAILURES } from '../domain/failure.ts';
import type { Target } from '../domain/target.ts';
import type { Verdict } from '../domain/verdict.ts';

const BARE: Omit<Verdict, 'state' | 'message'> = {
  failure: null,
  fault: null,
  retryable: false,
  retryAfterMs: null,
  rule: null,
  hint: '',
  notes: [],
};

/** Why probes that had not begun are left out. */
export type StopReason = 'interrupted' | 'fail-fast';

const STOP_TEXT: Readonly<Record<StopReason, string>> = {
  interrupted: 'the run was interrupted',
  'fail-fast': 'the run stopped at the first failure (--fail-fast)',
};

/** A probe that was not made, or not to its end. */
export function notProbed(stop: StopReason): Verdict {
  return { ...BARE, state: 'skipped', message: `not probed: ${STOP_TEXT[stop]}` };
}

/** A probe that the plan leaves out: a variable is missing, a maintenance window is open. */
export function leftOut(skip: NonNullable<Target['skip']>): Verdict {
  const { message } = skip;
  if (skip.kind === 'maintenance') {
    return { ...BARE, state: 'skipped', failure: { kind: skip.kind, reason: skip.reason }, message };
  }
  const { fault, hint } = FAILURES.config['missing-env'];
  return {
    ...BARE,
    state: 'skipped',
    failure: { kind: skip.kind, reason: skip.reason },
    fault,
    message,
    hint,
  };
}

/** The prober itself failed: this says nothing about the service. */
export function ownBug(error: unknown): Verdict {
  const { fault, hint } = FAILURES.internal.bug;
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    ...BARE,
    state: 'unknown',
    failure: { kind: 'internal', reason: 'bug' },
    fault,
    rule: 'internal.bug',
    message: `aiprobe itself failed on this probe (${text})`,
    hint,
  };
}

/**
 * The last attempt's verdict in the light of those before it: up after a failure is flaky, not up.
 * @param failed verdicts of the attempts before the last
 */
export function afterRetries(last: Verdict, failed: readonly Verdict[]): Verdict {
  const first = failed[0];
  if (first === undefined || (last.state !== 'up' && last.state !== 'degraded')) return last;
  const made = failed.length + 1;
  if (last.state === 'degraded') {
    return {
      ...last,
      notes: [...last.notes, `attempt ${made} of ${made} answered; before it: ${first.message}`],
    };
  }
  const { fault, hint } = FAILURES.degraded.flaky;
  return {
    ...last,
    state: 'degraded',
    failure: { kind: 'degraded', reason: 'flaky' },
    fault,
    rule: 'degraded.flaky',
    message: `up only at attempt ${made}; the first one: ${first.message}`,
    hint,
  };
}

/** @param waitMs another try could help, but only after so long, and so it was not made; null: no such wait */
export function comeBackLater(verdict: Verdict, waitMs: number | null): Verdict {
  if (waitMs === null) return verdict;
  const advice = `Not tried again in this run: come back in ${formatDuration(waitMs)}.`;
  return { ...verdict, hint: verdict.hint === '' ? advice : `${verdict.hint} ${advice}` };
}

/** The retry that was due was not made. */
export function withoutRetry(verdict: Verdict, stop: StopReason): Verdict {
  return { ...verdict, notes: [...verdict.notes, `not tried again: ${STOP_TEXT[stop]}`] };
}
