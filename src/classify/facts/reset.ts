/**
 * The forms in which servers say how long to wait: seconds (with a fraction), a Go duration (`2m59.56s`), an RFC 3339
 * instant, epoch seconds or milliseconds, an HTTP-date. All become milliseconds from now.
 */

import { parseDuration } from '../../domain/duration.ts';

/** A quota may ask for a month, and a withdrawn plan for a year; what is longer is a mistake of the server. */
const LONGEST_WAIT_MS = 366 * 86_400_000;

/** Numbers above this are epoch milliseconds, respectively seconds, and no waits. */
const EPOCH_MS_FROM = 1e12;
const EPOCH_S_FROM = 1e9;

const NUMBER = /^-?\d{1,20}(\.\d{1,12})?$/;

/**
 * @param text value of a `reset` header
 * @param now milliseconds since 1970
 * @returns milliseconds from now, 0 for an instant that is past, null when the text says no time, or an absurd one
 */
export function parseReset(text: string, now: number): number | null {
  return notAbsurd(anyReset(text, now));
}

/** @returns null for a wait longer than any that is meant: our own result files know no such number */
export function notAbsurd(ms: number | null): number | null {
  return ms !== null && ms <= LONGEST_WAIT_MS ? ms : null;
}

function anyReset(text: string, now: number): number | null {
  const value = text.trim().slice(0, 64);
  if (NUMBER.test(value)) {
    const number = Number(value);
    if (number >= EPOCH_MS_FROM) return Math.max(0, number - now);
    if (number >= EPOCH_S_FROM) return Math.max(0, number * 1_000 - now);
    return number < 0 ? null : number * 1_000;
  }
  if (/^\d{4}-\d\d-\d\dT/.test(value)) {
    const instant = Date.parse(value);
    return Number.isNaN(instant) ? null : Math.max(0, instant - now);
  }
  return parseDuration(value);
}

/**
 * Retry-After: delay-seconds or an HTTP-date in any of its three forms (RFC 9110 sections 10.2.3 and 5.6.7); seen
 * besides: fractions, and `<date> GMT, <seconds>`.
 * @returns milliseconds from now, or null when nothing usable is said
 */
export function parseRetryAfter(text: string, now: number): number | null {
  const value = text.trim().slice(0, 80);
  const seconds =
    /^(\d{1,12}(?:\.\d{1,12})?)(?:\s*,.*)?$/.exec(value)?.[1] ??
    /GMT,\s*(\d{1,12}(?:\.\d{1,12})?)$/.exec(value)?.[1];
  if (seconds !== undefined) return usable(Number(seconds) * 1_000);
  const instant = Date.parse(/(GMT|UTC|Z|[+-]\d{4})$/i.test(value) ? value : `${value} GMT`);
  return /^[a-z]{3}/i.test(value) ? usable(instant - now) : null;
}

/** @returns whole milliseconds, null for what a client is to take as "use your own pause": nothing, zero, the past, or absurdly long */
export function usable(ms: number): number | null {
  return ms > 0 && ms <= LONGEST_WAIT_MS ? Math.ceil(ms) : null;
}
