import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayStart, Pacer, paceLimits } from '../../src/run/pacer.ts';
import { WorkMeter } from '../../src/run/work-meter.ts';
import { VirtualClock } from './support.ts';

const LIMITS = paceLimits('auto');

const quiet = { turnMs: 0, spareMs: 0 };

describe('the rule', () => {
  it('starts nothing after a slow turn, unless nothing is in flight', () => {
    expect(mayStart({ busy: 1, inFlight: 1 }, LIMITS, { turnMs: 1, spareMs: 0 })).toBe(true);
    expect(mayStart({ busy: 1, inFlight: 1 }, LIMITS, { turnMs: 1.01, spareMs: 0 })).toBe(false);
    expect(mayStart({ busy: 0, inFlight: 0 }, LIMITS, { turnMs: 80, spareMs: 0 })).toBe(true);
  });

  it('leaves the time that an attempt costs between two starts, unless nothing is in flight', () => {
    expect(mayStart({ busy: 1, inFlight: 1 }, LIMITS, { turnMs: 0, spareMs: 0.1 })).toBe(true);
    expect(mayStart({ busy: 1, inFlight: 1 }, LIMITS, { turnMs: 0, spareMs: -0.1 })).toBe(false);
    expect(mayStart({ busy: 0, inFlight: 0 }, LIMITS, { turnMs: 0, spareMs: -5 })).toBe(true);
  });

  it('counts waiting attempts against the ceiling alone', () => {
    expect(mayStart({ busy: 63, inFlight: 4_000 }, LIMITS, quiet)).toBe(true);
    expect(mayStart({ busy: 64, inFlight: 64 }, LIMITS, quiet)).toBe(false);
    expect(mayStart({ busy: 0, inFlight: 4_096 }, LIMITS, quiet)).toBe(false);
    expect(mayStart({ busy: 0, inFlight: 900 }, paceLimits('auto', 900), quiet)).toBe(false);
  });

  it('bounds everything in flight by a number', () => {
    expect(mayStart({ busy: 0, inFlight: 2 }, paceLimits(2), quiet)).toBe(false);
    expect(mayStart({ busy: 0, inFlight: 1 }, paceLimits(2), quiet)).toBe(true);
  });
});

describe('the work of an attempt', () => {
  it('is all the work by all the attempts, of which a start is the smaller part', () => {
    const work = new WorkMeter();
    expect(work.msPerAttempt).toBe(0);
    work.started();
    work.worked(0.7);
    expect(work.msPerAttempt).toBeCloseTo(2);
    work.ended();
    work.worked(0.3);
    expect(work.msPerAttempt).toBeCloseTo(1);
  });

  it('leaves out turns in which no attempt moved, however long', () => {
    const work = new WorkMeter();
    work.started();
    work.worked(0.35);
    for (let turn = 0; turn < 1_000; turn += 1) work.worked(0.5);
    expect(work.msPerAttempt).toBeCloseTo(1);
    work.moved();
    work.worked(0.35);
    expect(work.msPerAttempt).toBeCloseTo(2);
  });

  it('follows code that gets faster, and attempts that hang', () => {
    const work = new WorkMeter();
    const attempt = (ms: number) => {
      work.started();
      work.worked(ms);
      work.ended();
    };
    for (let i = 0; i < 20; i += 1) attempt(5);
    for (let i = 0; i < 60; i += 1) attempt(0.5);
    expect(work.msPerAttempt).toBeLessThan(0.7);
    for (let i = 0; i < 500; i += 1) {
      work.started();
      work.worked(0.15);
    }
    expect(work.msPerAttempt).toBeLessThan(0.5);
  });
});

