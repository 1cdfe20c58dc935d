import { describe, expect, it } from 'vitest';
import type { ControlOutcome } from '../../src/domain/ports.ts';
import type { Result } from '../../src/domain/report.ts';
import type { Target } from '../../src/domain/target.ts';
import { Inconclusive } from '../../src/run/inconclusive.ts';
import { NO_EVIDENCE, result, target } from './support.ts';

const OK: ControlOutcome = { state: 'ok', detail: '' };
const DOWN: ControlOutcome = { state: 'down', detail: 'no name server answers' };
const PORTAL: ControlOutcome = { state: 'portal', detail: 'the control page is another' };

const ADDRESS = { ip: '203.0.113.7', family: 4, port: 443 } as const;
const TLS = {
  protocol: null,
  alpn: null,
  subject: 'CN=portal',
  issuer: 'CN=ca',
  valid_to: null,
  days_left: null,
};
const tried = (ip: string, code: string | null) => ({
  evidence: { ...NO_EVIDENCE, addresses: [{ ip, outcome: 'failed', code, ms: 1 }] },
});

const lost = result('lost', 'down', 'dns.timeout');
const silent = result('silent', 'down', 'timeout.connect', tried('203.0.113.9', null));

/** An HTML page where something else was due. */
function page(name: string, url: string, body: string, more: Partial<Result> = {}): Result {
  const evidence = { ...NO_EVIDENCE, headers: [['content-type', 'text/html']] as const, body };
  return result(name, 'down', 'mismatch.content-type', { url, address: ADDRESS, evidence, ...more });
}

async function settle(results: readonly Result[], outcome: ControlOutcome, targets: Partial<Target> = {}) {
  const inconclusive = new Inconclusive();
  let asked = 0;
  const early = results.flatMap((one) =>
    inconclusive.admit({ target: target(one.name, targets), result: one }),
  );
  const late = await inconclusive.settle(async () => {
    asked += 1;
    return outcome;
  });
  const classes = Object.fromEntries([...early, ...late].map((r) => [r.name, `${r.kind}.${r.reason}`]));
  return { early: early.map(({ name }) => name), late, classes, asked };
}

