import { describe, expect, it } from 'vitest';
import type { Zone } from '../../src/demo/dns-zone.ts';
import { holdRefusedPort } from '../../src/demo/refused-port.ts';
import type { DnsSettings, Target } from '../../src/domain/target.ts';
import { errorOf, get, outcome, prober } from '../support/probe.ts';
import { withDns, withServer } from '../support/servers/index.ts';
import { timeouts } from '../support/target.ts';

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

describe('an answer without an address', () => {
  const zone: Zone = {
    'servfail.test': { rcode: 'SERVFAIL' },
    'refused.test': { rcode: 'REFUSED' },
    'formerr.test': { rcode: 'FORMERR' },
    'notimp.test': { rcode: 'NOTIMP' },
    'nodata.test': {},
    'malformed.test': { malformed: true },
    'loop.test': { CNAME: 'pool.test' },
    'pool.test': { CNAME: 'loop.test' },
    'dangling.test': { CNAME: 'gone.test' },
  };
  it.each([
    ['nxdomain.test', 'ENOTFOUND'],
    ['nodata.test', 'ENODATA'],
    ['servfail.test', 'ESERVFAIL'],
    ['refused.test', 'EREFUSED'],
    ['formerr.test', 'EFORMERR'],
    ['notimp.test', 'ENOTIMP'],
    ['loop.test', 'ENODATA'],
    ['dangling.test', 'ENOTFOUND'],
  ])('for %s is %s', async (name, code) => {
    await withNames(zone, async (ask, dns) => {
      const observation = await ask(name);
      expect(errorOf(observation)).toMatchObject({ phase: 'dns', code });
      expect(observation.resolver).toBe(dns.authority);
      expect(observation.marks).toMatchObject({ dns: null, connectStart: null });
      expect(observation.addresses).toEqual([]);
    });
  });

  it('that is no DNS message is said to be so, or waited out', async () => {
    await withDns(zone, async (dns) => {
      const over = { ...asking(dns.authority), timeout: timeouts({ dns: 1_500 }) };
      expect(outcome(await get('http://malformed.test/', over))).toMatch(
        /^dns (EBADRESP|EFORMERR|DEADLINE)$/,
      );
    });
  });

  it('because nobody listens is ECONNREFUSED', async () => {
    const { port, close } = await holdRefusedPort();
    const observation = await get('http://any.test/', asking(`127.0.0.1:${port}`));
    expect(errorOf(observation)).toMatchObject({ phase: 'dns', code: 'ECONNREFUSED' });
    expect(observation.resolver).toBe(`127.0.0.1:${port}`);
    await close();
  });

  it('because no such server can be asked is ENOTINITIALIZED', async () => {
    const observation = await get('http://any.test/', asking('no-such-server.invalid:53'));
    expect(errorOf(observation)).toMatchObject({ phase: 'dns', code: 'ENOTINITIALIZED' });
    expect(observation.resolver).toBe('no-such-server.invalid:53');
  });

  it('in one family is told by what says more in the other', async () => {
    await withNames({ 'half.test': { silent: 'AAAA' } }, async (ask) => {
      // A is NODATA, AAAA is silent: nothing is known of the name.
      expect(outcome(await ask('half.test', { ip: 4 }))).toBe('dns ENODATA');
    });
  });
});

