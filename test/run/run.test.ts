import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/domain/plan.ts';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import type { AttemptFn, ControlOutcome } from '../../src/domain/ports.ts';
import type { Report, Result } from '../../src/domain/report.ts';
import { Secret } from '../../src/domain/secret.ts';
import type { Target } from '../../src/domain/target.ts';
import type { Verdict } from '../../src/domain/verdict.ts';
import { type RunOptions, run } from '../../src/run/run.ts';
import { down, judgeBy, marks, observation, target, UP, VirtualClock, wireError } from './support.ts';

const OPTIONS: RunOptions = {
  concurrency: 'auto',
  perHost: 6,
  statusPages: 'none',
  failFast: false,
  policy: DEFAULT_POLICY,
  location: 'here',
  shard: null,
  version: '1.0.0',
};

const ERROR = down({ kind: 'server-error', reason: 'internal' });

/** What a scripted endpoint does: answers after `ms` with a verdict, one for each attempt, the last one for the rest. */
interface Script {
  readonly ms: number;
  readonly verdicts: readonly (Verdict | 'throws')[];
  readonly lag?: readonly number[];
  readonly off?: boolean;
}

function stage(
  scripts: Readonly<Record<string, Script>>,
  more: { targets?: readonly Target[]; plan?: Partial<Plan> } = {},
) {
  const clock = new VirtualClock();
  const made = new Map<string, number>();
  const begun: string[] = [];
  const at = <T>(list: readonly T[], index: number): T | undefined => list[Math.min(index, list.length - 1)];
  const attempt: AttemptFn = async (asked, hooks, signal) => {
    const script = scripts[asked.name];
    const index = made.get(asked.name) ?? 0;
    made.set(asked.name, index + 1);
    begun.push(asked.name);
    if (script === undefined || at(script.verdicts, index) === 'throws') throw new Error('scripted');
    hooks.waiting();
    await clock.sleep(script.ms, signal);
    const timings = {
      marks: marks({ firstByte: script.ms, end: script.ms }),
      lag: at(script.lag ?? [0], index) ?? 0,
    };
    const seen = script.off ? observation({ ...timings, address: null }) : observation(timings);
    return signal.aborted
      ? { ...seen, error: wireError('ABORTED') }
      : { ...seen, url: `${asked.name}#${index}` };
  };
  const judge = judgeBy((seen, asked) => {
    const index = Number(seen.url.split('#')[1]);
    const verdict = at(scripts[asked.name]?.verdicts ?? [], index);
    if (verdict === undefined || verdict === 'throws') throw new Error('no verdict');
    return verdict;
  });
  const controls: (readonly string[])[] = [];
  const plan: Plan = {
    targets: more.targets ?? Object.keys(scripts).map((name) => target(name)),
    groups: [],
    control: ['control.example:443'],
    secrets: [],
    settings: new Map(),
    warnings: [],
    ...more.plan,
  };
  const ports = {
    attempt,
    clock,
    nextTurn: clock.nextTurn,
    mend: () => null,
    providerWord: async () => null,
    runId: () => 'run-1',
    control: async (asked: readonly string[]): Promise<ControlOutcome> => {
      controls.push(asked);
      return { state: 'down', detail: 'nothing answers' };
    },
  };
  const go = async (
    options: Partial<RunOptions> = {},
    signal?: AbortSignal,
    onResult?: (result: Result) => void,
  ) => {
    const told: string[] = [];
    const running = run(plan, { ...OPTIONS, ...options }, ports, signal, judge);
    const all = async (): Promise<Report> => {
      for (;;) {
        const next = await running.next();
        if (next.done === true) return next.value;
        told.push(next.value.name);
        onResult?.(next.value);
      }
    };
    return { report: await clock.drive(all()), told };
  };
  return { clock, begun, controls, go, plan, ports, judge };
}