describe('a network that may be down', () => {
  it('is asked about once, and nobody else is accused when the control fails too', async () => {
    const { early, late, asked } = await settle([lost, silent], DOWN);
    expect([early, asked]).toEqual([[], 1]);
    expect(late.map(({ state, kind, reason, fault }) => [state, kind, reason, fault])).toEqual([
      ['unknown', 'local', 'network-down', 'local'],
      ['unknown', 'local', 'network-down', 'local'],
    ]);
    expect(late[0]?.message).toContain('no name server answers');
    expect(late[0]?.notes).toEqual(['by itself this would be dns.timeout: dns.timeout']);
  });

  it('leaves the verdicts alone when the control answers', async () => {
    const { classes } = await settle([lost, silent], OK);
    expect(classes).toEqual({ lost: 'dns.timeout', silent: 'timeout.connect' });
  });

  it.each([
    ['an answer', result('proof', 'up', null, { address: ADDRESS })],
    ['a failure after an answer', result('proof', 'down', 'server-error.internal', { address: ADDRESS })],
    ['a refusal', result('proof', 'down', 'connect.refused', tried('203.0.113.8', 'ECONNREFUSED'))],
  ])('%s from outside proves it, whoever came first', async (_, proof) => {
    const { early, asked } = await settle([lost, proof, silent], DOWN);
    expect(early).toEqual(['lost', 'proof', 'silent']);
    expect(asked).toBe(0);
  });

  it('is not proved by this machine itself', async () => {
    const local = result('local', 'up', null, { address: { ip: '127.0.0.1', family: 4, port: 80 } });
    const refused = result('refused', 'down', 'connect.refused', tried('::1', 'ECONNREFUSED'));
    const { early, classes } = await settle([local, refused, lost], DOWN);
    expect(early).toEqual(['local', 'refused']);
    expect(classes).toMatchObject({ refused: 'connect.refused', lost: 'local.network-down' });
  });

  it.each([
    ['a dead local port', result('x', 'down', 'timeout.connect', tried('127.0.0.1', null)), {}],
    ['a neighbour that is off', result('x', 'down', 'timeout.connect', tried('10.0.0.7', null)), {}],
    [
      'a neighbour without an answer to ARP',
      result('x', 'down', 'connect.unreachable', tried('10.0.0.7', 'EHOSTUNREACH')),
      {},
    ],
    [
      'a name server of one’s own on this machine',
      lost,
      { dns: { server: '127.0.0.1:5353', ip: null, allAddresses: false } },
    ],
    [
      'a name server of one’s own by IPv6',
      lost,
      { dns: { server: '[::1]:5353', ip: null, allAddresses: false } },
    ],
    ['a first byte that does not come', result('x', 'down', 'timeout.first-byte'), {}],
  ] as const)('is not suspected for %s', async (_, one, more) => {
    const { early, asked } = await settle([one], DOWN, more);
    expect([early, asked]).toEqual([[one.name], 0]);
  });

  describe('whose name server denies names', () => {
    const gone = (name: string) => result(name, 'down', 'dns.not-found');

    it('is not suspected for one name, which may well be misspelt', async () => {
      const { classes, asked } = await settle([gone('x')], DOWN);
      expect([classes, asked]).toEqual([{ x: 'dns.not-found' }, 0]);
    });

    it('is suspected for names of two hosts, and blamed only if the control fails', async () => {
      const both = [gone('x'), gone('y')];
      expect((await settle(both, DOWN)).classes).toEqual({
        x: 'local.network-down',
        y: 'local.network-down',
      });
      expect((await settle(both, OK)).classes).toEqual({ x: 'dns.not-found', y: 'dns.not-found' });
    });

    it('is suspected for one name that surely exists', async () => {
      const provider = {
        id: 'acme',
        name: 'Acme',
        kind: 'hosted',
        base_url: '',
        auth: null,
        reach: [],
        errors: [],
      } as const;
      expect((await settle([gone('x')], DOWN, { provider })).classes).toEqual({ x: 'local.network-down' });
    });

    it('is not cleared by an address that answers, which asked it nothing', async () => {
      const literal = result('ip', 'up', null, { url: 'https://203.0.113.7/', address: ADDRESS });
      const { early, classes } = await settle([gone('x'), literal, gone('y')], DOWN);
      expect(early).toEqual(['ip']);
      expect(classes).toMatchObject({ x: 'local.network-down', y: 'local.network-down' });
      const named = result('n', 'up', null, { address: ADDRESS });
      expect((await settle([gone('x'), named, gone('y')], DOWN)).early).toEqual(['x', 'n', 'y']);
    });

    it('is neither cleared nor suspected by what a proxy found out about a name', async () => {
      const proxy = { secure: false, host: '192.0.2.3', port: 3128, authorization: null, origin: '--proxy' };
      const inconclusive = new Inconclusive();
      const proxied = ['p', 'q', 'r'].map((name) => ({
        target: target(name, { proxy }),
        result: name === 'p' ? result(name, 'up', null, { address: ADDRESS }) : gone(name),
      }));
      const direct = ['x', 'y'].map((name) => ({ target: target(name), result: gone(name) }));
      const early = [...direct, ...proxied].flatMap((one) => inconclusive.admit(one));
      expect(early.map(({ name }) => name)).toEqual(['p', 'q', 'r']);
      const late = await inconclusive.settle(async () => DOWN);
      expect(late.map(({ name, kind }) => `${name} ${kind}`)).toEqual(['x local', 'y local']);
    });

    it('is not meant where the user named another one', async () => {
      const dns = { server: '192.0.2.53', ip: null, allAddresses: false };
      const { early, asked } = await settle([gone('x'), gone('y')], DOWN, { dns });
      expect([early, asked]).toEqual([['x', 'y'], 0]);
    });
  });

  it('is suspected where the kernel knows no way even to a neighbour', async () => {
    const cut = result('cut', 'down', 'connect.unreachable', tried('10.0.0.7', 'ENETUNREACH'));
    expect((await settle([cut], DOWN)).classes).toEqual({ cut: 'local.network-down' });
  });

  it('gives everything back as it came when the run is interrupted', () => {
    const inconclusive = new Inconclusive();
    inconclusive.admit({ target: target('lost'), result: lost });
    expect(inconclusive.release()).toEqual([lost]);
  });
});

