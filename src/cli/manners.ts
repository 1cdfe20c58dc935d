/** What stands around a run where nobody watches: lock, delay, what changed, heartbeat. Loaded when one is wanted. */

import { randomInt } from 'node:crypto';
import { parseDuration } from '../domain/duration.ts';
import { UserError } from '../domain/errors.ts';
import type { Plan } from '../domain/plan.ts';
import type { Policy } from '../domain/policy.ts';
import type { Report } from '../domain/report.ts';
import { redactor } from '../domain/secret.ts';
import type { Arguments } from './arguments.ts';
import type { Io } from './io.ts';
import { openKeep } from './keep.ts';
import { BUSY, takeLock } from './lock.ts';
import { OnChange } from './on-change.ts';
import { codeOf } from './private-files.ts';
import type { Showing } from './sinks.ts';

export interface Manners {
  /** undefined: whatever the other flags say. */
  readonly showing?: Showing;
  /** Returns early when the signal says so. */
  start(signal: AbortSignal): Promise<void>;
  /** @param written whether the report reached its readers */
  end(report: Report, code: number, written: boolean): Promise<void>;
}

const LONGEST_JITTER_MS = 86_400_000;

/**
 * @param work the run itself
 * @returns its exit code, or 75 where another run holds the lock
 * @throws UserError for a flag that cannot be read, or where nothing can be kept
 */
export async function withManners(
  io: Io,
  args: Arguments,
  { plan, policy }: { readonly plan: Plan; readonly policy: Policy },
  work: (manners: Manners) => Promise<number>,
): Promise<number> {
  const { options } = args;
  const jitterMs = readJitter(options.jitter);
  const keep = options.onChange === true || options.lock === true ? await openKeep(io, args) : null;
  const lock = options.lock === true && keep !== null ? await lockOrFail(io, keep.lockFile) : null;
  if (lock?.held === false) {
    const who = lock.by === null ? 'another run' : `process ${lock.by}`;
    const line = `another run of ${keep?.of} is under way (${who}): nothing is probed\n`;
    if (options.quiet !== true) await io.stderr.write(`aiprobe: ${line}`).catch(() => {});
    return BUSY;
  }
  if (lock?.held === true && lock.setAside !== null)
    await io.stderr
      .write(`aiprobe: what stood in the place of the lock was none, and is now ${lock.setAside}\n`)
      .catch(() => {});
  try {
    const onChange = options.onChange === true && keep !== null ? await OnChange.open(io, keep) : null;
    return await work(manners(io, { plan, policy, jitterMs }, onChange));
  } finally {
    lock?.release();
  }
}

function manners(
  io: Io,
  { plan, policy, jitterMs }: { readonly plan: Plan; readonly policy: Policy; readonly jitterMs: number },
  onChange: OnChange | null,
): Manners {
  const redact = redactor(plan.secrets);
  return {
    ...(onChange === null
      ? {}
      : { showing: { live: false, of: (report: Report) => onChange.since(report).shown } }),
    start: async (signal) => {
      if (jitterMs > 0) await io.clock.sleep(randomInt(jitterMs + 1), signal);
    },
    end: async (report, code, written) => {
      await onChange?.end(report, written, redact);
      const { heartbeat } = plan;
      // A run that was broken off is none; that it is missing will be noticed.
      if (heartbeat === null || heartbeat === undefined || code > 128) return;
      const { ping } = await import('./heartbeat.ts');
      await ping(io, heartbeat, { report, code, policy }, redact);
    },
  };
}

async function lockOrFail(io: Io, path: string) {
  try {
    return await takeLock(io, path);
  } catch (error) {
    if (codeOf(error) === '') throw error;
    throw new UserError(`--lock: ${path} cannot be made (${codeOf(error)})`);
  }
}

/** @returns milliseconds */
function readJitter(text: string | undefined): number {
  if (text === undefined) return 0;
  const ms = parseDuration(text);
  if (ms !== null && ms <= LONGEST_JITTER_MS) return Math.floor(ms);
  throw new UserError(`--jitter: "${text}" is no duration of at most 24h, such as 30s or 5m`);
}
