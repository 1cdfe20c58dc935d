/**
 * Healthy samples that this machine was too busy to time: taken again once, a few at a time, at the end of the run.
 * A failure is never taken again for this: how late it was read does not change what it was.
 */

import type { Result } from '../domain/report.ts';
import type { Target } from '../domain/target.ts';
import type { Finished } from './network.ts';

const LAG_FLOOR_MS = 5;
const LAG_SHARE = 0.1;

/** So few in flight, and started at a distance, read as if alone; one pause of the machine blurs dozens of samples. */
const FEW = 16;

/** Repeating may lengthen the run by a tenth, but by a second in any case. */
const EXTRA_SHARE = 0.1;
const EXTRA_FLOOR_MS = 1_000;

/** How late the marks may be, compared with what they measure: 1 is the bound. Null where nothing was timed. */
function unrest({ timings_ms: { lag, first_byte, total } }: Result): number | null {
  const measured = first_byte ?? total;
  return lag === null || measured === null ? null : lag / Math.max(LAG_FLOOR_MS, LAG_SHARE * measured);
}

/** Only where another request costs nothing and changes nothing. */
function isFree({ check, ask }: Target): boolean {
  if (check === 'tcp' || check === 'reach' || check === 'models') return true;
  return check === 'http' && ask.via === 'http' && ['GET', 'HEAD'].includes(ask.request.method);
}

export function isBlurred({ target, result }: Finished): boolean {
  const healthy = result.state === 'up' || (result.kind === 'degraded' && result.reason === 'slow');
  return healthy && isFree(target) && (unrest(result) ?? 0) > 1;
}

/** The most blurred first: there may not be time for all. */
export function inOrderOfNeed(blurred: readonly Finished[]): Finished[] {
  return [...blurred].sort((a, b) => (unrest(b.result) ?? 0) - (unrest(a.result) ?? 0));
}

export function* fewAtATime<T>(many: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < many.length; from += FEW) yield many.slice(from, from + FEW);
}

/** How long repeating may take in all, milliseconds. */
export function extraTime(runMs: number): number {
  return Math.max(EXTRA_FLOOR_MS, EXTRA_SHARE * runMs);
}

/**
 * The result that stands: the quieter sample's, where the second is healthy too. Both attempts are listed.
 * @param again the second measurement as a result of its own, its only attempt marked `lag`
 */
export function quieter(first: Result, again: Result): Result {
  const attempts = [...first.attempts, ...again.attempts];
  const better = again.state === 'up' || (again.kind === 'degraded' && again.reason === 'slow');
  const chosen = better && (again.timings_ms.lag ?? 0) < (first.timings_ms.lag ?? 0) ? again : first;
  return { ...chosen, attempts };
}
