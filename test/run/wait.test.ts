import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import type { Verdict } from '../../src/domain/verdict.ts';
import { isHopeless, type WaitOptions, waitUntilUp } from '../../src/run/wait.ts';
import { down, judgeBy, observation, result, target, UP, VirtualClock } from './support.ts';

const LOADING = down({ kind: 'not-ready', reason: 'model-loading' }, { retryable: true });
const REFUSED_KEY = down({ kind: 'auth', reason: 'invalid-key' }, { fault: 'client' });

const OPTIONS = {
  concurrency: 'auto',
  perHost: 6,
  statusPages: 'none',
  failFast: false,
  policy: DEFAULT_POLICY,
  location: null,
  shard: null,
  version: '0',
} as const;

/** Waits for one probe that gives these verdicts round after round, the last of them for good. */
async function waiting(verdicts: readonly Verdict[], more: Partial<WaitOptions> = {}) {
  const clock = new VirtualClock();
  const left = [...verdicts];
  const limits: number[] = [];
  const streaks: number[] = [];
  const plan = {
    targets: [target('gpu', { retries: 5 })],
    groups: [],
    control: [],
    secrets: [],
    settings: new Map(),
    warnings: [],
  };
  const ports = {
    attempt: async (asked: ReturnType<typeof target>) => {
      limits.push(asked.timeout.total);
      return observation();
    },
    clock,
    nextTurn: clock.nextTurn,
    mend: () => null,
    providerWord: async () => null,
    runId: () => 'r',
    control: async () => ({ state: 'ok', detail: '' }) as const,
  };
  const judge = judgeBy(() => (left.length > 1 ? left.shift() : left[0]) ?? UP);
  const wait = { timeoutMs: 10_000, intervalMs: 1_000, stable: 1, keepWaiting: false, ...more };
  const signal = new AbortController().signal;
  const waited = await clock.drive(
    waitUntilUp(plan, wait, OPTIONS, ports, ({ streak }) => streaks.push(streak), signal, judge),
  );
  return { ...waited, limits, streaks };
}

describe('waiting', () => {
  it('ends as soon as all are up, one try a round', async () => {
    const { end, rounds, limits } = await waiting([LOADING, LOADING, UP]);
    expect([end, rounds, limits.length]).toEqual(['up', 3, 3]);
  });

  it('wants them up so many rounds in a row', async () => {
    const { end, streaks } = await waiting([UP, LOADING, UP, UP, UP], { stable: 3 });
    expect(end).toBe('up');
    expect(streaks).toEqual([1, 0, 1, 2, 3]);
  });

  it('gives up when time is over, and gives no attempt more than what is left', async () => {
    const { end, elapsedMs, limits, report } = await waiting([LOADING], { timeoutMs: 5_000 });
    expect(end).toBe('timeout');
    expect(elapsedMs).toBeLessThanOrEqual(5_100);
    expect(Math.max(...limits)).toBe(3_000);
    expect(limits.at(-1)).toBeLessThan(1_000);
    expect(report.results[0]).toMatchObject({ kind: 'not-ready', reason: 'model-loading' });
  });

  it('gives up at once where waiting mends nothing, unless it is told to wait', async () => {
    expect(await waiting([REFUSED_KEY])).toMatchObject({ end: 'hopeless', rounds: 1 });
    expect(await waiting([REFUSED_KEY, UP], { keepWaiting: true })).toMatchObject({ end: 'up', rounds: 2 });
  });
});

describe('what no waiting mends', () => {
  it.each([
    ['auth.invalid-key', {}, true],
    ['auth.invalid-key', { fault: 'provider' }, false],
    ['quota.credits', {}, true],
    ['not-found.retired', {}, true],
    ['not-found.model', {}, false],
    ['not-found.path', {}, false],
    ['dns.not-found', {}, false],
    ['connect.refused', { retryable: true }, false],
    ['server-error.unavailable', { retryable: true }, false],
    ['tls.expired', {}, true],
    ['tls.handshake', { retryable: true }, false],
  ] as const)('%s %o: %s', (cls, more, hopeless) => {
    expect(isHopeless(result('x', 'down', cls, more))).toBe(hopeless);
  });
});
