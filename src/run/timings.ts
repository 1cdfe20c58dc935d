/** Cumulative marks of an attempt → the published timings, and the line that an attempt leaves in the result. */

import type { Marks, Observation } from '../domain/observation.ts';
import type { AttemptResult, TimingsMs } from '../domain/report.ts';
import type { Verdict } from '../domain/verdict.ts';

/** Finer than any clock that matters here, coarse enough to read: a tenth of a millisecond. */
export function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}

export const NO_TIMINGS: TimingsMs = {
  dns: null,
  connect: null,
  tls: null,
  first_byte: null,
  first_token: null,
  first_visible: null,
  total: null,
  server: null,
  lag: null,
};

/** @param server milliseconds that the service claims to have spent */
export function timingsOf(observation: Observation, server: number | null): TimingsMs {
  const { marks } = observation;
  return {
    dns: mark(marks.dns),
    connect: between(marks, 'connectStart', 'connect'),
    tls: between(marks, 'connect', 'tls'),
    first_byte: mark(marks.firstByte),
    first_token: mark(marks.firstToken),
    first_visible: mark(marks.firstVisible),
    total: mark(marks.end),
    server: mark(server),
    lag: mark(observation.lag),
  };
}

/** @param started wall-clock instant (ISO 8601) to tell where the attempt itself threw and saw nothing */
export function toAttempt(
  observation: Observation | null,
  verdict: Verdict,
  why: AttemptResult['why'],
  started: string,
): AttemptResult {
  return {
    started: observation?.started ?? started,
    state: verdict.state,
    kind: verdict.failure?.kind ?? null,
    reason: verdict.failure?.reason ?? null,
    total_ms: tenths(observation?.marks.end ?? 0),
    why,
  };
}

function mark(ms: number | null): number | null {
  return ms === null ? null : tenths(ms);
}

function between(marks: Marks, from: 'connectStart' | 'connect', to: 'connect' | 'tls'): number | null {
  const [start, end] = [marks[from], marks[to]];
  return start === null || end === null ? null : tenths(end - start);
}
