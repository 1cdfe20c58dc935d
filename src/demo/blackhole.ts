/** A port where TCP connects get no answer: neither accepted nor refused, as behind a firewall that drops packets. */

import net, { type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';

export interface Blackhole {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * The thread listens with the shortest queue and then sleeps for good, so that the kernel alone takes connections, until
 * the queue is full. It is text because it must run as it stands, from source and from a bundle alike.
 */
const SLEEPER = `
  const { parentPort } = require('node:worker_threads');
  const server = require('node:net').createServer();
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    parentPort.postMessage(server.address().port);
    setTimeout(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0), 20);
  });
`;

/** More than the queue holds: Linux takes backlog + 1 and drops the SYN of the rest (tcp(7), listen(2)). */
const FILLERS = 4;
const SETTLE_MS = 100;

/** Linux only: other systems may refuse when the queue is full. */
export async function startBlackhole(): Promise<Blackhole> {
  const worker = new Worker(SLEEPER, { eval: true });
  const port = await new Promise<number>((resolve, reject) => {
    worker.once('message', resolve).once('error', reject);
  });
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const fillers = await fillQueue(port);
  return {
    port,
    close: async () => {
      for (const socket of fillers) socket.destroy();
      await worker.terminate();
    },
  };
}

async function fillQueue(port: number): Promise<readonly Socket[]> {
  const fillers = Array.from({ length: FILLERS }, () => net.connect(port, '127.0.0.1'));
  for (const socket of fillers) socket.on('error', () => socket.destroy());
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  return fillers;
}
