/** What is made of an attempt in the end, next to what was seen. */

import { classify } from '../../../src/classify/index.ts';
import type { Observation } from '../../../src/domain/observation.ts';
import type { Target } from '../../../src/domain/target.ts';
import { attempt, outcome } from '../probe.ts';

export interface Seen {
  readonly observation: Observation;
  /** `phase code`, or the status. */
  readonly outcome: string;
  /** `kind.reason`, or the state where that says all. */
  readonly verdict: string;
}

export async function probe(target: Target): Promise<Seen> {
  const observation = await attempt(target);
  const { state, failure } = classify(observation, target);
  const verdict = failure === null ? state : `${failure.kind}.${failure.reason}`;
  return { observation, outcome: outcome(observation), verdict };
}
