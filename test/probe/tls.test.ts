import net from 'node:net';
import tls, { type TlsOptions } from 'node:tls';
import { describe, expect, it } from 'vitest';
import type { CertificateName } from '../../src/demo/certificates.ts';
import { clientCertificateWanted, oldTls, TLS_FAULTS } from '../../src/demo/tls-faults.ts';
import type { Observation } from '../../src/domain/observation.ts';
import { Secret } from '../../src/domain/secret.ts';
import type { Target, TlsSettings } from '../../src/domain/target.ts';
import { SecureContexts } from '../../src/probe/tls.ts';
import { errorOf, get, outcome } from '../support/probe.ts';
import { authorityPem, certificate, withServer, withTlsServer } from '../support/servers/index.ts';

const NONE: TlsSettings = { ca: [], cert: null, key: null, servername: null, insecure: false };

async function trusting(over: Partial<TlsSettings> = {}): Promise<Pick<Target, 'tls'>> {
  return { tls: { ...NONE, ca: [await authorityPem()], ...over } };
}

async function visit(
  server: CertificateName | TlsOptions,
  over: Partial<Target>,
  host = '127.0.0.1',
): Promise<Observation> {
  return withTlsServer(
    server,
    (_request, response) => response.end('ok'),
    ({ port }) => get(`https://${host}:${port}/`, over),
  );
}

