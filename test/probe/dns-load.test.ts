/** One name server asked for many names, some of which it never answers. */

import { expect, it } from 'vitest';
import type { Zone } from '../../src/demo/dns-zone.ts';
import type { DnsSettings, Target } from '../../src/domain/target.ts';
import { Lifeline } from '../../src/probe/lifeline.ts';
import { NameResolver } from '../../src/probe/resolve.ts';
import { attempt, get, outcome } from '../support/probe.ts';
import { withDns, withServer } from '../support/servers/index.ts';
import { tcpTarget, timeouts } from '../support/target.ts';

function asking(server: string, over: Partial<DnsSettings> = {}): Pick<Target, 'dns'> {
  return { dns: { server, ip: null, allAddresses: false, ...over } };
}

/** A name server for the zone, and an HTTP server on 127.0.0.1 that answers `ok`. */
async function withNames<T>(
  zone: Zone,
  use: (
    ask: (name: string, over?: Partial<DnsSettings>) => ReturnType<typeof get>,
    dns: Parameters<Parameters<typeof withDns>[1]>[0],
  ) => Promise<T>,
): Promise<T> {
  return withServer(
    (_request, response) => response.end('ok'),
    ({ port }) =>
      withDns(zone, (dns) =>
        use((name, over) => get(`http://${name}:${port}/`, asking(dns.authority, over)), dns),
      ),
  );
}

it('keeps good names and literals apart from 500 names whose server is silent', async () => {
  const zone: Zone = { '*.silent.test': { silent: 'all' }, '*.good.test': { A: ['127.0.0.1'] } };
  await withNames(zone, async (ask, dns) => {
    const order: string[] = [];
    const bounded = { ...asking(dns.authority), timeout: timeouts({ dns: 5_000, total: 20_000 }) };
    const starts = [
      ...Array.from(
        { length: 500 },
        (_, i) => ['silent', () => attempt(tcpTarget(`s${i}.silent.test`, 1, bounded))] as const,
      ),
      ...Array.from({ length: 50 }, (_, i) => ['good', () => ask(`g${i}.good.test`)] as const),
      ...Array.from({ length: 50 }, () => ['literal', () => ask('127.0.0.1')] as const),
    ];
    const results: Promise<string>[] = [];
    for (const [kind, start] of starts) {
      // One a turn, as a run starts them: a burst of a thousand datagrams would overflow the server's socket.
      await new Promise((resolve) => setImmediate(resolve));
      const result = start().then((seen) => {
        order.push(kind);
        return `${kind}: ${outcome(seen)}`;
      });
      results.push(result);
    }
    const seen = new Set(await Promise.all(results));
    expect(seen).toEqual(new Set(['good: 200', 'literal: 200', 'silent: dns DEADLINE']));
    // All hundred were done before the first silent name was given up.
    expect(order.indexOf('silent')).toBe(100);
  });
});

it('gives a slow name its time though the server is quick with others', async () => {
  const zone: Zone = {
    '*.quick.test': { A: ['127.0.0.1'] },
    'slow.test': { A: ['127.0.0.1'], delayMs: 900 },
  };
  await withNames(zone, async (ask, dns) => {
    for (let i = 0; i < 10; i += 1) await ask(`q${i}.quick.test`);
    const before = dns.queries.length;
    const observation = await ask('slow.test', { ip: 4 });
    expect(outcome(observation)).toBe('200');
    expect(observation.marks.dns).toBeGreaterThanOrEqual(890);
    // The first question's answer is taken; asked again, it would come 900 ms after that.
    expect(dns.queries.length - before).toBe(1);
  });
});

it('lets go of what is pending when it is closed', async () => {
  await withDns({ 'silent.test': { silent: 'all' } }, async (dns) => {
    const names = new NameResolver(() => performance.now());
    const life = new Lifeline(timeouts({ total: 20_000 }), () => 0);
    const pending = names.ask('silent.test', asking(dns.authority).dns, life, () => {});
    while (dns.queries.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    names.close();
    expect(await pending).toMatchObject({ ok: false, error: { code: 'ECANCELLED' } });
    life.close();
  });
});