describe('a captive portal', () => {
  const LOGIN = '<!doctype html><title>Hotel</title> log in';

  it('is the same foreign page on two origins, whatever the control says', async () => {
    const pages = [page('a', 'http://127.0.0.1:81/v1', LOGIN), page('b', 'http://127.0.0.1:82/v1', LOGIN)];
    const { late, asked } = await settle([...pages, lost], OK);
    expect(late.map(({ kind, reason, state }) => `${state} ${kind}.${reason}`)).toEqual(
      Array(3).fill('unknown local.captive-portal'),
    );
    expect(asked).toBe(0);
  });

  it('is known by its title where every page has a token of its own', async () => {
    const pages = [page('a', 'http://a.example/', `${LOGIN} 1`), page('b', 'http://b.test/', `${LOGIN} 2`)];
    expect((await settle(pages, OK)).classes).toEqual({
      a: 'local.captive-portal',
      b: 'local.captive-portal',
    });
  });

  it.each([
    ['one page', [page('a', 'https://a.example/', LOGIN)]],
    ['one origin', [page('a', 'https://a.example/1', LOGIN), page('a', 'https://a.example/2', LOGIN)]],
    ['two pages', [page('a', 'https://a.example/', '<html>a'), page('b', 'https://b.test/', '<html>b')]],
  ])('is not %s, unless the control fails', async (_, pages) => {
    const calm = await settle(pages, OK);
    expect(new Set(Object.values(calm.classes))).toEqual(new Set(['mismatch.content-type']));
    expect(calm.asked).toBe(1);
    const { classes } = await settle(pages, PORTAL);
    expect(new Set(Object.values(classes))).toEqual(new Set(['local.captive-portal']));
  });

  it('is not what two services show under their own verified certificates', async () => {
    const pages = [page('a', 'https://a.example/', LOGIN), page('b', 'https://b.test/', LOGIN)];
    expect((await settle(pages, OK)).classes.a).toBe('mismatch.content-type');
    expect((await settle(pages, PORTAL)).classes.a).toBe('local.captive-portal');
    const unverified = { tls: { ca: [], cert: null, key: null, servername: null, insecure: true } };
    expect((await settle(pages, OK, unverified)).classes.a).toBe('local.captive-portal');
  });

  it('does not lie between this machine and itself or its neighbours', async () => {
    const near = [page('near', 'http://10.0.0.7/', LOGIN)];
    const { classes, asked } = await settle(near, DOWN);
    expect([classes, asked]).toEqual([{ near: 'mismatch.content-type' }, 0]);
  });

  it('is ruled out by a certificate that was verified', async () => {
    const trusted = result('trusted', 'up', null, { address: ADDRESS, tls: TLS });
    const pages = [page('a', 'http://a.example/', LOGIN), page('b', 'http://b.test/', LOGIN)];
    const { early, classes } = await settle([...pages, trusted], PORTAL);
    expect(early).toHaveLength(3);
    expect(classes.a).toBe('mismatch.content-type');
    const unverified = { tls: { ca: [], cert: null, key: null, servername: null, insecure: true } };
    expect((await settle([...pages, trusted], OK, unverified)).classes.a).toBe('local.captive-portal');
  });

  it('sends plain HTTP from unrelated sites to one host', async () => {
    const sent = (name: string, url: string, location: string) =>
      result(name, 'down', 'redirect.unexpected', {
        url,
        address: ADDRESS,
        http: { status: 302, version: '1.1', request_id: null, location },
      });
    const portal = 'http://login.hotel.test/?from=';
    const redirected = [
      sent('a', 'http://a.example/', `${portal}a`),
      sent('b', 'http://b.test/', `${portal}b`),
    ];
    expect((await settle(redirected, OK)).classes).toEqual({
      a: 'local.captive-portal',
      b: 'local.captive-portal',
    });
    const own = [
      sent('a', 'http://a.example/', 'https://a.example/'),
      sent('b', 'https://b.test/', `${portal}b`),
    ];
    expect(Object.values((await settle(own, OK)).classes)).toEqual(Array(2).fill('redirect.unexpected'));
  });

  it('shows one certificate to unrelated sites', async () => {
    const shown = (name: string, url: string) =>
      result(name, 'down', 'tls.hostname', { url, address: ADDRESS, tls: TLS });
    const unrelated = [shown('a', 'https://a.example/'), shown('b', 'https://b.test/')];
    expect((await settle(unrelated, OK)).classes).toEqual({
      a: 'local.captive-portal',
      b: 'local.captive-portal',
    });
    const siblings = [shown('a', 'https://a.b.example/'), shown('b', 'https://c.b.example/')];
    expect(Object.values((await settle(siblings, OK)).classes)).toEqual(Array(2).fill('tls.hostname'));
  });

  it('shows a certificate that nobody trusts to two hosted services, but an ingress shows its own to strangers', async () => {
    const hosted = (name: string): Partial<Target> => ({
      provider: {
        id: name,
        name,
        kind: 'hosted',
        base_url: `https://${name}/v1`,
        auth: null,
        reach: [],
        errors: [],
      },
    });
    const shown = (name: string) =>
      result(name, 'down', 'tls.untrusted', { url: `https://${name}/v1/models`, address: ADDRESS, tls: TLS });
    const judged = async (more: (name: string) => Partial<Target>) => {
      const inconclusive = new Inconclusive();
      const early = ['api.a.example', 'api.b.test'].flatMap((name) =>
        inconclusive.admit({ target: target(name, more(name)), result: shown(name) }),
      );
      return [...early, ...(await inconclusive.settle(async () => OK))].map(({ kind }) => kind);
    };
    expect(await judged(hosted)).toEqual(['local', 'local']);
    expect(await judged(() => ({}))).toEqual(['tls', 'tls']);
  });

  it('once known, is what a single foreign page from outside shows too', async () => {
    const pages = [
      page('a', 'http://a.example/', LOGIN),
      page('b', 'http://b.test/', LOGIN),
      page('c', 'http://c.invalid/', '<html>another'),
    ];
    expect((await settle(pages, OK)).classes.c).toBe('local.captive-portal');
  });

  it('explains no page that came under a verified certificate, nor by what this machine shows itself', async () => {
    const verified = page('c', 'https://c.invalid/', '<html>maintenance');
    const portal = [page('a', 'http://a.example/', LOGIN), page('b', 'http://b.test/', LOGIN)];
    expect((await settle([...portal, verified], OK)).classes.c).toBe('mismatch.content-type');
    const foreign = page('c', 'http://c.invalid/', '<html>maintenance');
    const own = [page('a', 'http://127.0.0.1:81/', LOGIN), page('b', 'http://127.0.0.1:82/', LOGIN)];
    expect((await settle([...own, foreign], OK)).classes.c).toBe('mismatch.content-type');
  });

  it('answers everyone with the same error page, which servers do by default: only the control tells', async () => {
    const error = '<html><title>404 Not Found</title>';
    const [a, b] = ['https://a.example/', 'https://b.test/'].map((url) =>
      page(url, url, error, { kind: 'not-found', reason: 'path', http: null }),
    );
    if (a === undefined || b === undefined) throw new Error('two pages');
    expect(Object.values((await settle([a, b], OK)).classes)).toEqual(Array(2).fill('not-found.path'));
    expect(Object.values((await settle([a, b], PORTAL)).classes)).toEqual(
      Array(2).fill('local.captive-portal'),
    );
    expect(Object.values((await settle([a], PORTAL)).classes)).toEqual(['not-found.path']);
  });
});
