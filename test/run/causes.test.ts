import { describe, expect, it } from 'vitest';
import type { Result } from '../../src/domain/report.ts';
import { findCauses } from '../../src/run/causes.ts';
import { NO_EVIDENCE, result, target } from './support.ts';

const HOSTED = new Set(['openai']);
const evidence = (more: Partial<NonNullable<Result['evidence']>>) => ({
  evidence: { ...NO_EVIDENCE, ...more },
});
const at = (ip: string) => evidence({ addresses: [{ ip, outcome: 'failed', code: 'ECONNREFUSED', ms: 1 }] });
const signedBy = (issuer: string): Pick<Result, 'tls'> => ({
  tls: { protocol: null, alpn: null, subject: null, issuer, valid_to: null, days_left: null },
});

/** Two failures of one class that share what `more` says, and what they are said to share. */
const PAIRS: readonly (readonly [string, Partial<Result>, string])[] = [
  ['dns.timeout', evidence({ resolver: '10.0.0.2' }), 'resolver 10.0.0.2'],
  ['local.proxy', evidence({ proxy: 'http://10.0.0.3:3128' }), 'proxy http://10.0.0.3:3128'],
  ['local.network-down', {}, "this machine's network"],
  ['local.file-limit', {}, 'this machine'],
  ['tls.untrusted', signedBy('CN=Inspecting CA'), 'issuer CN=Inspecting CA'],
  ['server-error.internal', { url: 'https://api.example.com:8443/v1' }, 'host api.example.com:8443'],
  ['connect.refused', at('10.0.0.7'), 'address 10.0.0.7'],
  ['overloaded.capacity', { provider: 'openai' }, 'provider openai'],
  ['auth.invalid-key', { provider: 'openai' }, 'provider openai'],
];

