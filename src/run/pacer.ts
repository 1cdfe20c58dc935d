/**
 * Decides when an attempt may start, so that its timings stay true while many others run.
 *
 * A pump runs once a turn of the event loop and starts at most one attempt; after a turn whose callbacks took longer
 * than a millisecond it starts none, because the attempts under way come first. Between two starts it leaves as much
 * time as one attempt costs in all, for the answers that are still to come. Whatever waits in the queue has no
 * timer running. Attempts that merely wait for the other side cost nothing and do not count as busy, so hanging
 * endpoints do not hold up healthy ones; a ceiling on everything in flight (file descriptors) holds all the same.
 */

import type { AttemptHooks } from '../domain/ports.ts';
import { WorkMeter } from './work-meter.ts';

/** A turn of the event loop that took longer has work of its own to do first. */
export const QUIET_TURN_MS = 1;
const BUSY_AT_ONCE = 64;
export const DEFAULT_CEILING = 4096;

export interface PaceLimits {
  /** Attempts that need the processor (connecting, handshake, parsing). */
  readonly busy: number;
  /** Attempts in flight, waiting ones included. */
  readonly inFlight: number;
}

export interface Load {
  readonly busy: number;
  readonly inFlight: number;
}

/**
 * @param concurrency a number bounds everything in flight; `auto` bounds what is busy
 * @param ceiling what may be in flight under `auto`: from the limit on file descriptors
 */
export function paceLimits(concurrency: number | 'auto', ceiling: number = DEFAULT_CEILING): PaceLimits {
  if (concurrency === 'auto') return { busy: BUSY_AT_ONCE, inFlight: ceiling };
  return { busy: concurrency, inFlight: concurrency };
}

export function hasRoom(load: Load, limits: PaceLimits): boolean {
  return load.busy < limits.busy && load.inFlight < limits.inFlight;
}

/** Milliseconds. */
export interface Pause {
  /** How long the last turn of the event loop took. */
  readonly turnMs: number;
  /** How much longer than one attempt's work the last start is past; below zero: not so long yet. */
  readonly spareMs: number;
}

export function mayStart(load: Load, limits: PaceLimits, { turnMs, spareMs }: Pause): boolean {
  if (load.inFlight === 0) return true;
  return turnMs <= QUIET_TURN_MS && spareMs >= 0 && hasRoom(load, limits);
}

interface Job {
  start(): void;
  drop(): void;
}

export interface PacerPorts {
  /** Monotonic milliseconds. */
  now(): number;
  /** Calls back in the next turn of the event loop (`setImmediate`). */
  nextTurn(callback: () => void): void;
}

export class Pacer {
  readonly #limits: PaceLimits;
  readonly #ports: PacerPorts;
  /** First in, first out; a Set because `Array.shift` moves every element once the array is large. */
  readonly #queue = new Set<Job>();
  #busy = 0;
  #inFlight = 0;
  /** The pump is due in the next turn, or running. It sleeps while nothing could start. */
  #armed = false;
  #turnStart = 0;
  readonly #work = new WorkMeter();
  #lastStart = Number.NEGATIVE_INFINITY;
  #closed = false;

  constructor(limits: PaceLimits, ports: PacerPorts) {
    this.#limits = limits;
    this.#ports = ports;
  }

  /**
   * Runs the job when its turn comes; jobs start in the order of these calls.
   * @returns what the job returned (a rejection passes through), or null when the pacer was closed before it started
   */
  run<T>(job: (hooks: AttemptHooks) => Promise<T>): Promise<T | null> {
    if (this.#closed) return Promise.resolve(null);
    return new Promise((resolve, reject) => {
      const start = () => this.#launch(job).then(resolve, reject);
      this.#queue.add({ start, drop: () => resolve(null) });
      this.#wake();
    });
  }

  /** Starts nothing more: what waits in the queue ends with null, what is in flight goes on. */
  close(): void {
    this.#closed = true;
    for (const job of this.#queue) job.drop();
    this.#queue.clear();
  }

  async #launch<T>(job: (hooks: AttemptHooks) => Promise<T>): Promise<T> {
    const share = this.#occupy();
    try {
      return await job(share);
    } finally {
      share.leave();
    }
  }

  /** One attempt's share of the load. The hooks may be called in any order and number, and late. */
  #occupy(): AttemptHooks & { leave(): void } {
    let state: 'busy' | 'waiting' | 'left' = 'busy';
    this.#busy += 1;
    this.#inFlight += 1;
    this.#work.started();
    return {
      waiting: () => {
        if (state !== 'busy') return;
        state = 'waiting';
        this.#busy -= 1;
        this.#work.moved();
        this.#wake();
      },
      working: () => {
        if (state !== 'waiting') return;
        state = 'busy';
        this.#busy += 1;
        this.#work.moved();
      },
      leave: () => {
        if (state === 'busy') this.#busy -= 1;
        state = 'left';
        this.#inFlight -= 1;
        this.#work.ended();
        this.#wake();
      },
    };
  }

  #load(): Load {
    return { busy: this.#busy, inFlight: this.#inFlight };
  }

  #wake(): void {
    if (!this.#armed) this.#arm(this.#ports.now());
  }

  #arm(turnStart: number): void {
    this.#armed = this.#queue.size > 0 && (this.#inFlight === 0 || hasRoom(this.#load(), this.#limits));
    if (!this.#armed) return;
    this.#turnStart = turnStart;
    this.#ports.nextTurn(() => this.#pump());
  }

  #pump(): void {
    const now = this.#ports.now();
    const turnMs = now - this.#turnStart;
    this.#work.worked(turnMs);
    const spareMs = now - this.#lastStart - this.#work.msPerAttempt;
    if (mayStart(this.#load(), this.#limits, { turnMs, spareMs })) {
      this.#lastStart = now;
      this.#startFirst();
    }
    // Counted from before the start: what starting cost belongs to this turn.
    this.#arm(now);
  }

  #startFirst(): void {
    for (const job of this.#queue) {
      this.#queue.delete(job);
      job.start();
      return;
    }
  }
}
