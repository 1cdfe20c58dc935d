/**
 * A whole run, from the plan to the report: every probe is started when its turn comes, each result is told as soon
 * as it is certain, and what only the whole can tell (this machine's own network, blurred timings) is told last.
 */

import * as classification from '../classify/index.ts';
import type { Plan } from '../domain/plan.ts';
import { exitCode, type Interrupted, type Policy, summarize } from '../domain/policy.ts';
import type { ControlFn } from '../domain/ports.ts';
import { type Report, type Result, RUN_SCHEMA } from '../domain/report.ts';
import { redactor } from '../domain/secret.ts';
import { findCauses } from './causes.ts';
import { FailFast } from './fail-fast.ts';
import { groupResults } from './groups.ts';
import { Inconclusive, unlessInterrupted } from './inconclusive.ts';
import type { Judge } from './judge.ts';
import type { Finished } from './network.ts';
import { RefusedKeys } from './refused-keys.ts';
import { extraTime, fewAtATime, inOrderOfNeed, isBlurred, quieter } from './remeasure.ts';
import { Scheduler, type SchedulerOptions, type SchedulerPorts } from './scheduler.ts';
import { tenths } from './timings.ts';

export interface RunOptions extends SchedulerOptions {
  readonly failFast: boolean;
  readonly policy: Policy;
  readonly location: string | null;
  /** `1/3`. */
  readonly shard: string | null;
  readonly version: string;
}

export interface RunPorts extends SchedulerPorts {
  readonly control: ControlFn;
  readonly runId: () => string;
  /** What a process does once must not stand in the times of its first attempts. Never rejects. */
  readonly warmUp?: (attempts: number) => Promise<void>;
}

/**
 * Yields each result once, when it is final; returns the report with the results in the config's order.
 * Rejects only for a bug of this stage: a throw inside an attempt or its judgement is that probe's `internal.bug`.
 * @param signal ends the run early: what is finished is reported, the rest is `skipped`; its reason is the name of
 *   the operating system's signal (`SIGINT`, `SIGTERM`) and gives the exit code
 */
export async function* run(
  plan: Plan,
  options: RunOptions,
  ports: RunPorts,
  signal?: AbortSignal,
  judge: Judge = classification,
): AsyncGenerator<Result, Report> {
  await ports.warmUp?.(plan.targets.length);
  const started = { at: ports.clock.wall(), from: ports.clock.now() };
  const elapsed = () => ports.clock.now() - started.from;
  const told = new Map<string, Result>();
  for await (const result of certain(plan, options, ports, signal, judge, elapsed)) {
    told.set(result.name, result);
    yield result;
  }
  const results = plan.targets.flatMap(({ name }) => told.get(name) ?? []);
  const groups = groupResults(plan.groups, results);
  return {
    schema: RUN_SCHEMA,
    run: {
      id: ports.runId(),
      started: new Date(started.at).toISOString(),
      duration_ms: tenths(elapsed()),
      version: options.version,
      location: options.location,
      shard: options.shard,
    },
    summary: summarize(results, exitCode(results, groups, options.policy, interruptedBy(signal))),
    results,
    groups,
    causes: findCauses(results, hostedProviders(plan), plan.targets),
  };
}

/** Results in the order in which they become certain. */
async function* certain(
  plan: Plan,
  options: RunOptions,
  ports: RunPorts,
  signal: AbortSignal | undefined,
  judge: Judge,
  elapsed: () => number,
): AsyncGenerator<Result> {
  const scheduler = new Scheduler(options, ports, judge, redactor(plan.secrets));
  const interrupt = () => scheduler.stop('interrupted');
  if (signal?.aborted === true) interrupt();
  signal?.addEventListener('abort', interrupt, { once: true });
  const failFast = options.failFast ? new FailFast(plan, options.policy) : null;
  const inconclusive = new Inconclusive();
  const refused = new RefusedKeys(plan.targets);
  const blurred: Finished[] = [];
  try {
    for await (const finished of scheduler.probeAll(plan.targets)) {
      if (failFast?.isLost(finished.result) === true) scheduler.stop('fail-fast');
      if (refused.hold(finished)) continue;
      for (const result of inconclusive.admit(finished)) {
        if (result === finished.result && isBlurred(finished)) blurred.push(finished);
        else yield result;
      }
    }
    yield* refused.settle();
    if (signal?.aborted === true) yield* inconclusive.release();
    else yield* await inconclusive.settle(() => unlessInterrupted(ports.control(plan.control), signal));
    yield* sharpened(blurred, scheduler, elapsed);
  } finally {
    // Also when the caller wants no more results: nothing may go on behind its back.
    signal?.removeEventListener('abort', interrupt);
    interrupt();
  }
}

/** Blurred results, measured again while there is time for it. */
async function* sharpened(
  blurred: readonly Finished[],
  scheduler: Scheduler,
  elapsed: () => number,
): AsyncGenerator<Result> {
  const until = elapsed() + extraTime(elapsed());
  for (const few of fewAtATime(inOrderOfNeed(blurred))) {
    const inTime = elapsed() < until;
    const again = inTime ? await Promise.all(few.map(({ target }) => scheduler.measureAgain(target))) : [];
    for (const [index, { result }] of few.entries()) {
      const second = again[index] ?? null;
      yield second === null ? result : quieter(result, second);
    }
  }
}

export function interruptedBy(signal: AbortSignal | undefined): Interrupted {
  if (signal?.aborted !== true) return null;
  return signal.reason === 'SIGTERM' ? 'SIGTERM' : 'SIGINT';
}

/** A hosted provider is one service; two machines that run the same engine share no fate. */
function hostedProviders(plan: Plan): ReadonlySet<string> {
  const providers = plan.targets.flatMap(({ provider }) => provider ?? []);
  return new Set(providers.filter(({ kind }) => kind !== 'self-hosted').map(({ id }) => id));
}
