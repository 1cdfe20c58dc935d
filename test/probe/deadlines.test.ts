import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Blackhole, startBlackhole } from '../../src/demo/blackhole.ts';
import {
  HANGING,
  headerDrip,
  STALLED_BEFORE_BODY,
  STALLED_BODY,
  slowDrip,
} from '../../src/demo/http/waiting.ts';
import { TLS_FAULTS } from '../../src/demo/tls-faults.ts';
import type { LimitName, Marks, Observation, Phase } from '../../src/domain/observation.ts';
import type { Target } from '../../src/domain/target.ts';
import { attempt, errorOf, get } from '../support/probe.ts';
import { type StandIn, startStandIn, withDns, withServer } from '../support/servers/index.ts';
import { tcpTarget, timeouts } from '../support/target.ts';

const BOUND = 150;
/** A busy machine is late; what would be wrong by design (a limit that is not kept) is far above. */
const SLACK = 2_000;

function limit(name: LimitName): Partial<Target> {
  return { timeout: timeouts({ total: name === 'total' ? BOUND : 10_000, [name]: BOUND }) };
}

function expectDeadline(observation: Observation, name: LimitName, phase: Phase): void {
  const { code, limit: which, bound, phase: where } = errorOf(observation);
  expect({ code, which, bound, where }).toEqual({
    code: 'DEADLINE',
    which: name,
    bound: BOUND,
    where: phase,
  });
  expect(observation.marks.end).toBeGreaterThanOrEqual(BOUND - 2);
  expect(observation.marks.end).toBeLessThan(BOUND + SLACK);
}

/** Names of the marks that were reached, in the order of a request. */
function reached({ marks }: Observation): (keyof Marks)[] {
  const order: (keyof Marks)[] = [
    'dns',
    'connectStart',
    'connect',
    'tls',
    'requestSent',
    'firstByte',
    'headers',
  ];
  return order.filter((name) => marks[name] !== null);
}

describe('connecting', () => {
  let hole: Blackhole;
  beforeAll(async () => {
    hole = await startBlackhole();
  });
  afterAll(() => hole.close());

  it.each(['connect', 'total'] as const)('ends at %s while the other side says nothing', async (name) => {
    const observation = await attempt(tcpTarget('127.0.0.1', hole.port, limit(name)));
    expectDeadline(observation, name, 'connect');
    expect(reached(observation)).toEqual(['connectStart']);
    expect(observation.address).toBeNull();
    expect(observation.addresses).toMatchObject([{ ip: '127.0.0.1', outcome: 'pending', code: null }]);
  });
});

describe('a name server that is silent', () => {
  it.each(['dns', 'total'] as const)('ends at %s', async (name) => {
    await withDns({ 'silent.test': { silent: 'all' } }, async (dns) => {
      const settings = { server: dns.authority, ip: null, allAddresses: false };
      const observation = await get('http://silent.test/', { ...limit(name), dns: settings });
      expectDeadline(observation, name, 'dns');
      expect(observation.resolver).toBe(dns.authority);
      expect(reached(observation)).toEqual([]);
    });
  });
});

describe('the handshake', () => {
  it.each(['tls', 'total'] as const)('ends at %s when the ClientHello is not answered', async (name) => {
    await withServer(TLS_FAULTS.silent, async ({ authority }) => {
      const observation = await get(`https://${authority}/`, limit(name));
      expectDeadline(observation, name, 'tls');
      expect(reached(observation)).toEqual(['connectStart', 'connect']);
    });
  });
});

describe('the answer', () => {
  it.each(['first_byte', 'total'] as const)('ends at %s when none comes', async (name) => {
    await withServer(HANGING, async ({ origin }) => {
      const observation = await get(origin, limit(name));
      expectDeadline(observation, name, 'request');
      expect(errorOf(observation)).toMatchObject({ afterBytes: false, silentMs: null });
      expect(reached(observation)).toEqual(['connectStart', 'connect', 'requestSent']);
    });
  });

  it('has its headers bounded by first_byte until they are whole', async () => {
    await withServer(headerDrip(10), async ({ origin }) => {
      const observation = await get(origin, limit('first_byte'));
      expectDeadline(observation, 'first_byte', 'headers');
      expect(errorOf(observation).afterBytes).toBe(true);
      expect(observation.response).toBeNull();
      expect(reached(observation)).toContain('firstByte');
      expect(reached(observation)).not.toContain('headers');
    });
  });
});

describe('the body', () => {
  it('may not be silent for longer than idle', async () => {
    await withServer(STALLED_BODY, async ({ origin }) => {
      const observation = await get(origin, limit('idle'));
      expectDeadline(observation, 'idle', 'body');
      expect(errorOf(observation).silentMs).toBeGreaterThanOrEqual(BOUND - 10);
      expect(observation.response?.body).toMatchObject({ text: '{"status":', complete: false });
    });
  });

  it('is told from one of which nothing came', async () => {
    await withServer(STALLED_BEFORE_BODY, async ({ origin }) => {
      const observation = await get(origin, limit('idle'));
      expectDeadline(observation, 'idle', 'body');
      expect(errorOf(observation)).toMatchObject({ silentMs: null, afterBytes: true });
    });
  });

  it('ends at total though bytes keep dripping, and idle lets them', async () => {
    await withServer(slowDrip(10), async ({ origin }) => {
      const observation = await get(origin, { timeout: timeouts({ total: 1_200, idle: 1_100 }) });
      expect(errorOf(observation)).toMatchObject({
        code: 'DEADLINE',
        limit: 'total',
        bound: 1_200,
        phase: 'body',
      });
      expect(errorOf(observation).silentMs).toBeLessThan(1_100);
    });
  });
});

it('begins a phase anew after a redirect, and stops what bounded the one before', async () => {
  const hops: StandIn[] = [];
  const last = await startStandIn({
    via: 'http',
    listener: (_request, response) => setTimeout(() => response.end('late but in time'), 250),
  });
  const first = await startStandIn({
    via: 'http',
    listener: (_request, response) => response.writeHead(302, { location: last.origin }).end('moved'),
  });
  hops.push(first, last);
  // idle is shorter than the second server's silence before its headers, which is none of idle's business.
  const observation = await get(first.origin, { timeout: timeouts({ idle: 100, first_byte: 2_000 }) });
  expect(observation.error).toBeNull();
  expect(observation.response?.body.text).toBe('late but in time');
  for (const hop of hops) await hop.close();
});

it('counts every mark from the start of the attempt, none before the one that led to it', async () => {
  await withDns({ 'svc.test': { A: ['127.0.0.1'] } }, async (dns) => {
    await withServer(
      (_request, response) => response.end('ok'),
      async ({ port }) => {
        const observation = await get(`http://svc.test:${port}/`, {
          dns: { server: dns.authority, ip: 4, allAddresses: false },
        });
        expect(observation.error).toBeNull();
        expect(reached(observation)).toEqual([
          'dns',
          'connectStart',
          'connect',
          'requestSent',
          'firstByte',
          'headers',
        ]);
        const values = [
          ...reached(observation).map((name) => observation.marks[name] ?? -1),
          observation.marks.end,
        ];
        expect(values).toEqual([...values].sort((a, b) => a - b));
        expect(values[0]).toBeGreaterThan(0);
      },
    );
  });
});
