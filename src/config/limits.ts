/** Time limits of a probe: what ends an attempt, and what makes it degraded. Milliseconds. */

import { formatDuration } from '../domain/duration.ts';
import { LIMITS } from '../domain/observation.ts';
import { TIMINGS, type Timeouts, type TimingName } from '../domain/target.ts';
import type { Build } from './building.ts';
import type { ProbeSpec } from './shape-probe.ts';

/** A phase without a limit of its own is bounded by the total. */
export const UNLIMITED = {
  dns: null,
  connect: null,
  tls: null,
  first_byte: null,
  first_token: null,
  idle: null,
};
export const TOTAL_MS = 10_000;

export function degradedLimits(
  { sheet }: Build,
  limits: Omit<NonNullable<ProbeSpec['degraded']>, 'cert_days'>,
) {
  const picked: Partial<Record<TimingName, number>> = {};
  for (const timing of TIMINGS) {
    const limit = limits[timing];
    if (limit === undefined) continue;
    sheet.note(`degraded.${timing}`, formatDuration(limit), sheet.origin(`degraded.${timing}`));
    picked[timing] = limit;
  }
  return picked;
}

export function timeouts({ probe: { spec }, sheet, overrides }: Build): Timeouts {
  const limits: Record<keyof typeof UNLIMITED, number | null> = { ...UNLIMITED };
  for (const limit of LIMITS) {
    const given = spec.timeout?.[limit];
    if (limit === 'total' || given === undefined) continue;
    limits[limit] = sheet.take(`timeout.${limit}`, { given, fallback: given }, formatDuration);
  }
  const flag = { name: '--timeout', value: overrides.timeout };
  const choice = { flag, given: spec.timeout?.total, fallback: TOTAL_MS };
  return { ...limits, total: sheet.take('timeout.total', choice, formatDuration) };
}
