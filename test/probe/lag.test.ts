import { describe, expect, it } from 'vitest';
import { slow } from '../../src/demo/http/waiting.ts';
import { textReply } from '../../src/demo/reply.ts';
import { LagMeter } from '../../src/probe/lag.ts';
import { get } from '../support/probe.ts';
import { withServer } from '../support/servers/index.ts';

function block(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('lag', () => {
  it('is how long the loop was blocked while an attempt was under way', async () => {
    await withServer(slow(120, textReply(200, 'ok')), async ({ origin }) => {
      const pending = get(origin);
      setTimeout(() => block(80), 30);
      const { lag, marks } = await pending;
      expect(lag).toBeGreaterThan(60);
      expect(lag).toBeLessThan(marks.end);
    });
  });

  it('is that of the attempt’s own time alone', async () => {
    const meter = new LagMeter(() => performance.now());
    meter.enter();
    const first = performance.now();
    await pause(10);
    block(250);
    await pause(20);
    const second = performance.now();
    meter.enter();
    block(25);
    expect(meter.leave(second)).toBeLessThan(200);
    expect(meter.leave(first)).toBeGreaterThan(220);
  });

  it('counts a tick that is overdue right now, up to the attempt’s length', () => {
    let now = 0;
    const meter = new LagMeter(() => now);
    meter.enter();
    now = 100;
    expect(meter.leave(0)).toBe(95);
    now = 200;
    meter.enter();
    meter.enter();
    now = 260;
    expect(meter.leave(250)).toBe(10);
    now = 203;
    expect(meter.leave(200)).toBe(0);
  });
});
