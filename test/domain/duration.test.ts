import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration } from '../../src/domain/duration.ts';

describe('parseDuration', () => {
  it.each([
    ['250ms', 250],
    ['2s', 2_000],
    ['1.5s', 1_500],
    ['1m30s', 90_000],
    ['2h', 7_200_000],
    ['7d', 604_800_000],
    ['300', 300],
    [' 5s ', 5_000],
  ])('%s is %d ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(['', 's', '5 s', '5x', '-5s', '1s2', 'ms5', '1e3', 'Infinity', '5s!'])('%j is none', (text) => {
    expect(parseDuration(text)).toBeNull();
  });

  it('never throws and never gives anything but a number that is not negative, or null', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const ms = parseDuration(text);
        expect(ms === null || (Number.isFinite(ms) && ms >= 0)).toBe(true);
      }),
    );
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0 ms'],
    [0.44, '0.4 ms'],
    [241.4, '241 ms'],
    [999.6, '1 s'],
    [1_240, '1.24 s'],
    [12_340, '12.3 s'],
    [59_960, '1 m'],
    [90_000, '1 m 30 s'],
    [3_600_000, '1 h'],
    [7_500_000, '2 h 5 m'],
    [259_200_000, '3 d'],
  ])('%d ms reads %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});
