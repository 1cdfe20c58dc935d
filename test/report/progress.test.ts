import { describe, expect, it } from 'vitest';
import { width } from '../../src/report/measure.ts';
import { createProgress, type ProgressOptions, renderProgress } from '../../src/report/progress.ts';
import { failing, up } from '../support/report.ts';

const COUNTS = { up: 0, degraded: 0, down: 0, unknown: 0, skipped: 0 };

/** A terminal of one line: what is written, and what stands there. */
function terminal(over: Partial<ProgressOptions> = {}) {
  const written: string[] = [];
  const clock = { now: 0 };
  const progress = createProgress({
    write: (text) => written.push(text),
    columns: () => 80,
    now: () => clock.now,
    color: 0,
    unicode: true,
    ...over,
  });
  return { written, clock, progress };
}

describe('progress', () => {
  it('draws at most ten times a second, however fast results come', () => {
    const { written, clock, progress } = terminal();
    progress.onStart(1_000);
    for (let i = 0; i < 1_000; i += 1) {
      clock.now += 1;
      progress.onResult(up(`p${i}`));
    }
    expect(written.length).toBe(11);
  });

  it('is gone when it stops and writes nothing afterwards', () => {
    const { written, clock, progress } = terminal();
    progress.onStart(2);
    progress.stop();
    expect(written.at(-1)).toBe('\r\u001b[J');
    const count = written.length;
    clock.now = 10_000;
    progress.onResult(up('late'));
    progress.stop();
    expect(written).toHaveLength(count);
  });

  it('writes nothing when it never started', () => {
    const { written, progress } = terminal();
    progress.stop();
    expect(written).toEqual([]);
  });

  it('clears all rows that a narrower terminal has made of the line', () => {
    let columns = 80;
    const { written, progress } = terminal({ columns: () => columns });
    progress.onStart(10);
    const drawn = width(written[0]?.replace('\r\u001b[J', '') ?? '');
    columns = 10;
    progress.stop();
    expect(written.at(-1)).toBe(`\r\u001b[${Math.ceil(drawn / 10) - 1}A\u001b[J`);
  });

  it('moves on while all probes wait, and stops its timer', () => {
    let tick = () => {};
    let cancelled = 0;
    const { written, clock, progress } = terminal({
      every: (_, callback) => {
        tick = callback;
        return () => {
          cancelled += 1;
        };
      },
    });
    progress.onStart(1);
    clock.now = 1_500;
    tick();
    expect(written.at(-1)).toContain('1.5 s');
    progress.stop();
    expect(cancelled).toBe(1);
  });

  it('names the latest failure, harmlessly', () => {
    const { written, clock, progress } = terminal();
    progress.onStart(2);
    clock.now = 200;
    progress.onResult(failing('evil\u001b[2J', 'dns.timeout'));
    expect(written.at(-1)).toContain('1/2');
    expect(written.at(-1)).toContain('✖ 1 down');
    expect(written.at(-1)).toContain('evil\\x1b[2J: dns.timeout');
  });

  it.each([1, 5, 20, 40, 80, 200])('stays within %i columns', (columns) => {
    const latest = {
      name: '東京の推論サーバー'.repeat(5),
      state: 'down',
      kind: 'dns',
      reason: 'timeout',
    } as const;
    const state = {
      total: 10_000,
      counts: { ...COUNTS, down: 9_999, degraded: 1 },
      latest,
      elapsedMs: 61_000,
    };
    for (const color of [0, 3] as const) {
      const line = renderProgress(state, { width: columns, color, unicode: true });
      // Ctrl-C prints "^C" behind the line: were it to wrap there, the line could not be erased whole.
      expect(width(line)).toBeLessThanOrEqual(Math.max(0, columns - '^C'.length - 1));
    }
  });
});