describe('an address', () => {
  const zone: Zone = {
    'v4.test': { A: ['127.0.0.1'] },
    'v6.test': { AAAA: ['::1'] },
    'both.test': { A: ['127.0.0.1'], AAAA: ['::1'] },
    'alias.test': { CNAME: 'second.test' },
    'second.test': { CNAME: 'v4.test' },
    'large.test': { A: ['127.0.0.1'], truncated: true },
    'no-aaaa.test': { A: ['127.0.0.1'], silent: 'AAAA' },
    'xn--mnchen-3ya.test': { A: ['127.0.0.1'] },
    'mixed.test': { A: ['127.0.0.1'] },
  };

  it.each([
    'v4.test',
    'both.test',
    'alias.test',
    'large.test',
    'no-aaaa.test',
    'm%C3%BCnchen.test',
    'MIXED.test',
    'v4.test.',
  ])('is found for %s', async (name) => {
    await withNames(zone, async (ask, dns) => {
      const observation = await ask(name);
      expect(outcome(observation)).toBe('200');
      expect(observation).toMatchObject({ address: { ip: '127.0.0.1' }, resolver: dns.authority });
      expect(observation.marks.dns).toBeGreaterThan(0);
    });
  });

  it('is asked for again over TCP where it was too large for UDP', async () => {
    await withNames(zone, async (ask, dns) => {
      await ask('large.test', { ip: 4 });
      expect(dns.queries.map(({ transport }) => transport)).toEqual(['udp', 'tcp']);
    });
  });

  it('is asked for at every attempt: no cache stands before the name server', async () => {
    await withNames(zone, async (ask, dns) => {
      await ask('v4.test', { ip: 4 });
      await ask('v4.test', { ip: 4 });
      expect(dns.queries).toHaveLength(2);
    });
  });

  it('does not wait for a family that is silent', async () => {
    await withNames(zone, async (ask) => {
      const { marks } = await ask('no-aaaa.test');
      // 50 ms are waited for IPv6; c-ares itself would give up after seconds.
      expect(marks.dns).toBeLessThan(1_500);
    });
  });

  it('of IPv6 alone is used', async () => {
    await withDns(zone, async (dns) => {
      await withServer(
        (_request, response) => response.end('six'),
        async ({ port }) => {
          expect(await get(`http://v6.test:${port}/`, asking(dns.authority))).toMatchObject({
            error: null,
            address: { ip: '::1', family: 6 },
          });
        },
        { host: '::1' },
      );
    });
  });

  it('is of the family that is wanted', async () => {
    await withNames(zone, async (ask, dns) => {
      expect(await ask('both.test', { ip: 4 })).toMatchObject({
        error: null,
        addresses: [{ ip: '127.0.0.1', family: 4 }],
      });
      expect(dns.queries.map(({ type }) => type)).toEqual(['A']);
      expect(await ask('both.test', { ip: 6 })).toMatchObject({
        error: { phase: 'connect', code: 'ECONNREFUSED' },
        addresses: [{ ip: '::1' }],
      });
      expect(outcome(await ask('v4.test', { ip: 6 }))).toBe('dns ENODATA');
    });
  });

  it('of IPv6 that refuses falls through to IPv4 at once', async () => {
    await withNames(zone, async (ask) => {
      const observation = await ask('both.test');
      expect(outcome(observation)).toBe('200');
      expect(observation.addresses).toMatchObject([
        { ip: '::1', outcome: 'failed', code: 'ECONNREFUSED' },
        { ip: '127.0.0.1', outcome: 'connected', code: null },
      ]);
    });
  });
});

describe('what needs no name server', () => {
  const settings: DnsSettings = { server: null, ip: null, allAddresses: false };

  it.each([
    ['127.0.0.1', ['127.0.0.1']],
    ['[::1]', ['::1']],
    ['::ffff:127.0.0.1', ['::ffff:127.0.0.1']],
    ['fe80::1%lo', ['fe80::1%lo']],
    ['some.localhost', ['::1', '127.0.0.1']],
    ['some.localhost.', ['::1', '127.0.0.1']],
    ['notlocalhost', null],
    ['localhost.example', null],
  ])('%s', (host, ips) => {
    expect(prober.names.known(host, settings)?.map(({ ip }) => ip) ?? null).toEqual(ips);
  });

  it('localhost is the loopback, also where a server is named', () => {
    for (const server of [null, '127.0.0.1:1']) {
      const ips = prober.names.known('LOCALHOST', { ...settings, server })?.map(({ ip }) => ip);
      expect(ips).toContain('127.0.0.1');
    }
    expect(prober.names.known('localhost', { ...settings, ip: 6 })).toEqual([{ ip: '::1', family: 6 }]);
  });

  it('a literal of the other family is said to be one, and nobody is asked', async () => {
    const observation = await get('http://127.0.0.1:1/', { dns: { ...settings, ip: 6 } });
    expect(errorOf(observation)).toMatchObject({ phase: 'dns', code: 'ENODATA' });
    expect(observation).toMatchObject({ resolver: null, marks: { dns: null } });
  });

  it('--resolve wins over names and literals, for its host and port alone', async () => {
    await withServer(
      (request, response) => response.end(request.headers.host),
      async ({ port }) => {
        const resolve = [{ host: 'API.example.test', port, address: '127.0.0.1' }];
        const observation = await get(`http://api.example.test:${port}/`, { resolve });
        expect(observation).toMatchObject({ error: null, resolver: null, marks: { dns: null } });
        expect(observation.response?.body.text).toBe(`api.example.test:${port}`);
        const six = [{ host: '*', port, address: '[::1]' }];
        expect(await get(`http://127.0.0.1:${port}/`, { resolve: six })).toMatchObject({
          error: { code: 'ECONNREFUSED' },
          addresses: [{ ip: '::1', family: 6 }],
        });
        const { port: other, close } = await holdRefusedPort();
        const elsewhere = await get(`http://127.0.0.1:${other}/`, { resolve });
        expect(elsewhere.addresses).toMatchObject([{ ip: '127.0.0.1', port: other }]);
        await close();
      },
    );
  });

  it('an IPv4-mapped address connects', async () => {
    await withServer(
      (_request, response) => response.end('ok'),
      async ({ port }) => expect(outcome(await get(`http://[::ffff:127.0.0.1]:${port}/`))).toBe('200'),
    );
  });
});
