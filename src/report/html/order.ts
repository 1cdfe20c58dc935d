/** What is told of each probe, in the order in which it is told: failures, then degraded, then up, then skipped. */

import type { Report, Result } from '../../domain/report.ts';
import type { State } from '../../domain/verdict.ts';
import type { Standing, Standings } from '../standing.ts';

export interface Probe {
  readonly result: Result;
  readonly standing: Standing;
  /** Where its section is; null: it has none. */
  readonly anchor: string | null;
}

/** With more than these the page would be slow to open: the table names the others. */
export const MAX_SECTIONS = 200;

const RANK: Readonly<Record<State, number>> = { down: 0, unknown: 0, degraded: 1, up: 2, skipped: 3 };

/** @returns every probe, within each rank in the config's order */
export function probesOf({ results }: Report, standings: Standings): readonly Probe[] {
  const all = results.map((result, i) => ({ result, standing: standings.results[i] ?? 'pass', index: i }));
  const told = new Set(toldInFull(all).map(({ index }) => index));
  return all
    .map(({ result, standing, index }) => ({
      result,
      standing,
      anchor: told.has(index) ? `probe-${index + 1}` : null,
    }))
    .sort((a, b) => RANK[a.result.state] - RANK[b.result.state]);
}

export function isNotWell({ state }: Pick<Result, 'state'>): boolean {
  return state !== 'up' && state !== 'skipped';
}

/** Whether the run would have ended better without it. */
export function counts(standing: Standing): boolean {
  return standing === 'fail' || standing === 'error';
}

/** What fails the run is told in any case before what does not. */
function toldInFull<T extends Omit<Probe, 'anchor'>>(all: readonly T[]): readonly T[] {
  const notWell = all.filter(({ result }) => isNotWell(result));
  const rank = ({ result, standing }: T) => (counts(standing) ? -1 : RANK[result.state]);
  return notWell.toSorted((a, b) => rank(a) - rank(b)).slice(0, MAX_SECTIONS);
}