describe('the pump', () => {
  it('keeps its bounds, starts every job once and in order, whatever the jobs do', async () => {
    const job = fc.record({ ms: fc.integer({ min: 0, max: 40 }), waits: fc.boolean(), fails: fc.boolean() });
    const property = fc.asyncProperty(
      fc.array(job, { maxLength: 30 }),
      fc.record({ busy: fc.integer({ min: 1, max: 4 }), inFlight: fc.integer({ min: 1, max: 8 }) }),
      fc.double({ min: 0.01, max: 2, noNaN: true }),
      async (jobs, limits, turnMs) => {
        const clock = new VirtualClock();
        clock.turnMs = turnMs;
        const pacer = new Pacer(limits, clock);
        const load = { busy: 0, inFlight: 0 };
        const started: number[] = [];
        const runs = jobs.map(({ ms, waits, fails }, index) =>
          pacer.run(async (hooks) => {
            started.push(index);
            load.busy += 1;
            load.inFlight += 1;
            expect(load.busy).toBeLessThanOrEqual(limits.busy);
            expect(load.inFlight).toBeLessThanOrEqual(limits.inFlight);
            if (waits) hooks.waiting();
            load.busy -= waits ? 1 : 0;
            await clock.sleep(ms);
            load.busy -= waits ? 0 : 1;
            load.inFlight -= 1;
            if (fails) throw new Error('job');
            return index;
          }),
        );
        const ends = await clock.drive(Promise.allSettled(runs));
        expect(started).toEqual(jobs.map((_, index) => index));
        expect(ends.map(({ status }) => status)).toEqual(
          jobs.map(({ fails }) => (fails ? 'rejected' : 'fulfilled')),
        );
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });

  it('sleeps while it is blocked', async () => {
    const clock = new VirtualClock();
    const pacer = new Pacer({ busy: 1, inFlight: 1 }, clock);
    const runs = [1, 2, 3].map(() => pacer.run(() => clock.sleep(1_000)));
    await clock.drive(Promise.all(runs));
    expect(clock.turns).toBe(3);
  });

  it('lets the others work first while turns are slow', async () => {
    const clock = new VirtualClock();
    clock.turnMs = 5;
    const pacer = new Pacer(LIMITS, clock);
    const starts: number[] = [];
    const first = pacer.run(async () => {
      starts.push(clock.now());
      await clock.sleep(12);
      clock.turnMs = 0.5;
      await clock.sleep(10);
    });
    const second = pacer.run(async () => starts.push(clock.now()));
    await clock.drive(Promise.all([first, second]));
    expect(starts[0]).toBe(5);
    expect(starts[1]).toBeGreaterThanOrEqual(17);
    expect(starts[1]).toBeLessThan(27);
  });

  it('does not let hanging attempts hold up healthy ones', async () => {
    const clock = new VirtualClock();
    const pacer = new Pacer(LIMITS, clock);
    const ends: number[] = [];
    const attempt = (ms: number) =>
      pacer.run(async (hooks) => {
        hooks.waiting();
        await clock.sleep(ms);
        hooks.working();
        if (ms < 3_000) ends.push(clock.now());
      });
    const runs = Array.from({ length: 600 }, (_, index) => attempt(index < 500 ? 3_000 : 50));
    await clock.drive(Promise.all(runs));
    expect(Math.max(...ends)).toBeLessThan(300);
    expect(clock.now()).toBeLessThan(3_250);
  });

  it('counts an attempt that works again, and hooks that are called twice or late do no harm', async () => {
    const clock = new VirtualClock();
    const pacer = new Pacer({ busy: 1, inFlight: 10 }, clock);
    const order: string[] = [];
    const first = pacer.run(async (hooks) => {
      hooks.waiting();
      hooks.waiting();
      hooks.working();
      hooks.working();
      await clock.sleep(10);
      order.push('first ended');
      setImmediate(() => hooks.working());
    });
    const second = pacer.run(async () => order.push('second started'));
    await clock.drive(Promise.all([first, second]));
    const third = pacer.run(async () => order.push('third started'));
    await clock.drive(third);
    expect(order).toEqual(['first ended', 'second started', 'third started']);
  });

  it('ends what waits when closed, and leaves what is in flight alone', async () => {
    const clock = new VirtualClock();
    const pacer = new Pacer({ busy: 1, inFlight: 1 }, clock);
    const first = pacer.run(async () => {
      pacer.close();
      await clock.sleep(5);
      return 'done';
    });
    const second = pacer.run(async () => 'never');
    expect(await clock.drive(Promise.all([first, second]))).toEqual(['done', null]);
    expect(await pacer.run(async () => 'never')).toBeNull();
  });
});
