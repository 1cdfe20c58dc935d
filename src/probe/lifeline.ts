/**
 * The deadlines of one attempt. Our own timers, because a timer of undici's ticks coarsely (measured: 250 ms fires
 * after 777 ms and more) and an AbortSignal does not interrupt a connect. Whoever holds a resource registers how to
 * let go of it; the first failure tells them all and wins.
 */

import type { LimitName, Phase, WireError } from '../domain/observation.ts';
import type { Timeouts } from '../domain/target.ts';
import { wireError } from './outcome.ts';

/** Phases in a row with the same limit share one span of it: `first_byte` runs until the header block is whole. */
const LIMIT_OF_PHASE: Readonly<Record<Phase, LimitName>> = {
  dns: 'dns',
  proxy: 'connect',
  connect: 'connect',
  tls: 'tls',
  request: 'first_byte',
  headers: 'first_byte',
  body: 'idle',
};

export class Lifeline {
  phase: Phase = 'connect';
  /** What the current phase happens to: the proxy, not the target. */
  viaProxy = false;
  error: WireError | null = null;
  readonly #now: () => number;
  readonly #timeouts: Timeouts;
  readonly #listeners = new Set<(error: WireError) => void>();
  readonly #endings: (() => void)[] = [];
  readonly #total: NodeJS.Timeout;
  #limit: LimitName | null = null;
  #phaseTimer: NodeJS.Timeout | undefined;
  #tokenTimer: NodeJS.Timeout | undefined;
  /** When bytes of the body last came. */
  #lastBytes: number | null = null;

  /** @param now milliseconds since the start of the attempt */
  constructor(timeouts: Timeouts, now: () => number) {
    this.#timeouts = timeouts;
    this.#now = now;
    this.#total = setTimeout(() => this.#expire('total', timeouts.total), timeouts.total - now());
  }

  enter(phase: Phase): void {
    this.phase = phase;
    if (phase === 'body') this.#lastBytes = null;
    const limit = LIMIT_OF_PHASE[phase];
    if (limit === this.#limit || this.error !== null) return;
    this.#limit = limit;
    clearTimeout(this.#phaseTimer);
    const bound = this.#timeouts[limit];
    this.#phaseTimer = bound === null ? undefined : setTimeout(() => this.#expire(limit, bound), bound);
  }

  /** Starts the `first_token` limit; `gotToken` ends it. */
  awaitToken(): void {
    const bound = this.#timeouts.first_token;
    if (bound !== null && this.error === null) {
      this.#tokenTimer = setTimeout(() => this.#expire('first_token', bound), bound);
    }
  }

  gotToken(): void {
    clearTimeout(this.#tokenTimer);
  }

  /** Bytes of the body came: the silence that `idle` bounds begins anew. */
  touched(): void {
    this.#lastBytes = this.#now();
    this.#phaseTimer?.refresh();
  }

  /** Ends the attempt with this error unless it ended before. */
  fail(error: WireError): void {
    if (this.error !== null) return;
    this.error = error;
    this.close();
    for (const listener of this.#listeners) listener(error);
    this.#listeners.clear();
  }

  /** Calls back when the attempt fails, at once if it has. Returns how to unregister. */
  onFail(listener: (error: WireError) => void): () => void {
    if (this.error !== null) {
      listener(this.error);
      return () => {};
    }
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Calls back when the attempt is over, well or not. */
  atEnd(release: () => void): void {
    this.#endings.push(release);
  }

  /** The attempt is over: stops all timers. */
  close(): void {
    clearTimeout(this.#total);
    clearTimeout(this.#phaseTimer);
    clearTimeout(this.#tokenTimer);
    for (const release of this.#endings.splice(0)) release();
  }

  #expire(limit: LimitName, bound: number): void {
    const { phase } = this;
    const last = phase === 'body' ? this.#lastBytes : null;
    this.fail(
      wireError(phase, 'DEADLINE', {
        limit,
        bound,
        viaProxy: this.viaProxy,
        afterBytes: phase === 'headers' || phase === 'body',
        silentMs: last === null ? null : this.#now() - last,
        message: `${limit} limit of ${bound} ms`,
      }),
    );
  }
}
