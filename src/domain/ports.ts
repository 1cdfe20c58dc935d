/** What the outside world is to the inner stages, and what tests replace: the clock and one try on the wire. */

import type { Observation } from './observation.ts';
import type { Target } from './target.ts';

export interface Clock {
  /** Monotonic milliseconds with fractions; only differences mean anything. */
  now(): number;
  /** Wall clock: milliseconds since 1970. */
  wall(): number;
  /** Resolves after `ms` milliseconds, or at once when the signal is or gets aborted (never rejects). */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** How an attempt tells the scheduler whether it needs the processor or merely waits for the other side. */
export interface AttemptHooks {
  /** The attempt now waits for the network and costs nothing (connecting, or the request is sent). */
  waiting(): void;
  /** Bytes came: the attempt works again. */
  working(): void;
}

/**
 * One try on the wire, on a fresh connection. Never rejects: what went wrong is in the observation.
 * An abort ends the attempt at once with error code `ABORTED`.
 */
export type AttemptFn = (target: Target, hooks: AttemptHooks, signal: AbortSignal) => Promise<Observation>;
