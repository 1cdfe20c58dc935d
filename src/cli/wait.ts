/** `aiprobe wait TARGET...`: until all are up, or until it is clear that waiting does not help. */

import { formatDuration, parseDuration } from '../domain/duration.ts';
import { UserError } from '../domain/errors.ts';
import type { Result } from '../domain/report.ts';
import { redactor } from '../domain/secret.ts';
import { safeText } from '../report/safe.ts';
import { type Round, type WaitEnd, type WaitOptions, waitUntilUp } from '../run/wait.ts';
import type { Arguments, Options } from './arguments.ts';
import { interruptible, reporterSpecs, runOptions } from './check.ts';
import type { Io } from './io.ts';
import { preparePlan } from './prepare.ts';
import { quietly, readSinks, SinkWriter } from './sinks.ts';
import { lookOf } from './style.ts';

const TIMEOUT_MS = 300_000;
const INTERVAL_MS = 2_000;

export async function wait(io: Io, { words, options }: Arguments): Promise<number> {
  const specs = reporterSpecs(options);
  const sinks = readSinks(specs, io);
  const waiting = waitOptions(options);
  const running = runOptions(io, options);
  const plan = await preparePlan(io, { words, options: probeOptions(options) });
  const redact = redactor(plan.secrets);
  const log = createLog(io, waiting, redact);
  try {
    const waited = await interruptible(io, (ports, signal) =>
      waitUntilUp(plan, waiting, running, ports, log.round, signal),
    );
    log.end();
    await io.stderr.write(`aiprobe: ${closing(waited.end, waited.elapsedMs, waited.report.results)}\n`);
    // Success needs no table unless a format was asked for.
    if (waited.end === 'up' && specs.length === 0) return 0;
    const writer = await SinkWriter.open(io, sinks, lookOf(options), quietly(options.quiet === true));
    const code = await writer.finish(waited.report, redact);
    return waited.end === 'up' || waited.end === 'interrupted' ? code : Math.max(code, 1);
  } finally {
    log.end();
  }
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
  round(round: Round): void;
  end(): void;
}

/** On a terminal one line that is redrawn; in a log a line for each change and no more. */
function createLog(io: Io, { timeoutMs, stable }: WaitOptions, redact: (text: string) => string): Log {
  const seen = new Map<string, string>();
  let drawn = false;
  const erase = () => {
    if (drawn) void io.stderr.write('\r\u001b[2K').catch(() => {});
    drawn = false;
  };
  return {
    round: ({ results, streak, elapsedMs }) => {
      erase();
      for (const result of results) {
        const word = wordOf(result);
        if (seen.get(result.name) === word) continue;
        seen.set(result.name, word);
        const line = `${formatDuration(elapsedMs)}  ${safeText(result.name)}: ${word}${result.state === 'up' ? '' : `: ${safeText(result.message, 300)}`}`;
        void io.stderr.write(`${redact(line)}\n`).catch(() => {});
      }
      if (!io.stderr.isTTY) return;
      const waitingFor = results
        .filter(({ state }) => state !== 'up' && state !== 'degraded')
        .map(({ name }) => name);
      const what =
        waitingFor.length === 0
          ? `all up, ${streak} of ${stable} in a row`
          : `waiting for ${waitingFor.slice(0, 3).join(', ')}`;
      const text = safeText(`${what} (${formatDuration(elapsedMs)} of ${formatDuration(timeoutMs)})`);
      void io.stderr.write(redact(text.slice(0, (io.stderr.columns ?? 80) - 1))).catch(() => {});
      drawn = true;
    },
    end: erase,
  };
}

function wordOf({ state, kind, reason }: Result): string {
  return kind === null ? state : `${kind}.${reason}`;
}

function closing(end: WaitEnd, elapsedMs: number, results: readonly Result[]): string {
  const took = formatDuration(elapsedMs);
  const missing = results
    .filter(({ state, optional }) => state !== 'up' && state !== 'degraded' && !optional)
    .map(({ name }) => safeText(name));
  switch (end) {
    case 'up':
      return `all up after ${took}`;
    case 'timeout':
      return `gave up after ${took}: not up: ${missing.join(', ')}`;
    case 'hopeless':
      return `gave up at once: waiting does not mend this (--keep-waiting waits all the same)`;
    case 'interrupted':
      return `interrupted after ${took}`;
  }
}
