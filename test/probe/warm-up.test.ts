import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { warmUp } from '../../src/probe/warm-up.ts';
import { get } from '../support/probe.ts';

const now = () => performance.now();

it('goes through whole exchanges, and stops at enough of them for the life of the process', async () => {
  let asked = 0;
  const counting = () => {
    asked += 1;
    return now();
  };
  await warmUp(3, counting);
  const first = asked;
  expect(first).toBeGreaterThan(0);
  await warmUp(3, counting);
  expect(asked).toBe(first);
  await warmUp(1_000_000, counting);
  const all = asked;
  expect(all).toBeGreaterThan(first);
  await warmUp(1_000_000, counting);
  expect(asked).toBe(all);
});

it('leaves nothing behind that an attempt would see', async () => {
  const server = createServer((_request, response) => response.end('hello'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await warmUp(100, now);
  const { response, error } = await get(`http://127.0.0.1:${port}/`);
  expect(error).toBeNull();
  expect(response?.body.text).toBe('hello');
  await new Promise((resolve) => server.close(resolve));
});
