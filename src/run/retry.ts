/** Whether an attempt is made again, and after how long: arithmetic alone. */

import type { Target } from '../domain/target.ts';
import type { Verdict } from '../domain/verdict.ts';

/** A longer wait is not made: the verdict stands and says when to come back. */
export const LONGEST_WAIT_MS = 10_000;

export type NextTry =
  | { readonly again: true; readonly waitMs: number }
  /** `tooLongMs`: another try could help, but only after this wait; null: it is of no use, or none is left. */
  | { readonly again: false; readonly tooLongMs: number | null };

/**
 * The wait is the greater of the backoff and what the server asks for (RFC 9110 10.2.3). The backoff is the target's
 * `retry_delay`, doubled each time but not past ten seconds. It has no jitter: the starts are paced anyway.
 * @param made attempts made so far, at least 1
 */
export function nextTry(
  verdict: Pick<Verdict, 'retryable' | 'retryAfterMs'>,
  made: number,
  target: Pick<Target, 'retries' | 'retryDelayMs'>,
): NextTry {
  if (!verdict.retryable || made > target.retries) return { again: false, tooLongMs: null };
  const doubled = Math.min(target.retryDelayMs * 2 ** (made - 1), LONGEST_WAIT_MS);
  const waitMs = Math.max(target.retryDelayMs, doubled, verdict.retryAfterMs ?? 0);
  return waitMs > LONGEST_WAIT_MS ? { again: false, tooLongMs: waitMs } : { again: true, waitMs };
}
