/** `aiprobe check`: the whole way from a plan to an exit code. */

import { openRun } from '../api/open-run.ts';
import { toRunOptions } from '../api/run-options.ts';
import { UserError } from '../domain/errors.ts';
import type { Plan } from '../domain/plan.ts';
import type { Report, Result } from '../domain/report.ts';
import { redactor } from '../domain/secret.ts';
import type { Progress } from '../report/progress.ts';
import { parseFailOn, parseIgnore } from '../run/policy-terms.ts';
import { type RunOptions, type RunPorts, run } from '../run/run.ts';
import type { Arguments, Options } from './arguments.ts';
import type { Io } from './io.ts';
import type { Manners } from './manners.ts';
import { configNames, environment, preparePlan } from './prepare.ts';
import { quietly, readSinks, refuseSources, type Sink, SinkWriter } from './sinks.ts';
import { isRedrawn, type Look, lookOf, styleFor } from './style.ts';
import { warnOfUnits } from './units.ts';

const MOST_CONCURRENT = 10_000;

export async function check(io: Io, args: Arguments): Promise<number> {
  if (args.options.dryRun === true) {
    const { plan } = await import('./plan.ts');
    return plan(io, args);
  }
  // Whatever can be known to be wrong is told before anything is probed.
  const sinks = readSinks(reporterSpecs(args.options), io);
  refuseSources(sinks, configNames(io, await environment(io, args.options), args.options), io);
  const options = runOptions(io, args.options);
  await warnOfUnits(io, args.options);
  const plan = await preparePlan(io, args);
  if (args.options.budget !== undefined) await holdBudget(plan, args.options.budget);
  const run = (manners?: Manners) => runAndReport(io, plan, options, sinks, args.options, { manners });
  const { onChange, lock, jitter } = args.options;
  if (!onChange && !lock && jitter === undefined && !plan.heartbeat) return run();
  const { withManners } = await import('./manners.ts');
  return withManners(io, args, { plan, policy: options.policy }, run);
}

/** The estimate is not worth loading where nobody asks for it. */
async function holdBudget(plan: Plan, budget: string): Promise<void> {
  const { checkBudget } = await import('./cost.ts');
  checkBudget(plan, budget);
}

export function reporterSpecs({ reporter = [], json }: Options): readonly string[] {
  return json === true ? [...reporter, 'json'] : reporter;
}

/** @throws UserError for a flag that cannot be read */
export function runOptions(io: Io, options: Options): RunOptions {
  const { concurrency, failOn, ignore, failFast, statusPage, location } = options;
  const settings = {
    concurrency: concurrency === undefined ? undefined : readConcurrency(concurrency),
    failOn: failOn === undefined ? undefined : parseFailOn(failOn),
    ignore: ignore === undefined ? undefined : parseIgnore(ignore),
    failFast,
    statusPages: statusPage === undefined ? undefined : statusPage ? ('all' as const) : ('none' as const),
    location,
    shard: options.shard,
  };
  return toRunOptions(settings, io.openFileLimit());
}

function readConcurrency(text: string): number | 'auto' {
  if (text === 'auto') return 'auto';
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= MOST_CONCURRENT) return number;
  throw new UserError(
    `--concurrency: "${text}" is neither "auto" nor a whole number from 1 to ${MOST_CONCURRENT}`,
  );
}

/** What a command has its own way with. */
interface Around {
  readonly manners?: Manners | undefined;
  /** Left out: what flags and policy say. */
  readonly look?: Look;
}

export function runAndReport(
  io: Io,
  plan: Plan,
  options: RunOptions,
  sinks: readonly Sink[],
  flags: Options,
  { manners, look = lookOf(flags, options.policy) }: Around = {},
): Promise<number> {
  return interruptible(io, async (ports, signal) => {
    const redact = redactor(plan.secrets);
    for (const warning of plan.warnings) await io.stderr.write(`aiprobe: ${redact(warning)}\n`);
    const showing = manners?.showing ?? quietly(flags.quiet === true);
    const writer = await SinkWriter.open(io, sinks, look, showing);
    // Lines that come meanwhile, here or out of a filter behind the pipe, would break into the line of progress.
    const progress = writer.isLive ? null : await startProgress(io, plan, flags);
    io.expect(plan.targets.length);
    await manners?.start(signal);
    const report = await finished(run(plan, options, ports, signal), (result) => {
      progress?.onResult(result);
      return writer.result(result);
    });
    progress?.stop();
    const code = await writer.finish(report, redact);
    await manners?.end(report, code, !writer.hasFailed);
    return code;
  });
}

async function finished(
  results: AsyncGenerator<Result, Report>,
  onResult: (result: Result) => Promise<void>,
): Promise<Report> {
  for (;;) {
    const next = await results.next();
    if (next.done === true) return next.value;
    await onResult(next.value);
  }
}

/** Runs with the real network until the first SIGINT or SIGTERM ends it in good order; a second one ends the process. */
export async function interruptible<T>(
  io: Io,
  work: (ports: RunPorts, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const interrupt = new AbortController();
  const stopListening = io.onSignal((signal) => {
    stopListening();
    interrupt.abort(signal);
  });
  const open = openRun(io.clock);
  try {
    return await work(open.ports, interrupt.signal);
  } finally {
    stopListening();
    open.close();
  }
}

async function startProgress(io: Io, plan: Plan, flags: Options): Promise<Progress | null> {
  if (!isRedrawn(io.stderr, io.env)) return null;
  const { createProgress } = await import('../report/progress.ts');
  const style = styleFor(io.stderr, io, lookOf(flags));
  const progress = createProgress({
    write: (text) => void io.stderr.write(text).catch(() => {}),
    columns: () => io.stderr.columns ?? style.width,
    now: io.clock.now,
    color: style.color,
    unicode: style.unicode,
    every: (ms, callback) => {
      const timer = setInterval(callback, ms);
      return () => clearInterval(timer);
    },
  });
  progress.onStart(plan.targets.length);
  return progress;
}