describe('run', () => {
  it('tells results as they finish and reports them in the order of the config', async () => {
    const { go } = stage({
      a: { ms: 90, verdicts: [ERROR] },
      b: { ms: 10, verdicts: [UP] },
      c: { ms: 40, verdicts: [UP] },
    });
    const { report, told } = await go();
    expect(told).toEqual(['b', 'c', 'a']);
    expect(report.results.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(report.summary).toEqual({
      total: 3,
      up: 2,
      degraded: 0,
      down: 1,
      unknown: 0,
      skipped: 0,
      exit_code: 1,
    });
    expect(report.run).toMatchObject({
      id: 'run-1',
      started: '2026-11-24T02:00:00.000Z',
      version: '1.0.0',
      location: 'here',
    });
    expect(report.run.duration_ms).toBeGreaterThanOrEqual(90);
  });

  it('lets 500 hanging endpoints delay nothing', async () => {
    const hang = down({ kind: 'timeout', reason: 'first-byte' }, { retryable: false });
    const scripts = Array.from({ length: 600 }, (_, i): [string, Script] =>
      i < 500 ? [`hang${i}`, { ms: 3_000, verdicts: [hang] }] : [`fine${i}`, { ms: 50, verdicts: [UP] }],
    );
    const { clock, go } = stage(Object.fromEntries(scripts));
    const { report } = await go();
    expect(report.summary).toMatchObject({ total: 600, up: 100, down: 500 });
    expect(clock.now()).toBeLessThan(3_200);
  });

  it('waits for a retry without a slot', async () => {
    const retried = down({ kind: 'overloaded', reason: 'capacity' }, { retryAfterMs: 5_000 });
    const { go, begun } = stage(
      { a: { ms: 10, verdicts: [retried, UP] }, b: { ms: 10, verdicts: [UP] } },
      { targets: [target('a', { retries: 1 }), target('b')] },
    );
    const { report, told } = await go({ concurrency: 1 });
    expect(begun).toEqual(['a', 'b', 'a']);
    expect(told).toEqual(['b', 'a']);
    expect(report.results[0]).toMatchObject({ state: 'degraded', reason: 'flaky' });
  });

  it('keeps a bug to its own probe, wherever it strikes', async () => {
    const { plan, ports, judge, clock } = stage({
      a: { ms: 1, verdicts: ['throws'] },
      b: { ms: 1, verdicts: [UP] },
      c: { ms: 1, verdicts: [UP] },
    });
    const reading = {
      ...judge,
      rateLimit: (_: unknown, asked: Target) => {
        if (asked.name === 'c') throw new RangeError('bad header');
        return null;
      },
    };
    const results: Result[] = [];
    const all = async () => {
      for await (const one of run(plan, OPTIONS, ports, undefined, reading)) results.push(one);
    };
    await clock.drive(all());
    const states = results.map(({ name, state, kind }) => [name, state, kind]).sort();
    expect(states).toEqual([
      ['a', 'unknown', 'internal'],
      ['b', 'up', null],
      ['c', 'unknown', 'internal'],
    ]);
  });

  it('holds back what may be this machine’s own until it knows', async () => {
    const lost = down({ kind: 'dns', reason: 'timeout' }, { retryable: false });
    const alone = stage({ a: { ms: 10, verdicts: [lost], off: true } }, {});
    const { report } = await alone.go();
    expect(alone.controls).toEqual([['control.example:443']]);
    expect(report.results[0]).toMatchObject({ state: 'unknown', kind: 'local', reason: 'network-down' });
    expect(report.summary.exit_code).toBe(3);
    const both = stage({
      a: { ms: 10, verdicts: [lost], off: true },
      b: { ms: 50, verdicts: [UP] },
      c: { ms: 90, verdicts: [UP] },
    });
    expect((await both.go()).told).toEqual(['a', 'b', 'c']);
    expect(both.controls).toEqual([]);
  });

  it('measures a blurred sample again when nothing else is in flight', async () => {
    const { go, begun } = stage({
      a: { ms: 30, verdicts: [UP], lag: [25, 1] },
      b: { ms: 200, verdicts: [UP] },
    });
    const { report, told } = await go();
    expect(begun).toEqual(['a', 'b', 'a']);
    expect(told).toEqual(['b', 'a']);
    expect(report.results[0]?.timings_ms.lag).toBe(1);
    expect(report.results[0]?.attempts.map(({ why }) => why)).toEqual(['first', 'lag']);
  });

  it('masks the secrets of the plan', async () => {
    const leak = down({ kind: 'auth', reason: 'invalid-key' }, { message: 'key sk-planted-1 was refused' });
    const { go } = stage(
      { a: { ms: 1, verdicts: [leak] } },
      { plan: { secrets: [new Secret('sk-planted-1')] } },
    );
    expect((await go()).report.results[0]?.message).toBe('key *** was refused');
  });

  it('reports groups and causes', async () => {
    const same = { url: 'https://api.example.com/' };
    const groups = [{ name: 'g', probes: ['a', 'c'], require: 1 }];
    const { go } = stage(
      { a: { ms: 1, verdicts: [ERROR] }, b: { ms: 1, verdicts: [ERROR] }, c: { ms: 1, verdicts: [UP] } },
      {
        targets: [target('a', same), target('b', { ...same, optional: true }), target('c')],
        plan: { groups },
      },
    );
    const { report } = await go();
    expect(report.causes).toEqual([
      { kind: 'server-error', reason: 'internal', shared: 'host api.example.com', probes: ['a', 'b'] },
    ]);
    expect(report.groups[0]).toMatchObject({ up: 1, ok: true });
    expect(report.summary.exit_code).toBe(0);
  });
});

describe('a run that stops early', () => {
  const SLOW = { ms: 1_000, verdicts: [UP] };

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])('reports what is finished on %s', async (reason, code) => {
    const controller = new AbortController();
    const { go, clock } = stage({ a: { ms: 10, verdicts: [UP] }, b: SLOW, c: SLOW });
    const { report } = await go(
      {},
      controller.signal,
      ({ name }) => name === 'a' && controller.abort(reason),
    );
    expect(report.results.map(({ state }) => state)).toEqual(['up', 'skipped', 'skipped']);
    expect(report.summary.exit_code).toBe(code);
    expect(clock.now()).toBeLessThan(100);
  });

  it('waits for no control probe when it is interrupted meanwhile, and blames nobody in its name', async () => {
    const controller = new AbortController();
    const lost = down({ kind: 'dns', reason: 'timeout' }, { retryable: false });
    const { plan, ports, judge, clock } = stage({ a: { ms: 10, verdicts: [lost], off: true } });
    const control = () => {
      controller.abort('SIGINT');
      return new Promise<never>(() => {});
    };
    const running = run(plan, OPTIONS, { ...ports, control }, controller.signal, judge);
    const results: Result[] = [];
    const all = async () => {
      for await (const one of running) results.push(one);
    };
    await clock.drive(all());
    expect(results).toMatchObject([{ name: 'a', kind: 'dns', reason: 'timeout' }]);
  });

  it('probes nothing when it was interrupted before', async () => {
    const { go, begun } = stage({ a: SLOW });
    const { report } = await go({}, AbortSignal.abort('SIGINT'));
    expect([begun.length, report.results[0]?.state]).toEqual([0, 'skipped']);
  });

  it('starts nothing more after the first failure with --fail-fast, and lets the others end', async () => {
    const { go, begun } = stage({
      a: { ms: 10, verdicts: [ERROR] },
      b: { ms: 50, verdicts: [UP] },
      c: SLOW,
      d: SLOW,
    });
    const { report } = await go({ failFast: true, concurrency: 2 });
    expect(begun).toEqual(['a', 'b']);
    expect(report.results.map(({ state }) => state)).toEqual(['down', 'up', 'skipped', 'skipped']);
    expect(report.summary.exit_code).toBe(1);
  });

  it('ends its attempts when nobody wants more results', async () => {
    const { plan, ports, judge, clock } = stage({ a: { ms: 10, verdicts: [UP] }, b: SLOW });
    const aborted: string[] = [];
    const watched: AttemptFn = (asked, hooks, signal) => {
      signal.addEventListener('abort', () => aborted.push(asked.name));
      return ports.attempt(asked, hooks, signal);
    };
    const first = async () => {
      for await (const one of run(plan, OPTIONS, { ...ports, attempt: watched }, undefined, judge))
        return one.name;
      return null;
    };
    expect(await clock.drive(first())).toBe('a');
    expect(aborted).toContain('b');
  });
});
