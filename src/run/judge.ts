/** How an observation is read: the functions of `classify/` that a run needs, as one value that tests can replace. */

import type { Observation } from '../domain/observation.ts';
import type { Result } from '../domain/report.ts';
import type { Target } from '../domain/target.ts';
import type { Verdict } from '../domain/verdict.ts';

export interface Judge {
  classify(observation: Observation, target: Target): Verdict;
  rateLimit(observation: Observation, target: Target): Result['rate_limit'];
  requestId(observation: Observation, target: Target): string | null;
  /** Milliseconds that the service itself claims to have spent. */
  serverTiming(observation: Observation, target: Target): number | null;
}
