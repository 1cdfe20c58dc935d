/** What goes through a run for each probe: one attempt judged, what became of the probe, and what it is made with. */

import type { Observation } from '../domain/observation.ts';
import type { MendFn } from '../domain/ports.ts';
import type { AttemptResult } from '../domain/report.ts';
import type { Check, Target } from '../domain/target.ts';
import type { Verdict } from '../domain/verdict.ts';
import type { StopReason } from './verdicts.ts';

/** One attempt, judged. The observation is null where the attempt itself threw. */
export interface Sample {
  readonly attempt: AttemptResult;
  readonly verdict: Verdict;
  readonly observation: Observation | null;
}

/** What became of one probe, before it is put into its published form. */
export interface Outcome {
  readonly target: Target;
  readonly attempts: readonly AttemptResult[];
  /** The attempt that the verdict stands on. */
  readonly observation: Observation | null;
  readonly verdict: Verdict;
  readonly deepestOk: Check | null;
}

export interface Tools {
  /** One attempt when its turn comes; null: the run stopped before it could start. */
  sample(target: Target, why: AttemptResult['why']): Promise<Sample | null>;
  readonly mend: MendFn;
  /** Waits out a backoff; returns early when the run stops. */
  pause(ms: number): Promise<void>;
  /** Why the run stopped, asked only after it did. */
  stopReason(): StopReason;
}
