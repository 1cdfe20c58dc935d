/** Instants as status pages write them. */

import { text } from './values.ts';

/** ISO 8601; a space in place of the T, and no zone (taken as UTC), are what Cachet sends. */
const ISO = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?(?:\.\d+)?)\s?(Z|[+-]\d\d:?\d\d)?$/i;

/** RFC 822 as in RSS; Azure writes Z for the zone. */
const RFC_822 = /^(?:[a-z]{3},\s+)?\d{1,2} [a-z]{3} \d{4} \d\d:\d\d(?::\d\d)? (?:[a-z]{1,4}|[+-]\d{4})$/i;

/** @returns ISO 8601 in UTC, or null when the value is no instant in a known form (Date.parse alone guesses) */
export function instant(value: unknown): string | null {
  const written = text(value, 60);
  if (written === null) return null;
  const iso = ISO.exec(written);
  if (iso !== null) return fromMs(Date.parse(`${iso[1]}T${iso[2]}${iso[3]?.toUpperCase() ?? 'Z'}`));
  return RFC_822.test(written) ? fromMs(Date.parse(written)) : null;
}

/** @param value seconds since 1970, as a number or a string of digits; 0 is "not yet" */
export function epoch(value: unknown): string | null {
  const seconds = typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : value;
  return typeof seconds === 'number' && seconds > 0 ? fromMs(seconds * 1_000) : null;
}

/** The latest of them. */
export function latest(instants: Iterable<string | null>): string | null {
  let found: string | null = null;
  for (const candidate of instants) {
    // All are in the one form that toISOString gives, which sorts as text.
    if (candidate !== null && (found === null || candidate > found)) found = candidate;
  }
  return found;
}

function fromMs(ms: number): string | null {
  // Four-digit years only: beyond them the text form no longer sorts.
  return ms >= 0 && ms < Date.UTC(10_000, 0) ? new Date(ms).toISOString() : null;
}
