import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { classify } from '../../src/classify/index.ts';
import { holdRefusedPort, type RefusedPort } from '../../src/demo/refused-port.ts';
import { Secret } from '../../src/domain/secret.ts';
import type { ProxySpec, Target } from '../../src/domain/target.ts';
import { type Daemon, findProgram, freePorts, needs } from '../support/real/daemon.ts';
import { startSquid } from '../support/real/squid.ts';
import { probe, type Seen } from '../support/real/verdict.ts';
import { authorityPem, certificate, ECHO, type StandIn, startStandIn } from '../support/servers/index.ts';
import { httpTarget, tcpTarget, timeouts } from '../support/target.ts';

/** Takes any user and password. */
const HELPER = '/usr/lib/squid/basic_fake_auth';

let ports: Readonly<Record<'open' | 'login', number>>;
let plain: StandIn;
let secure: StandIn;
let refused: RefusedPort;
let base: Partial<Target>;
const daemons: Daemon[] = [];

beforeAll(async () => {
  if (findProgram('squid') === null) return;
  plain = await startStandIn(ECHO);
  secure = await startStandIn(ECHO, { tls: { ...(await certificate('good')) } });
  refused = await holdRefusedPort();
  base = { tls: { ca: [await authorityPem()], cert: null, key: null, servername: null, insecure: false } };
  ports = await freePorts('open', 'login');
  daemons.push(
    await startSquid(ports.open, [
      'acl banned dst 127.0.0.66',
      'http_access deny banned',
      'dns_timeout 1 second',
    ]),
    await startSquid(ports.login, [
      `auth_param basic program ${HELPER}`,
      'auth_param basic realm demo',
      'acl known proxy_auth REQUIRED',
      'http_access deny !known',
    ]),
  );
});
afterAll(async () => {
  await Promise.all(daemons.map((daemon) => daemon.stop()));
  await Promise.all([plain?.close(), secure?.close(), refused?.close()]);
});
beforeEach((context) => needs(context, 'squid'));

function spec(port: number, userAndPassword: string | null = null): ProxySpec {
  const basic = userAndPassword === null ? null : Buffer.from(userAndPassword).toString('base64');
  const authorization = basic === null ? null : new Secret(`Basic ${basic}`);
  return { secure: false, host: '127.0.0.1', port, authorization, origin: '--proxy' };
}

function through(url: string, proxy: ProxySpec = spec(ports.open)): Promise<Seen> {
  return probe(httpTarget(url, { ...base, proxy, timeout: timeouts({ total: 15_000 }) }));
}

describe('Squid', () => {
  it('carries a request, tunnelled or not', async () => {
    expect(await through(secure.origin)).toMatchObject({
      outcome: '200',
      verdict: 'up',
      observation: { tls: { verifyError: null } },
    });
    expect(await through(plain.origin)).toMatchObject({ outcome: '200', verdict: 'up' });
  });

  it('carries the tcp check', async () => {
    const reached = await probe(tcpTarget('127.0.0.1', plain.port, { proxy: spec(ports.open) }));
    expect(reached).toMatchObject({ outcome: 'connected', verdict: 'up' });
  });

  it('says 503 to CONNECT when the target refuses: the proxy is well', async () => {
    const seen = await through(`https://127.0.0.1:${refused.port}/`);
    expect(seen).toMatchObject({ outcome: 'proxy PROXY_STATUS', verdict: 'server-error.bad-gateway' });
    expect(seen.observation.error).toMatchObject({ status: 503, viaProxy: true });
  });

  it('says 503 with X-Squid-Error to a plain request when the target refuses', async () => {
    const seen = await through(`http://127.0.0.1:${refused.port}/`);
    expect(seen).toMatchObject({ outcome: '503', verdict: 'server-error.bad-gateway' });
    const headers = new Map(seen.observation.response?.headers);
    expect(headers.get('x-squid-error')).toMatch(/^ERR_CONNECT_FAIL/);
  });

  it.each(['https', 'http'])(
    'cannot find a name over %s: the network is at fault, not the proxy',
    async (scheme) => {
      const seen = await through(`${scheme}://no-such-name.invalid/`);
      expect(seen.verdict).toBe('server-error.bad-gateway');
      expect(classify(seen.observation, httpTarget(`${scheme}://no-such-name.invalid/`)).fault).toBe(
        'network',
      );
    },
  );

  it('says in its header why there is no tunnel', async () => {
    const reasonOf = async (url: string) => (await through(url)).observation.error?.proxyReason;
    expect(await reasonOf(`https://127.0.0.1:${refused.port}/`)).toBe('ERR_CONNECT_FAIL 111');
    expect(await reasonOf('https://127.0.0.66/')).toBe('ERR_ACCESS_DENIED 0');
  });

  it('denies with 403', async () => {
    const seen = await through('https://127.0.0.66/');
    expect(seen).toMatchObject({ outcome: 'proxy PROXY_STATUS', verdict: 'local.proxy' });
    expect(seen.observation.error?.status).toBe(403);
    expect(await through('http://127.0.0.66/')).toMatchObject({ outcome: '403', verdict: 'local.proxy' });
  });

  it('wants a login with 407, and takes one', async () => {
    const seen = await through(secure.origin, spec(ports.login));
    expect(seen).toMatchObject({ outcome: 'proxy PROXY_STATUS', verdict: 'local.proxy' });
    expect(seen.observation.error?.status).toBe(407);
    expect(await through(plain.origin, spec(ports.login))).toMatchObject({
      outcome: '407',
      verdict: 'local.proxy',
    });
    for (const { origin } of [secure, plain]) {
      expect(await through(origin, spec(ports.login, 'user:pass'))).toMatchObject({
        outcome: '200',
        verdict: 'up',
      });
    }
  });
});
