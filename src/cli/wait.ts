/** `aiprobe wait TARGET...`: until all are up, or until it is clear that waiting does not help. */

import { formatDuration, parseDuration } from '../domain/duration.ts';
import { UserError } from '../domain/errors.ts';
import { isUp } from '../domain/policy.ts';
import type { Report, Result } from '../domain/report.ts';
import { redactor } from '../domain/secret.ts';
import { unreachable } from '../domain/unreachable.ts';
import { truncateEnd, width } from '../report/measure.ts';
import { eraseLine, FREE_COLUMNS } from '../report/progress.ts';
import { safeText } from '../report/safe.ts';
import { isHopeless, type Round, type Waited, type WaitOptions, waitUntilUp } from '../run/wait.ts';
import type { Arguments, Options } from './arguments.ts';
import { interruptible, reporterSpecs, runOptions } from './check.ts';
import type { Io } from './io.ts';
import { preparePlan } from './prepare.ts';
import { quietly, readSinks, SinkWriter } from './sinks.ts';
import { isRedrawn, lookOf } from './style.ts';
import { warnOfUnits } from './units.ts';

const TIMEOUT_MS = 300_000;
const INTERVAL_MS = 2_000;
/** In the last line. */
const MOST_NAMED = 20;
/** In the line of a terminal. */
const MOST_DRAWN = 3;

export async function wait(io: Io, { words, options }: Arguments): Promise<number> {
  const specs = reporterSpecs(options);
  const sinks = readSinks(specs, io);
  const waiting = waitOptions(options);
  const running = runOptions(io, options);
  await warnOfUnits(io, options);
  const plan = await preparePlan(io, { words, options: probeOptions(options) });
  const redact = redactor(plan.secrets);
  const quiet = options.quiet === true;
  const log = quiet ? SILENT : createLog(io, waiting, redact);
  try {
    log.start(plan.targets.map(({ name }) => name));
    const waited = await interruptible(io, (ports, signal) =>
      waitUntilUp(plan, waiting, running, ports, log.round, signal),
    );
    log.end();
    if (!quiet || waited.end !== 'up')
      await io.stderr.write(`aiprobe: ${redact(closing(waited, waiting))}\n`).catch(() => {});
    // Success needs no table unless a format was asked for.
    if (waited.end === 'up' && specs.length === 0) return 0;
    const writer = await SinkWriter.open(io, sinks, lookOf(options, running.policy), quietly(quiet));
    return await writer.finish(reportOf(waited), redact);
  } finally {
    log.end();
  }
}

/** Given up is given up, also where the last round was well, but not so often in a row, or could tell nothing. */
function reportOf({ end, report }: Waited): Report {
  if (end === 'up' || end === 'interrupted') return report;
  return { ...report, summary: { ...report.summary, exit_code: 1 } };
}

/** Here --timeout bounds the waiting; that of an attempt has a flag of its own. */
function probeOptions({ timeout: _, attemptTimeout, ...options }: Options): Options {
  return attemptTimeout === undefined ? options : { ...options, timeout: attemptTimeout };
}

function waitOptions(options: Options): WaitOptions {
  return {
    timeoutMs: duration('--timeout', options.timeout, TIMEOUT_MS),
    intervalMs: duration('--interval', options.interval, INTERVAL_MS),
    stable: count('--stable', options.stable ?? '1'),
    keepWaiting: options.keepWaiting === true,
  };
}

function duration(flag: string, text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  const ms = parseDuration(text);
  if (ms === null || ms <= 0 || ms > 2 ** 31 - 1)
    throw new UserError(`${flag}: "${text}" is no duration such as 500ms, 30s, 5m or 2h`);
  return ms;
}

function count(flag: string, text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || number > 1_000)
    throw new UserError(`${flag}: "${text}" is not a whole number from 1 to 1000`);
  return number;
}

interface Log {
  start(names: readonly string[]): void;
  round(round: Round): void;
  end(): void;
}

const SILENT: Log = { start: () => {}, round: () => {}, end: () => {} };

/** On a terminal one line that is redrawn; in a log a line for each change and no more. */
function createLog(
  { stderr, env }: Io,
  { timeoutMs, stable }: WaitOptions,
  redact: (text: string) => string,
): Log {
  const seen = new Map<string, string>();
  let drawn = 0;
  const write = (text: string) => void stderr.write(text).catch(() => {});
  const erase = () => {
    if (drawn > 0) write(eraseLine(drawn, stderr.columns ?? drawn));
    drawn = 0;
  };
  const draw = (what: string, elapsedMs: number) => {
    if (!isRedrawn(stderr, env)) return;
    const text = redact(safeText(`${what} (${formatDuration(elapsedMs)} of ${formatDuration(timeoutMs)})`));
    const line = truncateEnd(text, (stderr.columns ?? 80) - FREE_COLUMNS, '...');
    write(line);
    drawn = width(line);
  };
  return {
    start: (names) => draw(waitingFor(names), 0),
    round: ({ results, streak, elapsedMs }) => {
      erase();
      for (const result of results) {
        const word = wordOf(result);
        if (seen.get(result.name) === word) continue;
        seen.set(result.name, word);
        const line = `${formatDuration(elapsedMs)}  ${safeText(result.name)}: ${word}${result.state === 'up' ? '' : `: ${safeText(result.message, 300)}`}`;
        write(`${redact(line)}\n`);
      }
      const missing = results.filter((one) => !isUp(one) && one.state !== 'skipped').map(({ name }) => name);
      draw(missing.length > 0 ? waitingFor(missing) : `all up, ${streak} of ${stable} in a row`, elapsedMs);
    },
    end: erase,
  };
}

function waitingFor(names: readonly string[]): string {
  const rest = names.length - MOST_DRAWN;
  return `waiting for ${names.slice(0, MOST_DRAWN).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function wordOf({ state, kind, reason }: Pick<Result, 'state' | 'kind' | 'reason'>): string {
  return kind === null ? state : `${kind}.${reason}`;
}

/** The last line: what became of it, and why. */
function closing({ end, elapsedMs, report, streak }: Waited, { stable }: WaitOptions): string {
  const took = formatDuration(elapsedMs);
  const required = report.results.filter(({ optional, state }) => !optional && state !== 'skipped');
  const missing = required.filter((one) => !isUp(one));
  switch (end) {
    case 'up':
      return required.length === 0
        ? 'nothing to wait for: no probe was made that has to be up'
        : `all up after ${took}`;
    case 'timeout':
      return `gave up after ${took}: ${lacking(missing, streak, stable)}`;
    case 'hopeless':
      return `gave up after ${took}: waiting does not mend ${named(required.filter(isHopeless))} (--keep-waiting waits all the same)`;
    case 'interrupted':
      return `interrupted after ${took}${missing.length === 0 ? '' : `: not up: ${named(missing)}`}`;
    default:
      return unreachable(end);
  }
}

function lacking(missing: readonly Result[], streak: number, stable: number): string {
  if (missing.length > 0) return `not up: ${named(missing)}`;
  return `all up, but only ${streak} of ${stable} times in a row`;
}

/** `gpu-7 (not-ready.model-loading), claude (timeout.connect) and 3 more` */
function named(results: readonly Result[]): string {
  const names = results.slice(0, MOST_NAMED).map((one) => `${safeText(one.name, 80)} (${wordOf(one)})`);
  const rest = results.length - names.length;
  return names.join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
