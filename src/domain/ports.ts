/** What the outside world is to the inner stages, and what tests replace: the clock and one try on the wire. */

import type { Observation } from './observation.ts';
import type { StatusPageResult } from './report.ts';
import type { Target } from './target.ts';
import type { State } from './verdict.ts';

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

/** What the control probe found about this machine's own network. */
export interface ControlOutcome {
  /** `portal`: something between this machine and the internet answers in place of the one that was asked. */
  readonly state: 'ok' | 'down' | 'portal';
  /** What was seen, for the sentence: `no name server answers, and there is no default route`. */
  readonly detail: string;
}

/**
 * Asks whether this machine has a network at all, within a limit of its own. Never rejects.
 * `targets` are URLs or host:port; empty: the machine's own resolver and default route.
 */
export type ControlFn = (targets: readonly string[]) => Promise<ControlOutcome>;

/**
 * A model that refuses one of the probe's own parameters is no outage: the same question without it, and what to say of
 * it; null where the answer complains of something else.
 */
export type MendFn = (
  target: Target,
  observation: Observation,
) => { readonly target: Target; readonly note: string } | null;

/** What a provider's own status page says, for one probe. */
export interface ProviderWord {
  readonly page: StatusPageResult;
  /** A maintenance that concerns the probe is under way. */
  readonly maintenance: boolean;
  /** Our word and theirs in one sentence. @param state what we saw ourselves */
  sentence(state: State): string;
}

/** Reads the status page of a target's provider, within a limit of its own. Never rejects; null where no page is known. */
export type ProviderWordFn = (target: Target) => Promise<ProviderWord | null>;
