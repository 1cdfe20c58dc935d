import { describe, expect, it } from 'vitest';
import type { Result } from '../../src/domain/report.ts';
import { extraTime, fewAtATime, inOrderOfNeed, isBlurred, quieter } from '../../src/run/remeasure.ts';
import { NO_TIMINGS } from '../../src/run/timings.ts';
import { result, target } from './support.ts';

const timed = (lag: number | null, first_byte: number | null, more: Partial<Result> = {}) =>
  result('a', 'up', null, { timings_ms: { ...NO_TIMINGS, lag, first_byte, total: first_byte }, ...more });
const attempt = (why: 'first' | 'lag') =>
  [{ started: '', state: 'up', kind: null, reason: null, total_ms: 1, why }] as const;

describe('isBlurred', () => {
  const blurred = (one: Result, more = {}) => isBlurred({ target: target('a', more), result: one });

  it('allows five milliseconds, or a tenth of the first byte where that is more', () => {
    expect(blurred(timed(5, 20))).toBe(false);
    expect(blurred(timed(5.1, 20))).toBe(true);
    expect(blurred(timed(30, 300))).toBe(false);
    expect(blurred(timed(30.1, 300))).toBe(true);
    expect(blurred(timed(null, 300))).toBe(false);
    expect(blurred(timed(60, null))).toBe(false);
  });

  it('concerns healthy samples, a slow one too, and no failure', () => {
    expect(blurred(timed(90, 100, { state: 'degraded', kind: 'degraded', reason: 'slow' }))).toBe(true);
    expect(blurred(timed(90, 100, { state: 'degraded', kind: 'degraded', reason: 'flaky' }))).toBe(false);
    expect(blurred(timed(90, 100, { state: 'down', kind: 'dns', reason: 'timeout' }))).toBe(false);
  });

  it('repeats only what costs nothing', () => {
    const post = { via: 'http', request: { method: 'POST', url: 'https://a/', headers: [], body: null } };
    expect(blurred(timed(90, 100), { check: 'models' })).toBe(true);
    expect(blurred(timed(90, 100), { check: 'chat' })).toBe(false);
    expect(blurred(timed(90, 100), { ask: post })).toBe(false);
  });
});

describe('the second measurement', () => {
  const first = timed(40, 100, { attempts: attempt('first') });

  it('stands when it is quieter; both attempts are listed', () => {
    const chosen = quieter(first, timed(1, 60, { attempts: attempt('lag') }));
    expect(chosen.timings_ms.first_byte).toBe(60);
    expect(chosen.attempts.map(({ why }) => why)).toEqual(['first', 'lag']);
  });

  it.each([
    ['noisier', timed(50, 60)],
    ['a failure', timed(1, 60, { state: 'down', kind: 'dns', reason: 'timeout' })],
  ])('does not stand when it is %s', (_, again) => {
    expect(quieter(first, again).timings_ms.first_byte).toBe(100);
  });

  it('goes to the most blurred first, for a tenth of the run or a second', () => {
    const all = [timed(20, 10), timed(90, 10), timed(90, 400)].map((one) => ({
      target: target('a'),
      result: one,
    }));
    expect(inOrderOfNeed(all).map(({ result: { timings_ms: t } }) => [t.lag, t.first_byte])).toEqual([
      [90, 10],
      [20, 10],
      [90, 400],
    ]);
    expect([extraTime(500), extraTime(60_000)]).toEqual([1_000, 6_000]);
  });

  it('is taken of a few at a time, none left out', () => {
    const many = Array.from({ length: 40 }, (_, index) => index);
    const batches = [...fewAtATime(many)];
    expect(batches.flat()).toEqual(many);
    expect(Math.max(...batches.map((few) => few.length))).toBeLessThanOrEqual(16);
  });
});
