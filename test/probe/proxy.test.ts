import net from 'node:net';
import { describe, expect, it } from 'vitest';
import { type ProxyConduct, proxy } from '../../src/demo/proxy.ts';
import { holdRefusedPort } from '../../src/demo/refused-port.ts';
import type { Observation } from '../../src/domain/observation.ts';
import { Secret } from '../../src/domain/secret.ts';
import type { ProxySpec, Target } from '../../src/domain/target.ts';
import { attempt, bodyOf, errorOf, get, outcome } from '../support/probe.ts';
import {
  authorityPem,
  ECHO,
  FIN,
  RST,
  type StandIn,
  script,
  send,
  withServer,
  withTlsServer,
} from '../support/servers/index.ts';
import { tcpTarget, timeouts } from '../support/target.ts';

function spec(port: number, over: Partial<ProxySpec> = {}): ProxySpec {
  return { secure: false, host: '127.0.0.1', port, authorization: null, origin: '--proxy', ...over };
}

function basic(userAndPassword: string): Secret {
  return new Secret(`Basic ${Buffer.from(userAndPassword).toString('base64')}`);
}

async function trusting(over: Partial<Target> = {}): Promise<Partial<Target>> {
  return {
    tls: { ca: [await authorityPem()], cert: null, key: null, servername: null, insecure: false },
    ...over,
  };
}

/** Through a proxy of that conduct to an echo: over TLS (a tunnel) or plain (absolute-form). */
async function through(
  conduct: ProxyConduct,
  secure: boolean,
  over: Partial<Target> = {},
  authorization: Secret | null = null,
): Promise<{ observation: Observation; asked: string[]; via: StandIn; to: StandIn }> {
  const asked: string[] = [];
  const onRequest = (target: string) => asked.push(target);
  const use = (to: StandIn) =>
    withServer(proxy({ ...conduct, onRequest }), async (via) => {
      const settings = { ...(await trusting(over)), proxy: spec(via.port, { authorization }) };
      return { observation: await get(`${to.origin}/v1?q=1`, settings), asked, via, to };
    });
  return secure ? withTlsServer('good', ECHO, use) : withServer(ECHO, use);
}

describe('a proxy that works', () => {
  it('makes a tunnel for https, and the target alone sees what is asked', async () => {
    const { observation, asked, via, to } = await through({}, true);
    expect(JSON.parse(bodyOf(observation)).url).toBe('/v1?q=1');
    expect(asked).toEqual([to.authority]);
    expect(observation).toMatchObject({
      proxy: via.authority,
      tls: { subject: 'aiprobe demo' },
      address: { port: via.port },
    });
    const { connectStart, connect, tls } = observation.marks;
    expect([connectStart, connect, tls]).toEqual(
      [connectStart, connect, tls].sort((a, b) => (a ?? 0) - (b ?? 0)),
    );
  });

  it('gets the whole URL for plain http', async () => {
    const { observation, asked, to } = await through({}, false);
    expect(asked).toEqual([`${to.origin}/v1?q=1`]);
    expect(JSON.parse(bodyOf(observation)).headers.host).toBe(to.authority);
  });

  it.each([true, false])(
    'gets the credentials that it wants (tunnel: %s), the target does not',
    async (secure) => {
      const { observation } = await through({ credentials: 'user:pass' }, secure, {}, basic('user:pass'));
      expect(bodyOf(observation)).not.toContain(basic('user:pass').reveal());
      expect(JSON.parse(bodyOf(observation)).headers).not.toHaveProperty('proxy-authorization');
    },
  );

  it('resolves the name itself', async () => {
    const { observation } = await withServer(proxy(), async (via) => ({
      observation: await get('http://no-such-name.invalid/', { proxy: spec(via.port) }),
    }));
    expect(outcome(observation)).toBe('502');
    expect(observation).toMatchObject({ resolver: null, marks: { dns: null } });
  });

  it('makes a tunnel for the tcp check', async () => {
    const asked: string[] = [];
    await withServer(ECHO, async ({ port }) => {
      await withServer(proxy({ onRequest: (target) => asked.push(target) }), async (via) => {
        const to = { proxy: spec(via.port) };
        expect(outcome(await attempt(tcpTarget('127.0.0.1', port, to)))).toBe('connected');
        expect(errorOf(await attempt(tcpTarget('::1', 1, to)))).toMatchObject({
          code: 'PROXY_STATUS',
          status: 502,
        });
      });
      expect(asked).toEqual([`127.0.0.1:${port}`, '[::1]:1']);
    });
  });

  it('may be spoken to over TLS', async () => {
    await withTlsServer('good', ECHO, async (to) => {
      await withTlsServer('full-chain', proxy(), async (via) => {
        const observation = await get(to.origin, await trusting({ proxy: spec(via.port, { secure: true }) }));
        expect(outcome(observation)).toBe('200');
        expect(observation.tls?.issuer).toBe('aiprobe demo authority');
      });
    });
    await withServer(ECHO, async (to) => {
      await withTlsServer('good', proxy(), async (via) => {
        expect(
          outcome(await get(to.origin, await trusting({ proxy: spec(via.port, { secure: true }) }))),
        ).toBe('200');
      });
    });
  });
});

