/** Durations of other tools as ours are written. */

import { parseDuration } from '../domain/duration.ts';
import type { Ledger } from './ledger.ts';
import type { MapItem } from './value.ts';

/** Nobody waits longer for one attempt, and timers hold no more than 24 days. */
const LONGEST_MS = 24 * 86_400_000 - 1;

/** A key that holds a duration of Go's or Prometheus'; one that cannot be read is told of. */
export function durationAt(map: MapItem, key: string, ledger: Ledger): string | undefined {
  const text = map.text(key);
  const duration = text === undefined ? null : goDuration(text);
  if (text !== undefined && duration === null)
    ledger.note(map.origin, `"${key}: ${text}" is no duration that can be carried over`);
  return duration ?? undefined;
}

/** A key that holds seconds; 0 stands for none. */
export function secondsAt(map: MapItem, key: string, ledger: Ledger): string | undefined {
  const seconds = map.number(key);
  if (seconds === undefined || seconds === 0) return undefined;
  const duration = secondsDuration(seconds);
  if (duration === null) ledger.note(map.origin, `"${key}: ${seconds}" is no time that can be carried over`);
  return duration ?? undefined;
}

/** Go's and Prometheus' `1h30m`, `500ms`, `1w`. @returns null for anything else, 0 and negative ones included */
export function goDuration(text: string): string | null {
  const weeks = text.trim().replace(/(\d+)w/g, (_, count: string) => `${Number(count) * 7}d`);
  return /^[\d.]+$/.test(weeks) ? null : written(parseDuration(weeks));
}

export function secondsDuration(seconds: number): string | null {
  return written(seconds * 1_000);
}

/** As a person would write it: `500ms`, `90s`, `2h`. */
function written(ms: number | null): string | null {
  if (ms === null || !Number.isFinite(ms) || ms < 1 || ms > LONGEST_MS) return null;
  const whole = Math.round(ms);
  if (whole % 1_000 !== 0) return `${whole}ms`;
  const seconds = whole / 1_000;
  if (seconds % 3_600 === 0) return `${seconds / 3_600}h`;
  return seconds % 60 === 0 && seconds >= 120 ? `${seconds / 60}m` : `${seconds}s`;
}
