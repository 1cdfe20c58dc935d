/** Where attempts are made: paced, few at a time for one host, stopped as one. Outcomes leave it as published results. */

import { setMaxListeners } from 'node:events';
import type { AttemptFn, Clock, MendFn, ProviderWordFn } from '../domain/ports.ts';
import type { AttemptResult, Result } from '../domain/report.ts';
import type { Redact } from '../domain/secret.ts';
import type { Target } from '../domain/target.ts';
import { HostLimit, hostKey } from './host-limit.ts';
import type { Judge } from './judge.ts';
import type { Finished } from './network.ts';
import type { Outcome, Sample } from './outcome.ts';
import { Pacer, paceLimits } from './pacer.ts';
import { probeTarget, takeSample, unprobed } from './probe-target.ts';
import type { AskPages } from './provider-word.ts';
import { toResult } from './result.ts';
import { ownBug, type StopReason } from './verdicts.ts';
import { WordAsker } from './word-asker.ts';

export interface SchedulerOptions {
  /** A number bounds all attempts in flight; `auto` bounds those that need the processor. */
  readonly concurrency: number | 'auto';
  /** Attempts at a time for one host:port that is given by name. */
  readonly perHost: number;
  /** What may be in flight under `auto`, from the limit on file descriptors. Default: 4096. */
  readonly ceiling?: number;
  /** Whose status pages are asked. */
  readonly statusPages: AskPages;
}

export interface SchedulerPorts {
  readonly attempt: AttemptFn;
  readonly clock: Clock;
  readonly mend: MendFn;
  readonly providerWord: ProviderWordFn;
  /** Calls back in the next turn of the event loop (`setImmediate`). */
  readonly nextTurn: (callback: () => void) => void;
}

export class Scheduler {
  readonly #ports: SchedulerPorts;
  readonly #judge: Judge;
  readonly #redact: Redact;
  readonly #askPages: AskPages;
  readonly #pacer: Pacer;
  readonly #hosts: HostLimit;
  /** Ends attempts in flight. */
  readonly #cancel = new AbortController();
  /** Ends waiting for a retry. */
  readonly #halt = new AbortController();
  #stopReason: StopReason = 'interrupted';

  constructor(options: SchedulerOptions, ports: SchedulerPorts, judge: Judge, redact: Redact) {
    this.#ports = ports;
    this.#judge = judge;
    this.#redact = redact;
    this.#askPages = options.statusPages;
    const now = () => ports.clock.now();
    this.#pacer = new Pacer(paceLimits(options.concurrency, options.ceiling), {
      now,
      nextTurn: ports.nextTurn,
    });
    this.#hosts = new HostLimit(options.perHost, ports.clock);
    // One listener for each attempt in flight is no leak.
    setMaxListeners(0, this.#cancel.signal, this.#halt.signal);
  }

  /** Probes all of them, begun in this order; yields each as it finishes. */
  async *probeAll(targets: readonly Target[]): AsyncGenerator<Finished> {
    const finished: Finished[] = [];
    let wake = () => {};
    for (const target of targets) {
      void this.#probe(target).then((result) => {
        finished.push({ target, result });
        wake();
      });
    }
    for (let left = targets.length; left > 0; left -= 1) {
      if (finished.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      yield* finished.splice(0, 1);
    }
  }

  /** One attempt more, for its timings; null when the run has stopped. */
  async measureAgain(target: Target): Promise<Result | null> {
    const sample = await this.#sample(target, 'lag');
    if (sample === null || sample.verdict.state === 'skipped') return null;
    const { observation, verdict, attempt } = sample;
    return this.#publish({ target, observation, verdict, attempts: [attempt], deepestOk: null });
  }

  /** Starts nothing more. What is in flight goes on, unless the run was interrupted. */
  stop(reason: StopReason): void {
    this.#stopReason = reason;
    this.#pacer.close();
    this.#halt.abort();
    if (reason === 'interrupted') this.#cancel.abort();
  }

  async #probe(target: Target): Promise<Result> {
    const theirs = new WordAsker(target, this.#askPages, this.#ports);
    const outcome = await probeTarget(target, {
      sample: async (asked, why) => {
        const sample = await this.#sample(asked, why);
        if (sample?.verdict.state === 'down') theirs.sawFailure();
        return sample;
      },
      mend: this.#ports.mend,
      pause: (ms) => this.#ports.clock.sleep(ms, this.#halt.signal),
      stopReason: () => this.#stopReason,
    });
    const result = this.#publish(outcome);
    const { signal } = this.#cancel;
    return signal.aborted ? result : theirs.complete(result, this.#redact, signal);
  }

  #sample(target: Target, why: AttemptResult['why']): Promise<Sample | null> {
    const { attempt, clock } = this.#ports;
    return this.#hosts.run(hostKey(target), (started) =>
      this.#pacer.run((hooks) => {
        started();
        const at = new Date(clock.wall()).toISOString();
        return takeSample(target, why, at, {
          attempt,
          judge: this.#judge,
          hooks,
          signal: this.#cancel.signal,
        });
      }),
    );
  }

  #publish(outcome: Outcome): Result {
    try {
      return toResult(outcome, this.#judge, this.#redact);
    } catch (error) {
      const { target, attempts } = outcome;
      return toResult({ ...unprobed(target, ownBug(error)), attempts }, this.#judge, this.#redact);
    }
  }
}