describe('a proxy that refuses', () => {
  it.each([403, 407, 502, 503, 504] as const)('a tunnel with %d has its status told', async (status) => {
    const { observation } = await through({ refuse: status }, true);
    expect(errorOf(observation)).toMatchObject({
      phase: 'proxy',
      code: 'PROXY_STATUS',
      status,
      viaProxy: true,
      received: null,
    });
    expect(observation).toMatchObject({ response: null, tls: null, marks: { connect: null, tls: null } });
    expect(observation.marks.connectStart).not.toBeNull();
    expect(observation.addresses).toMatchObject([{ outcome: 'connected' }]);
  });

  it.each([
    ['X-Squid-Error: ERR_DNS_FAIL 0', 'ERR_DNS_FAIL 0'],
    ['proxy-status: p; error=dns_error', 'p; error=dns_error'],
    ['Via: 1.1 p\r\nX-SQUID-ERROR:  ERR_CONNECT_FAIL 111 \r\nProxy-Status: p', 'ERR_CONNECT_FAIL 111'],
    [`X-Squid-Error: ${'E'.repeat(5_000)}`, 'E'.repeat(200)],
    ['X-Squid-Error:', null],
    ['X-Other: 1\r\n\r\nX-Squid-Error: in the body', null],
  ])('a tunnel has its reason told (%#)', async (header, reason) => {
    const answer = `HTTP/1.1 503 Service Unavailable\r\n${header}\r\n\r\n`;
    const observation = await withServer(script(send(answer), FIN), (via) =>
      get('https://far.aiprobe.test/', { proxy: spec(via.port) }),
    );
    expect(errorOf(observation)).toMatchObject({ code: 'PROXY_STATUS', status: 503, proxyReason: reason });
    expect(errorOf(observation).message.length).toBeLessThan(500);
  });

  it('the wrong credentials has its 407 told, in both forms', async () => {
    const wrong = basic('user:wrong');
    expect(errorOf((await through({ credentials: 'user:pass' }, true, {}, wrong)).observation).status).toBe(
      407,
    );
    expect(outcome((await through({ credentials: 'user:pass' }, false, {}, wrong)).observation)).toBe('407');
  });
});

describe('a proxy that fails', () => {
  it.each([
    ['hangs up', proxy({ close: true }), 'proxy CLOSED'],
    ['resets', script(RST), 'proxy ECONNRESET'],
    ['stops within its answer', script(send('HTTP/1.1 200 Conn'), FIN), 'proxy TRUNCATED'],
    ['speaks something else', script(send('\x05\xff\r\n\r\n'), FIN), 'proxy MALFORMED'],
    ['never ends its header', script(send(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(20_000)}`)), 'proxy TOO_LARGE'],
  ])('%s', async (_how, behaviour, expected) => {
    await withServer(behaviour, async (via) => {
      const observation = await get('https://api.example.test/', { proxy: spec(via.port) });
      expect(outcome(observation)).toBe(expected);
      expect(errorOf(observation).viaProxy).toBe(true);
    });
  });

  it.each([
    ['hangs up', proxy({ close: true }), 'request CLOSED'],
    ['speaks something else', script(send('\x05\xff\r\n\r\n'), FIN), 'headers MALFORMED'],
  ])('%s, asked for plain http', async (_how, behaviour, expected) => {
    await withServer(behaviour, async (via) => {
      const observation = await get('http://api.example.test/', { proxy: spec(via.port) });
      expect(outcome(observation)).toBe(expected);
      expect(errorOf(observation).viaProxy).toBe(true);
    });
  });

  it('hangs', async () => {
    const { observation } = await through({ hang: true }, true, { timeout: timeouts({ connect: 150 }) });
    expect(errorOf(observation)).toMatchObject({
      phase: 'proxy',
      code: 'DEADLINE',
      limit: 'connect',
      bound: 150,
      viaProxy: true,
    });
  });

  it('hangs over a plain request: that may be the target', async () => {
    const { observation } = await through({ hang: true }, false, { timeout: timeouts({ first_byte: 150 }) });
    expect(errorOf(observation)).toMatchObject({
      phase: 'request',
      code: 'DEADLINE',
      limit: 'first_byte',
      viaProxy: false,
    });
  });

  it('is not there', async () => {
    const { port, close } = await holdRefusedPort();
    const observation = await get('https://api.example.test/', { proxy: spec(port) });
    expect(errorOf(observation)).toMatchObject({ phase: 'connect', code: 'ECONNREFUSED', viaProxy: true });
    expect(observation.proxy).toBe(`127.0.0.1:${port}`);
    await close();
  });

  it('has a name that does not exist', async () => {
    const proxyless = spec(3128, { host: 'proxy.invalid' });
    const dns = { server: '127.0.0.1:1', ip: null, allAddresses: false };
    expect(errorOf(await get('https://api.example.test/', { proxy: proxyless, dns }))).toMatchObject({
      phase: 'dns',
      viaProxy: true,
    });
  });

  it('shows a certificate that is not accepted', async () => {
    await withTlsServer('expired', proxy(), async (via) => {
      const observation = await get(
        'https://api.example.test/',
        await trusting({ proxy: spec(via.port, { secure: true }) }),
      );
      expect(errorOf(observation)).toMatchObject({ phase: 'tls', code: 'CERTIFICATE', viaProxy: true });
      expect(observation.tls?.verifyError).toBe('CERT_HAS_EXPIRED');
    });
  });
});

it('tells a target that is not accepted from its proxy', async () => {
  await withTlsServer('expired', ECHO, async (to) => {
    await withServer(proxy(), async (via) => {
      const observation = await get(to.origin, await trusting({ proxy: spec(via.port) }));
      expect(errorOf(observation)).toMatchObject({ code: 'CERTIFICATE', viaProxy: false });
    });
  });
});

it('passes on what a target says first', async () => {
  // The proxy's answer and the target's first words come in one piece, before any request is out.
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\n\r\n220 mail.example.test ESMTP\r\n'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const observation = await get('https://mail.example.test/', { proxy: spec(port) });
  expect(outcome(observation)).toBe('tls ERR_SSL_WRONG_VERSION_NUMBER');
  expect(errorOf(observation).viaProxy).toBe(false);
  await new Promise((resolve) => server.close(resolve));
});