describe('findCauses', () => {
  it.each(PAIRS)('%s with one root', (cls, more, shared) => {
    const [a, b] = [result('a', 'down', cls, more), result('b', 'down', cls, more)];
    const [kind, reason] = cls.split('.');
    expect(findCauses([a, b], HOSTED)).toEqual([{ kind, reason, shared, probes: ['a', 'b'] }]);
    expect(findCauses([a], HOSTED)).toEqual([]);
  });

  it.each([
    ['two reasons', 'dns.timeout', 'dns.refused', evidence({ resolver: '10.0.0.2' })],
    ['names that do not exist', 'dns.not-found', 'dns.not-found', evidence({ resolver: '10.0.0.2' })],
    ['ports of this machine', 'connect.refused', 'connect.refused', at('127.0.0.1')],
    ['one engine on two machines', 'timeout.first-byte', 'timeout.first-byte', { provider: 'vllm' }],
    ['expectations of their own', 'mismatch.json', 'mismatch.json', { url: 'https://api.example.com/' }],
  ] as const)('%s have no root', (_, first, second, more) => {
    expect(findCauses([result('a', 'down', first, more), result('b', 'down', second, more)], HOSTED)).toEqual(
      [],
    );
  });

  it('does not blame a name server that knows another name', () => {
    const failing = ['a', 'b'].map((name) =>
      result(name, 'down', 'dns.server-failure', evidence({ resolver: '10.0.0.2' })),
    );
    const ok = result('ok', 'up', null, { address: { ip: '203.0.113.7', family: 4, port: 443 } });
    const own = ['a', 'b', 'ok'].map((name) => target(name));
    expect(findCauses([...failing, ok], HOSTED, own)).toEqual([]);
    expect(findCauses(failing, HOSTED, own)).toHaveLength(1);
    // Another server knew it.
    const other = { server: '10.0.0.9', ip: null, allAddresses: false };
    expect(
      findCauses([...failing, ok], HOSTED, [...own.slice(0, 2), target('ok', { dns: other })]),
    ).toHaveLength(1);
    const proxy = { secure: false, host: '10.0.0.3', port: 3128, authorization: null, origin: '--proxy' };
    expect(findCauses([...failing, ok], HOSTED, [...own.slice(0, 2), target('ok', { proxy })])).toHaveLength(
      1,
    );
    // Nobody was asked.
    const literal = { ...ok, url: 'https://203.0.113.7/' };
    expect(findCauses([...failing, literal], HOSTED, own)).toHaveLength(1);
  });

  it.each(['refused', 'resolver-unreachable'])('blames one for dns.%s, whatever it knew before', (reason) => {
    const failing = ['a', 'b'].map((name) =>
      result(name, 'down', `dns.${reason}`, evidence({ resolver: '10.0.0.2' })),
    );
    const ok = result('ok', 'up', null, { address: { ip: '203.0.113.7', family: 4, port: 443 } });
    const targets = ['a', 'b', 'ok'].map((name) => target(name));
    expect(findCauses([...failing, ok], HOSTED, targets)).toHaveLength(1);
  });

  it('finds one certificate that fails at several hosts', () => {
    const tls = {
      protocol: 'TLSv1.3',
      alpn: null,
      issuer: 'Acme CA',
      subject: '*.acme.example',
      valid_to: '2026-11-20T00:00:00.000Z',
      days_left: -4,
    };
    const at = (name: string, reason: string, more = {}) => ({
      ...result(name, 'down', `tls.${reason}`, { tls: { ...tls, ...more } }),
      url: `https://${name}.acme.example/`,
    });
    expect(findCauses([at('a', 'expired'), at('b', 'expired')], HOSTED)).toEqual([
      {
        kind: 'tls',
        reason: 'expired',
        shared: 'certificate *.acme.example, valid until 2026-11-20',
        probes: ['a', 'b'],
      },
    ]);
    const above = { days_left: 300, valid_to: '2027-09-20T00:00:00.000Z' };
    const causes = findCauses([at('a', 'expired', above), at('b', 'expired', above)], HOSTED);
    expect(causes.map(({ shared }) => shared)).toEqual(['issuer Acme CA']);
    const renewed = at('b', 'expired', { valid_to: '2026-11-21T00:00:00.000Z' });
    expect(findCauses([at('a', 'expired'), renewed], HOSTED)).toEqual([]);
  });

  it('does not blame a host for a proxy on the way to it', () => {
    const one = {
      ...result('a', 'down', 'local.proxy', evidence({ proxy: 'http://p1:1' })),
      url: 'http://h/',
    };
    const other = {
      ...result('b', 'down', 'local.proxy', evidence({ proxy: 'http://p2:1' })),
      url: 'http://h/',
    };
    expect(findCauses([one, other], HOSTED)).toEqual([]);
  });

  it('does not blame a host that answered another question', () => {
    const at = (name: string, path: string) => ({
      ...result(name, 'down', 'server-error.unavailable'),
      url: `https://h.example${path}`,
    });
    const failing = [at('a', '/a'), at('b', '/b')];
    expect(findCauses(failing, HOSTED).map(({ shared }) => shared)).toEqual(['host h.example']);
    const up = { ...result('c', 'up', null), url: 'https://h.example/c' };
    expect(findCauses([...failing, up], HOSTED)).toEqual([]);
    expect(findCauses([...failing, { ...up, state: 'degraded' }], HOSTED)).toEqual([]);
    const elsewhere = { ...up, url: 'https://h.example:8443/c' };
    expect(findCauses([...failing, elsewhere], HOSTED)).toHaveLength(1);
  });

  it('does not join gateways at addresses of one’s own under the provider whose API they speak', () => {
    const own = (name: string, url: string) =>
      result(name, 'down', 'overloaded.capacity', { provider: 'openai', url });
    const results = [
      own('a', 'http://127.0.0.1:81/v1'),
      own('b', 'http://localhost:82/v1'),
      own('c', 'http://10.0.0.7/v1'),
    ];
    expect(findCauses(results, HOSTED)).toEqual([]);
  });

  it('tells each probe once, under the most specific root, in the order of the results', () => {
    const openai = { provider: 'openai', url: 'https://api.openai.com/v1' };
    const results = [
      result('late', 'up'),
      result('c', 'down', 'timeout.first-byte', openai),
      result('x', 'down', 'dns.timeout', evidence({ resolver: '10.0.0.2' })),
      result('d', 'down', 'timeout.first-byte', openai),
      result('y', 'down', 'dns.timeout', evidence({ resolver: '10.0.0.2' })),
    ];
    expect(findCauses(results, HOSTED).map(({ shared, probes }) => [shared, ...probes])).toEqual([
      ['host api.openai.com', 'c', 'd'],
      ['resolver 10.0.0.2', 'x', 'y'],
    ]);
  });
});
