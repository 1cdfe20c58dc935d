/** What an attempt amounts to: a pure function of what was seen and what was expected. */

import type { Failure, Party } from './failure.ts';

export const STATES = ['up', 'degraded', 'down', 'unknown', 'skipped'] as const;
export type State = (typeof STATES)[number];

export interface Verdict {
  readonly state: State;
  /** Kind and reason when not up; null for `up`. */
  readonly failure: Failure | null;
  /** Who has to act. */
  readonly fault: Party | null;
  readonly retryable: boolean;
  /** How long the server asks to wait, milliseconds. */
  readonly retryAfterMs: number | null;
  /** Id of the row of the rule table that decided; null for `up`. */
  readonly rule: string | null;
  /** One sentence a non-expert understands, with the facts in it. Network text in it is raw: writers make it safe. */
  readonly message: string;
  /** What to do next; empty for `up`. */
  readonly hint: string;
  /** Facts worth knowing that change nothing. */
  readonly notes: readonly string[];
}
