/** Waiting until everything is up: round after round of the same plan, until all are well so many times in a row. */

import { FAILURES } from '../domain/failure.ts';
import type { Plan } from '../domain/plan.ts';
import { DEFAULT_POLICY, exitCode, isUp } from '../domain/policy.ts';
import type { Report, Result } from '../domain/report.ts';
import type { Target } from '../domain/target.ts';
import type { Judge } from './judge.ts';
import { interruptedBy, type RunOptions, type RunPorts, run } from './run.ts';

export interface WaitOptions {
  /** Milliseconds after which it is given up. */
  readonly timeoutMs: number;
  /** From the end of one round to the start of the next, milliseconds. */
  readonly intervalMs: number;
  /** Rounds in a row in which all have to be up. */
  readonly stable: number;
  /** Waits on also where waiting cannot help, such as after a refused key. */
  readonly keepWaiting: boolean;
}

export type WaitEnd = 'up' | 'timeout' | 'hopeless' | 'interrupted';

export interface Waited {
  readonly end: WaitEnd;
  /** The last round. */
  readonly report: Report;
  readonly rounds: number;
  /** Rounds in a row, up to the last one, in which all were up. */
  readonly streak: number;
  readonly elapsedMs: number;
}

/** After a round: what it saw, and how many rounds in a row were all well. */
export interface Round {
  readonly results: readonly Result[];
  readonly streak: number;
  readonly elapsedMs: number;
}

/** An attempt is not begun with less time than this left: it could only fail for want of it. */
const SHORTEST_ATTEMPT_MS = 50;

export async function waitUntilUp(
  plan: Plan,
  wait: WaitOptions,
  options: RunOptions,
  ports: RunPorts,
  onRound: (round: Round) => void,
  signal: AbortSignal,
  judge?: Judge,
): Promise<Waited> {
  const started = ports.clock.now();
  const elapsed = () => ports.clock.now() - started;
  let whole: Report | null = null;
  for (let rounds = 1, streak = 0; ; rounds += 1) {
    const left = Math.max(wait.timeoutMs - elapsed(), SHORTEST_ATTEMPT_MS);
    const report = await oneRound(
      { ...plan, targets: plan.targets.map((target) => within(target, left)) },
      options,
      ports,
      signal,
      judge,
    );
    // What the round before saw says more than one that was broken off.
    if (signal.aborted) return interrupted(whole ?? report, signal, { rounds, streak, elapsedMs: elapsed() });
    const isOver = elapsed() + SHORTEST_ATTEMPT_MS >= wait.timeoutMs;
    if (isOver && whole !== null && ranOut(report, plan, left))
      return { end: 'timeout', report: whole, rounds, streak, elapsedMs: elapsed() };
    whole = report;
    const required = report.results.filter(({ optional, state }) => !optional && state !== 'skipped');
    streak = required.every(isUp) ? streak + 1 : 0;
    onRound({ results: report.results, streak, elapsedMs: elapsed() });
    const told = (end: WaitEnd): Waited => ({ end, report, rounds, streak, elapsedMs: elapsed() });
    if (streak >= wait.stable) return told('up');
    if (!wait.keepWaiting && required.some(isHopeless)) return told('hopeless');
    if (isOver) return told('timeout');
    const rest = wait.timeoutMs - elapsed() - SHORTEST_ATTEMPT_MS;
    await ports.clock.sleep(Math.min(wait.intervalMs, Math.max(rest, 0)), signal);
  }
}

function interrupted(
  { summary, ...report }: Report,
  signal: AbortSignal,
  facts: Pick<Waited, 'rounds' | 'streak' | 'elapsedMs'>,
): Waited {
  const exit_code = exitCode([], [], DEFAULT_POLICY, interruptedBy(signal));
  return { end: 'interrupted', report: { ...report, summary: { ...summary, exit_code } }, ...facts };
}

/** An attempt that ended for want of our time says nothing of the service: what was seen before is the last word. */
function ranOut({ results }: Report, { targets }: Plan, leftMs: number): boolean {
  const cut = new Set(targets.filter(({ timeout }) => timeout.total > leftMs).map(({ name }) => name));
  return results.some((one) => !isUp(one) && one.kind === 'timeout' && cut.has(one.name));
}

/** One try each: the next round is the retry. */
function within(target: Target, leftMs: number): Target {
  const total = Math.min(target.timeout.total, Math.ceil(leftMs));
  return { ...target, retries: 0, timeout: { ...target.timeout, total } };
}

async function oneRound(
  plan: Plan,
  options: RunOptions,
  ports: RunPorts,
  signal: AbortSignal,
  judge?: Judge,
): Promise<Report> {
  const results = run(plan, options, ports, signal, judge);
  for (;;) {
    const next = await results.next();
    if (next.done === true) return next.value;
  }
}

/** Kinds that no waiting mends: somebody has to change a key, an account, a certificate or the request. */
const NEED_A_HAND: ReadonlySet<string> = new Set([
  'auth',
  'quota',
  'bad-request',
  'tls',
  'blocked',
  'config',
  'internal',
]);

/** A name or a path that is not there yet may come: deployments appear late. One that was withdrawn does not. */
export function isHopeless({ state, kind, reason, retryable, fault }: Result): boolean {
  if (state === 'up' || state === 'degraded' || kind === null) return false;
  if (kind === 'not-found') return reason === 'retired';
  // An outage of the provider's login service refuses good keys, and ends.
  return (
    NEED_A_HAND.has(kind) &&
    !retryable &&
    !(kind === 'auth' && fault === 'provider') &&
    Object.hasOwn(FAILURES, kind)
  );
}
