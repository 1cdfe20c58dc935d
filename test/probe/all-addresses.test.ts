import { describe, expect, it } from 'vitest';
import type { Zone } from '../../src/demo/dns-zone.ts';
import { redirectTo } from '../../src/demo/http/redirects.ts';
import { HANGING } from '../../src/demo/http/waiting.ts';
import type { Observation } from '../../src/domain/observation.ts';
import type { Target } from '../../src/domain/target.ts';
import { errorOf, get, outcome } from '../support/probe.ts';
import { ECHO, withDns, withServer } from '../support/servers/index.ts';
import { timeouts } from '../support/target.ts';

/** `svc.test` and its addresses, of which 127.0.0.1 has the port of `behaviour`. */
async function ask(
  behaviour: Parameters<typeof withServer>[0],
  A: readonly string[],
  over: Partial<Target> = {},
  more: Zone[string] = {},
): Promise<Observation> {
  return withServer(behaviour, ({ port }) =>
    withDns({ 'svc.test': { A, ...more } }, (dns) =>
      get(`http://svc.test:${port}/`, {
        dns: { server: dns.authority, ip: null, allAddresses: true },
        ...over,
      }),
    ),
  );
}

const told = ({ addresses }: Observation) =>
  addresses.map(({ ip, outcome, code }) => `${ip} ${outcome} ${code}`);

describe('all addresses of a name', () => {
  it('are asked, and the one that answers is told', async () => {
    const observation = await ask(ECHO, ['127.0.0.7', '127.0.0.1']);
    expect(outcome(observation)).toBe('200');
    expect(told(observation)).toEqual(['127.0.0.7 failed ECONNREFUSED', '127.0.0.1 connected null']);
    expect(observation.address?.ip).toBe('127.0.0.1');
  });

  it('share one lookup and one start', async () => {
    const observation = await ask(ECHO, ['127.0.0.1'], {}, { delayMs: 60 });
    expect(observation.resolver).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(observation.marks.dns).toBeGreaterThanOrEqual(55);
    expect(observation.marks.connectStart).toBeGreaterThanOrEqual(observation.marks.dns ?? Number.NaN);
  });

  it('fail all when all fail', async () => {
    const observation = await ask(ECHO, ['127.0.0.7', '127.0.0.8']);
    expect(errorOf(observation)).toMatchObject({ phase: 'connect', code: 'ECONNREFUSED' });
    expect(told(observation)).toEqual(['127.0.0.7 failed ECONNREFUSED', '127.0.0.8 failed ECONNREFUSED']);
  });

  it('fail also by what they answer', async () => {
    const observation = await ask((_request, response) => response.writeHead(503).end(), ['127.0.0.1']);
    expect(outcome(observation)).toBe('503');
    expect(told(observation)).toEqual(['127.0.0.1 failed HTTP 503']);
  });

  it('fail also by silence, and the limit is that of the attempt, lookup included', async () => {
    const observation = await ask(
      HANGING,
      ['127.0.0.1'],
      { timeout: timeouts({ total: 600 }) },
      { delayMs: 400 },
    );
    expect(told(observation)).toEqual(['127.0.0.1 failed DEADLINE']);
    expect(observation.marks.end).toBeGreaterThanOrEqual(595);
    // 1000 if it began anew after the lookup.
    expect(observation.marks.end).toBeLessThan(950);
    expect(observation.marks.connect).toBeGreaterThanOrEqual(390);
  });

  it('stay the name’s own after a redirect to another host', async () => {
    await withServer(ECHO, async ({ origin }) => {
      const observation = await ask(redirectTo(origin), ['127.0.0.1']);
      expect(outcome(observation)).toBe('200');
      expect(told(observation)).toEqual(['127.0.0.1 connected null']);
    });
  });

  it('are waited for where one family is late', async () => {
    const observation = await ask(
      ECHO,
      ['127.0.0.1'],
      { timeout: timeouts({ total: 700 }) },
      { silent: 'AAAA' },
    );
    expect(errorOf(observation)).toMatchObject({ phase: 'dns', code: 'DEADLINE', limit: 'total' });
  });

  it('of a name that has none end as one lookup', async () => {
    const observation = await ask(ECHO, []);
    expect(errorOf(observation)).toMatchObject({ phase: 'dns', code: 'ENODATA' });
    expect(observation.resolver).not.toBeNull();
  });

  it('are all of --resolve where that names several', async () => {
    await withServer(ECHO, async ({ port }) => {
      const observation = await get(`http://svc.test:${port}/`, {
        dns: { server: '127.0.0.1:1', ip: null, allAddresses: true },
        resolve: ['127.0.0.1', '127.0.0.9'].map((address) => ({ host: 'svc.test', port, address })),
      });
      expect(told(observation)).toEqual(['127.0.0.1 connected null', '127.0.0.9 failed ECONNREFUSED']);
    });
  });

  it('are those of --resolve where that names one', async () => {
    await withServer(ECHO, async ({ port }) => {
      const observation = await get(`http://svc.test:${port}/`, {
        dns: { server: '127.0.0.1:1', ip: null, allAddresses: true },
        resolve: [{ host: 'svc.test', port, address: '127.0.0.1' }],
      });
      expect(told(observation)).toEqual(['127.0.0.1 connected null']);
      expect(observation.resolver).toBeNull();
    });
  });
});
