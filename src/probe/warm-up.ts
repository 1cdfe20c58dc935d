/**
 * Exchanges in memory, before anything is timed. What the first exchanges of a process do once (compiling undici's parser
 * and every function on the way) would stand in the time to first byte of what is probed first: 7 ms of a lone endpoint's
 * reading, and at the 99th percentile of a hundred 20 ms (Node 20).
 */

import { Socket } from 'node:net';
import type { Timeouts } from '../domain/target.ts';
import { exchange } from './exchange.ts';
import { Lifeline } from './lifeline.ts';
import { Trace } from './trace.ts';

/** By then V8 has compiled what is worth it. One takes 8 ms, a hundred take 50, which the attempts get back. */
const ENOUGH = 100;

const ANSWER = 'HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n\r\nok';
const NOWHERE = 'http://warm-up.invalid/';
const UNLIMITED = { dns: null, connect: null, tls: null, first_byte: null, first_token: null, idle: null };
const TIMEOUT: Timeouts = { ...UNLIMITED, total: 1_000 };

/** How often this process has done it: what is compiled stays. */
let done = 0;

/**
 * @param attempts how many are to come; a run of one is not kept waiting for more than that
 * @param now monotonic milliseconds
 */
export async function warmUp(attempts: number, now: () => number): Promise<void> {
  for (; done < Math.min(attempts, ENOUGH); done += 1) await rehearse(now);
}

async function rehearse(now: () => number): Promise<void> {
  const trace = new Trace(NOWHERE, 0, now);
  const life = new Lifeline(TIMEOUT, trace.now);
  await exchange({
    line: { socket: new Echo(), absoluteForm: false },
    request: { method: 'GET', url: NOWHERE, headers: [], body: null },
    extraHeaders: [],
    maxBody: 1_024,
    trace,
    life,
    hooks: { waiting: () => {}, working: () => {} },
    onData: null,
  });
  life.close();
}

/** A connection to nowhere, which answers whatever is written. */
class Echo extends Socket {
  override _read(): void {}

  override _write(_chunk: unknown, _encoding: BufferEncoding, written: (error?: Error | null) => void): void {
    written();
    this.push(ANSWER);
  }
}
