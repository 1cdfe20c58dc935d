/** Spans and days for sentences and limits. */

import type { Marks } from '../../domain/observation.ts';
import type { TimingName } from '../../domain/target.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** `2026-11-21` of an ISO 8601 instant. */
export function day(instant: string): string {
  return instant.slice(0, 10);
}

/** Whole days from now to an instant, rounded down; negative when it is past. */
export function daysUntil(instant: string, now: number): number {
  return Math.floor((Date.parse(instant) - now) / DAY_MS);
}

/** `1 day`, `3 days`; under a day in hours, under an hour and a half in minutes. */
export function span(ms: number): string {
  const size = Math.abs(ms);
  if (size < 1.5 * HOUR_MS) return counted(Math.max(1, Math.round(size / MINUTE_MS)), 'minute');
  if (size < DAY_MS) return counted(Math.round(size / HOUR_MS), 'hour');
  return counted(Math.floor(size / DAY_MS), 'day');
}

function counted(amount: number, unit: string): string {
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}

/** Milliseconds: of the phase alone for dns, connect and tls, else from the start. null: not reached. */
export const TIMING: { readonly [K in TimingName]: (marks: Marks) => number | null } = {
  dns: (marks) => marks.dns,
  connect: ({ connect, connectStart }) =>
    connect === null || connectStart === null ? null : connect - connectStart,
  tls: ({ tls, connect }) => (tls === null || connect === null ? null : tls - connect),
  first_byte: (marks) => marks.firstByte,
  first_token: (marks) => marks.firstToken,
  first_visible: (marks) => marks.firstVisible,
  total: (marks) => marks.end,
};
