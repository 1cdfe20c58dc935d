import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_WAIT_MS, nextTry } from '../../src/run/retry.ts';

const target = { retries: 3, retryDelayMs: 500 };
const yes = { retryable: true, retryAfterMs: null };

describe('nextTry', () => {
  it('doubles the delay', () => {
    const waits = [1, 2, 3].map((made) => nextTry(yes, made, target));
    expect(waits).toEqual([500, 1_000, 2_000].map((waitMs) => ({ again: true, waitMs })));
  });

  it('waits as long as the server asks, if that is longer', () => {
    expect(nextTry({ ...yes, retryAfterMs: 3_000 }, 1, target)).toEqual({ again: true, waitMs: 3_000 });
    expect(nextTry({ ...yes, retryAfterMs: 10 }, 1, target)).toEqual({ again: true, waitMs: 500 });
  });

  it('does not wait over ten seconds, and says how long it would have been', () => {
    expect(nextTry({ ...yes, retryAfterMs: 10_000 }, 1, target)).toEqual({ again: true, waitMs: 10_000 });
    expect(nextTry({ ...yes, retryAfterMs: 10_001 }, 1, target)).toEqual({ again: false, tooLongMs: 10_001 });
  });

  it('gives up where another try is of no use, or none is left', () => {
    expect(nextTry({ retryable: false, retryAfterMs: 60_000 }, 1, target)).toEqual({
      again: false,
      tooLongMs: null,
    });
    expect(nextTry({ ...yes, retryAfterMs: 60_000 }, 4, target)).toEqual({ again: false, tooLongMs: null });
  });

  it('never waits longer than the bound nor less than the server or the delay asks, and ends', () => {
    const verdict = fc.record({
      retryable: fc.boolean(),
      retryAfterMs: fc.option(fc.integer({ min: 0, max: 30_000 })),
    });
    const settings = fc.record({ retries: fc.nat(20), retryDelayMs: fc.nat(15_000) });
    const property = fc.property(verdict, settings, (judged, limits) => {
      for (let made = 1; made <= limits.retries + 1; made += 1) {
        const next = nextTry(judged, made, limits);
        if (!next.again) continue;
        expect(made).toBeLessThanOrEqual(limits.retries);
        expect(next.waitMs).toBeLessThanOrEqual(LONGEST_WAIT_MS);
        expect(next.waitMs).toBeGreaterThanOrEqual(Math.max(limits.retryDelayMs, judged.retryAfterMs ?? 0));
      }
      expect(nextTry(judged, limits.retries + 1, limits).again).toBe(false);
    });
    fc.assert(property);
  });
});
