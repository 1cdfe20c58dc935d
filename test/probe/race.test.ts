import net from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Blackhole, startBlackhole } from '../../src/demo/blackhole.ts';
import { holdRefusedPort } from '../../src/demo/refused-port.ts';
import type { AddressOutcome, WireError } from '../../src/domain/observation.ts';
import { type Address, ofFamily } from '../../src/probe/address.ts';
import { Lifeline } from '../../src/probe/lifeline.ts';
import { wireError } from '../../src/probe/outcome.ts';
import { race } from '../../src/probe/race.ts';
import { timeouts } from '../support/target.ts';

interface Told {
  readonly winner: string | null;
  readonly error: WireError | null;
  readonly outcomes: readonly string[];
  readonly startedAt: number | null;
}

async function run(
  ips: readonly string[],
  port: number,
  options: {
    readonly late?: Promise<readonly Address[]>;
    readonly total?: number;
    readonly life?: (life: Lifeline) => void;
  } = {},
): Promise<Told> {
  const zero = performance.now();
  const now = () => performance.now() - zero;
  const life = new Lifeline(timeouts({ total: options.total ?? 5_000 }), now);
  life.enter('connect');
  options.life?.(life);
  let seen: readonly AddressOutcome[] = [];
  let startedAt: number | null = null;
  const addresses = ips.flatMap((ip) => ofFamily([ip], null));
  const record = (outcomes: readonly AddressOutcome[], started: number | null) => {
    seen = outcomes;
    startedAt = started;
  };
  const result = await race({ addresses, late: options.late ?? null, port, life, now, record });
  life.close();
  if (result.ok) result.value.socket.destroy();
  return {
    winner: result.ok ? result.value.address.ip : null,
    error: result.ok ? null : result.error,
    outcomes: seen.map(({ ip, outcome, code }) => `${ip} ${outcome}${code === null ? '' : ` ${code}`}`),
    startedAt,
  };
}

/** A port that swallows connections on 127.0.0.1 and takes them on 127.0.0.2 and ::1. */
let hole: Blackhole;
const servers: net.Server[] = [];
beforeAll(async () => {
  hole = await startBlackhole();
  for (const host of ['127.0.0.2', '::1']) {
    const server = net.createServer((socket) => socket.on('error', () => {}));
    await new Promise<void>((resolve, reject) =>
      server.once('error', reject).listen(hole.port, host, resolve),
    );
    servers.push(server);
  }
});
afterAll(async () => {
  for (const server of servers) server.close();
  await hole.close();
});

describe('several addresses', () => {
  it('are tried one after the other: a dead one is overtaken, not given up', async () => {
    const told = await run(['127.0.0.1', '127.0.0.2', '::1'], hole.port);
    expect(told.winner).toBe('127.0.0.2');
    expect(told.outcomes).toEqual(['127.0.0.1 lost', '127.0.0.2 connected', '::1 untried']);
    expect(told.startedAt).not.toBeNull();
  });

  it('that fail give way at once', async () => {
    const told = await run(['127.0.0.3', '127.0.0.4', '127.0.0.2'], hole.port);
    expect(told.outcomes).toEqual([
      '127.0.0.3 failed ECONNREFUSED',
      '127.0.0.4 failed ECONNREFUSED',
      '127.0.0.2 connected',
    ]);
  });

  it('that all fail are all told', async () => {
    const { port, close } = await holdRefusedPort();
    const told = await run(['127.0.0.1', '::1'], port);
    expect(told.error).toMatchObject({ phase: 'connect', code: 'ECONNREFUSED' });
    expect(told.outcomes).toEqual(['127.0.0.1 failed ECONNREFUSED', '::1 failed ECONNREFUSED']);
    await close();
  });

  it('without a route fall through', async () => {
    // 2001:db8::/32 is for documentation (RFC 3849): where there is IPv6 at all, nobody routes it.
    const told = await run(['2001:db8::7', '127.0.0.2'], hole.port);
    expect(told.winner).toBe('127.0.0.2');
    expect(told.outcomes[0]).toMatch(
      /^2001:db8::7 (failed E(NETUNREACH|HOSTUNREACH|ADDRNOTAVAIL|ACCES)|lost)$/,
    );
  });

  it('are pending when time runs out', async () => {
    const told = await run(['127.0.0.1', '127.0.0.3'], hole.port, { total: 150 });
    expect(told.error).toMatchObject({ code: 'DEADLINE', limit: 'total', phase: 'connect' });
    expect(told.outcomes).toEqual(['127.0.0.1 pending', '127.0.0.3 untried']);
  });
});

describe('addresses that come late', () => {
  const six: Address = { ip: '::1', family: 6 };

  it('join while another is under way', async () => {
    expect(await run(['127.0.0.1'], hole.port, { late: Promise.resolve([six]) })).toMatchObject({
      winner: '::1',
      outcomes: ['127.0.0.1 lost', '::1 connected'],
    });
  });

  it('are waited for when all others have failed', async () => {
    const late = new Promise<readonly Address[]>((resolve) => setTimeout(resolve, 50, [six]));
    expect(await run(['127.0.0.3'], hole.port, { late })).toMatchObject({
      winner: '::1',
      outcomes: ['127.0.0.3 failed ECONNREFUSED', '::1 connected'],
    });
  });

  it('and are none leave the failure as it is', async () => {
    const late = new Promise<readonly Address[]>((resolve) => setTimeout(resolve, 20, []));
    expect((await run(['127.0.0.3'], hole.port, { late })).error).toMatchObject({ code: 'ECONNREFUSED' });
  });
});

it('does not begin when the attempt is over', async () => {
  const told = await run(['127.0.0.2'], hole.port, {
    life: (life) => life.fail(wireError('connect', 'ABORTED')),
  });
  expect(told.error).toMatchObject({ code: 'ABORTED' });
  expect(told.outcomes).toEqual(['127.0.0.2 untried']);
  expect(told.startedAt).toBeNull();
});