describe('a certificate', () => {
  it('that is good gives its facts', async () => {
    const observation = await visit('good', await trusting());
    expect(outcome(observation)).toBe('200');
    expect(observation.tls).toMatchObject({
      protocol: 'TLSv1.3',
      alpn: 'http/1.1',
      subject: 'aiprobe demo',
      issuer: 'aiprobe demo authority',
      names: ['localhost', 'aiprobe.test', '*.aiprobe.test', '127.0.0.1', '0:0:0:0:0:0:0:1'],
      verifyError: null,
    });
    const days = (Date.parse(observation.tls?.validTo ?? '') - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(90);
    expect(observation.tls?.validFrom).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(observation.tls?.cipher).toMatch(/^TLS_/);
    const { connect, tls: secured, requestSent } = observation.marks;
    expect(secured).toBeGreaterThan(connect ?? Number.NaN);
    expect(requestSent).toBeGreaterThanOrEqual(secured ?? Number.NaN);
  });

  it.each([
    ['expired', 'CERT_HAS_EXPIRED'],
    ['not-yet-valid', 'CERT_NOT_YET_VALID'],
    ['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['wrong-host', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['missing-intermediate', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ] as const)('that is %s is refused with %s and its facts, and nothing is sent', async (name, code) => {
    let requests = 0;
    await withTlsServer(
      name,
      ({ method }, response) => {
        // The other side's clock is asked by a request without anything of ours: peer-clock.test.ts.
        if (method !== 'HEAD') requests += 1;
        response.end();
      },
      async ({ origin }) => {
        const observation = await get(origin, await trusting());
        expect(errorOf(observation)).toMatchObject({ phase: 'tls', code: 'CERTIFICATE', message: code });
        expect(observation.tls).toMatchObject({
          verifyError: code,
          subject: 'aiprobe demo',
          protocol: 'TLSv1.3',
        });
        expect(observation.tls?.validTo).not.toBeNull();
        expect(observation.marks.tls).not.toBeNull();
        expect(observation.marks.requestSent).toBeNull();
      },
    );
    expect(requests).toBe(0);
  });

  it('of an authority that nobody knows is refused', async () => {
    const observation = await visit('good', {});
    expect(observation.tls?.verifyError).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
    expect(outcome(await visit('full-chain', {}))).toBe('tls CERTIFICATE');
  });

  it('with its intermediate is accepted', async () => {
    expect(outcome(await visit('full-chain', await trusting()))).toBe('200');
  });

  it('is not looked at when told so, but its fault is kept', async () => {
    const observation = await visit('expired', { tls: { ...NONE, insecure: true } });
    expect(outcome(observation)).toBe('200');
    expect(observation.tls).toMatchObject({ subject: 'aiprobe demo', issuer: 'aiprobe demo authority' });
    expect(observation.tls?.verifyError).not.toBeNull();
  });

  it('with terminal escapes in its names has them escaped by OpenSSL', async () => {
    const { tls: facts } = await visit('hostile', await trusting());
    expect(facts?.subject).toBe('\\1B[31mred\\1B[0m ::error::planted');
  });
});

describe('the server name', () => {
  const seen = async (host: string, over: Partial<TlsSettings>): Promise<[string | false, Observation]> => {
    let name: string | false = false;
    const server = tls.createServer({ ...(await certificate('good')) }, (socket) => {
      name = socket.servername || false;
      socket.on('error', () => {});
      socket.once('data', () => socket.end('HTTP/1.1 204 No Content\r\n\r\n'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const resolve = [{ host: '*', port, address: '127.0.0.1' }];
    const observation = await get(`https://${host}:${port}/`, { resolve, ...(await trusting(over)) });
    await new Promise((done) => server.close(done));
    return [name, observation];
  };

  it('is the host of the URL, and its wildcard is honoured', async () => {
    const [name, observation] = await seen('api.aiprobe.test', {});
    expect([name, outcome(observation)]).toEqual(['api.aiprobe.test', '204']);
  });

  it('has no final dot', async () => {
    const [name, observation] = await seen('api.aiprobe.test.', {});
    expect([name, outcome(observation)]).toEqual(['api.aiprobe.test', '204']);
  });

  it('is not sent for an address', async () => {
    const [name, observation] = await seen('127.0.0.1', {});
    expect([name, outcome(observation)]).toEqual([false, '204']);
  });

  it('may be set, and is then what is verified', async () => {
    const [name, observation] = await seen('127.0.0.1', { servername: 'aiprobe.test' });
    expect([name, outcome(observation)]).toEqual(['aiprobe.test', '204']);
    const [, wrong] = await seen('aiprobe.test', { servername: 'other.test' });
    expect(wrong.tls?.verifyError).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  });
});

describe('a handshake that fails', () => {
  it.each([
    ['fin-after-hello', /^tls ECONNRESET$/],
    ['rst-after-hello', /^tls ECONNRESET$/],
    ['handshake-failure', /^tls ERR_SSL_.*ALERT_HANDSHAKE_FAILURE$/],
    ['protocol-version', /^tls (EPROTO|ERR_SSL_.*ALERT_PROTOCOL_VERSION)$/],
    ['internal-error', /^tls (EPROTO|ERR_SSL_.*ALERT_INTERNAL_ERROR)$/],
    ['unrecognized-name', /^tls ERR_SSL_.*UNRECOGNIZED_NAME$/],
    ['clear-text', /^tls ERR_SSL_WRONG_VERSION_NUMBER$/],
  ] as const)('by %s says so', async (name, expected) => {
    await withServer(TLS_FAULTS[name], async ({ authority }) => {
      const observation = await get(`https://${authority}/`);
      expect(outcome(observation)).toMatch(expected);
      expect(observation.marks.connect).not.toBeNull();
      expect(observation.marks.tls).toBeNull();
      expect(observation.tls).toBeNull();
    });
  });

  it('for want of a common version says so', async () => {
    expect(outcome(await visit(await oldTls(), await trusting()))).toMatch(
      /^tls (EPROTO|ERR_SSL_.*(VERSION|PROTOCOL))$/,
    );
  });

  it('by hanging up at once is a connection’s failure or a handshake’s, as it came', async () => {
    const server = net.createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    expect(outcome(await get(`https://127.0.0.1:${port}/`))).toMatch(/^(connect|tls) ECONNRESET$/);
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('a client certificate', () => {
  it('that is wanted and not there fails after the handshake in TLS 1.3', async () => {
    const observation = await visit(await clientCertificateWanted(), await trusting());
    expect(errorOf(observation).code).toMatch(/ALERT_CERTIFICATE_REQUIRED$/);
    expect(observation.tls?.subject).toBe('aiprobe demo');
  });

  it('that is wanted and not there fails within it in TLS 1.2, with the server’s own certificate known', async () => {
    const wanted = { ...(await clientCertificateWanted()), maxVersion: 'TLSv1.2' as const };
    const observation = await visit(wanted, await trusting());
    expect(outcome(observation)).toMatch(/^tls ERR_SSL_.*ALERT_HANDSHAKE_FAILURE$/);
    expect(observation.tls).toMatchObject({ subject: 'aiprobe demo', verifyError: null });
  });

  it('gets in', async () => {
    const { cert, key } = await certificate('client');
    const observation = await visit(
      await clientCertificateWanted(),
      await trusting({ cert, key: new Secret(key) }),
    );
    expect(outcome(observation)).toBe('200');
  });

  it('that does not fit its key is our mistake', async () => {
    const [{ cert }, { key }] = [await certificate('client'), await certificate('good')];
    const observation = await visit('good', await trusting({ cert, key: new Secret(key) }));
    expect(outcome(observation)).toBe('tls BUG');
  });
});

it('shares one context between all targets with the same settings', async () => {
  const contexts = new SecureContexts();
  const pem = await authorityPem();
  const { cert, key } = await certificate('client');
  const with_ = (over: Partial<TlsSettings>) => contexts.for({ ...NONE, ...over });
  expect(with_({})).toBe(with_({ servername: 'other', insecure: true }));
  expect(with_({ ca: [pem] })).toBe(with_({ ca: [pem] }));
  expect(with_({ ca: [pem] })).not.toBe(with_({}));
  expect(with_({ cert, key: new Secret(key) })).toBe(with_({ cert, key: new Secret(key) }));
  expect(with_({ cert, key: new Secret(key) })).not.toBe(with_({}));
});
