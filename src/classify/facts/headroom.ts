/** How much room an answer that works still has: under its time limits, and under the rate limits. */

import type { Marks } from '../../domain/observation.ts';
import type { Target, TimingName } from '../../domain/target.ts';
import type { Limit, Limits } from './rate-limit.ts';
import { TIMING } from './time.ts';

export interface PassedLimit {
  readonly name: TimingName;
  /** Milliseconds. */
  readonly took: number;
  readonly limit: number;
}

/** The `degraded:` limits that were passed. */
export function passedLimits(target: Target, marks: Marks): readonly PassedLimit[] {
  return Object.keys(target.degraded)
    .filter((name): name is TimingName => name in TIMING)
    .flatMap((name) => {
      const limit = target.degraded[name];
      const took = TIMING[name](marks);
      return limit !== undefined && took !== null && took > limit ? [{ name, took, limit }] : [];
    });
}

export interface NearLimit {
  readonly unit: keyof Limits;
  readonly limit: Limit;
}

/** The limits with under a tenth left. */
export function nearLimits(limits: Limits): readonly NearLimit[] {
  return (['requests', 'tokens'] as const).flatMap((unit) => {
    const limit = limits[unit];
    return limit !== null && isNear(limit) ? [{ unit, limit }] : [];
  });
}

function isNear({ limit, remaining }: Limit): boolean {
  return limit !== null && limit > 0 && remaining !== null && remaining * 10 < limit;
}
