/** What is said of faults that real sockets make: sentence, hint and notes, where a likely but wrong one lies near. */

import type { TlsOptions } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { classify } from '../../src/classify/index.ts';
import type { CertificateName } from '../../src/demo/certificates.ts';
import { holdRefusedPort } from '../../src/demo/refused-port.ts';
import { NO_EXPECTATION } from '../../src/domain/expectation.ts';
import { Secret } from '../../src/domain/secret.ts';
import type { ProxySpec, Target, TlsSettings } from '../../src/domain/target.ts';
import type { Verdict } from '../../src/domain/verdict.ts';
import { matcherBy } from '../support/matcher.ts';
import { classOf } from '../support/observation.ts';
import { attempt } from '../support/probe.ts';
import {
  authorityPem,
  certificate,
  FIN,
  script,
  scriptOn,
  send,
  withDns,
  withServer,
  withTlsServer,
} from '../support/servers/index.ts';
import { httpTarget, TARGET_BASE } from '../support/target.ts';

type Said = Pick<Verdict, 'message' | 'hint' | 'notes' | 'fault' | 'rule'> & { readonly is: string };

async function verdictOn(url: string, over: Partial<Target> = {}): Promise<Said> {
  const target = httpTarget(url, over);
  const verdict = classify(await attempt(target), target);
  return { ...verdict, is: classOf(verdict) };
}

const answer = (bytes: string, over: Partial<Target> = {}): Promise<Said> =>
  withServer(script(send(bytes), FIN), ({ origin }) => verdictOn(`${origin}/v1`, over));

async function over(
  server: CertificateName | TlsOptions,
  settings: Partial<TlsSettings> = {},
): Promise<Said> {
  const tls = { ...TARGET_BASE.tls, ca: [await authorityPem()], ...settings };
  return withTlsServer(
    server,
    (_request, response) => response.end('ok'),
    ({ port }) => verdictOn(`https://127.0.0.1:${port}/`, { tls }),
  );
}

describe('a certificate', () => {
  it('that is good under an expired one is not called expired', async () => {
    const said = await over('expired-intermediate');
    expect(said.is).toBe('tls.expired');
    expect(said.message).toMatch(/^a certificate in the chain above that of 127\.0\.0\.1 has expired/);
    expect(said.message).toMatch(/issued by aiprobe demo old intermediate; its own is valid until 20\d\d-/);
    expect(said.message).not.toMatch(/ ago/);
    expect(said.hint).toMatch(/intermediate that the server sends along/);
  });

  it('that has itself expired is', async () => {
    const said = await over('expired');
    expect(said.message).toMatch(/^the certificate of 127\.0\.0\.1 expired 3 days ago/);
    expect(said.hint).not.toMatch(/intermediate/);
  });

  it('that is self-signed does not send its owner after a chain', async () => {
    const said = await over('self-signed');
    expect(said).toMatchObject({ is: 'tls.untrusted', rule: 'tls.self-signed' });
    expect(said.hint).not.toMatch(/whole chain/);
  });

  it('of the client that Node hangs up on is mentioned', async () => {
    for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
      const wanted: TlsOptions = {
        ...(await certificate('good')),
        ca: await authorityPem(),
        requestCert: true,
        rejectUnauthorized: true,
        minVersion: version,
        maxVersion: version,
      };
      const { cert, key } = await certificate('self-signed');
      const said = await over(wanted, { cert, key: new Secret(key) });
      expect(said.is).toMatch(/^(?:tls\.handshake|connect\.(?:closed|reset)|tls\.client-cert)$/);
      if (said.is !== 'tls.client-cert') expect(said.notes.join()).toMatch(/refuse one by hanging up/);
    }
  });
});

describe('a TLS alert', () => {
  const alert = (description: number): Promise<Said> =>
    withServer(scriptOn('bytes', send(Uint8Array.of(0x15, 3, 3, 0, 2, 2, description)), FIN), ({ port }) =>
      verdictOn(`https://127.0.0.1:${port}/`),
    );

  it.each([
    [42, 'bad certificate'],
    [48, 'unknown ca'],
    [49, 'access denied'],
  ])('%i before the server has shown a certificate asks for none of the client', async (code, words) => {
    const said = await alert(code);
    expect(said.is).toBe('tls.handshake');
    expect(said.message).toContain(words);
  });

  it('on an unknown host name or version of HTTP tells what to change', async () => {
    expect((await alert(112)).hint).toMatch(/host in the URL/);
    expect((await alert(120)).hint).toMatch(/http_version/);
  });
});

describe('an answer', () => {
  it('whose chunks are wrong spoke HTTP: scheme and port are not doubted', async () => {
    const said = await answer('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n');
    expect(said).toMatchObject({ is: 'protocol.malformed', rule: 'protocol.malformed-body' });
    expect(said.message).toMatch(/the body of the answer of .* \(200\) breaks the rules/);
    expect(said.hint).not.toMatch(/scheme/);
  });

  it('whose header is too large is not cured by max_body', async () => {
    const said = await answer(`HTTP/1.1 200 OK\r\nset-cookie: ${'a'.repeat(100_000)}\r\n\r\n`);
    expect(said).toMatchObject({ is: 'protocol.too-large', rule: 'protocol.header-too-large' });
    expect(said.message).toMatch(/^the header of the answer .* limit of 65536 bytes$/);
    expect(said.hint).not.toMatch(/raise max_body/);
  });

  it('with a list of codings without end gets a short sentence', async () => {
    const codings = Array.from({ length: 500 }, () => 'gzip').join(', ');
    const said = await answer(
      `HTTP/1.1 200 OK\r\ncontent-encoding: ${codings}\r\ncontent-length: 2\r\n\r\nok`,
    );
    expect(said.is).toBe('protocol.encoding');
    expect(said.message.length).toBeLessThan(140);
  });

  it('that is JSON stays JSON with white space after it', async () => {
    const text = `{"ok":true}${' '.repeat(300)}\n`;
    const json = [{ path: '$.ok', select: () => [true], matcher: matcherBy('true', () => true) }];
    const said = await answer(
      `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${text.length}\r\n\r\n${text}`,
      { expect: { ...NO_EXPECTATION, json } },
    );
    expect(said.is).toBe('up');
  });

  it('401 for a user and password asks for no API key', async () => {
    const said = await answer(
      'HTTP/1.1 401 Unauthorized\r\nwww-authenticate: Basic realm="x"\r\ncontent-length: 0\r\n\r\n',
    );
    expect(said).toMatchObject({ is: 'auth.missing-key', rule: 'http.401-basic' });
    expect(said.hint).toMatch(/USER:PASSWORD/);
  });

  it('403 without a key does not send for the permissions of one', async () => {
    const said = await answer('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n');
    expect(said).toMatchObject({ is: 'auth.forbidden', fault: 'client' });
    expect(said.hint).toMatch(/^No key was sent/);
  });

  it('421 or 505 tells what to change', async () => {
    expect(await answer('HTTP/1.1 421 X\r\ncontent-length: 0\r\n\r\n')).toMatchObject({
      is: 'bad-request.other',
      hint: expect.stringMatching(/host name/),
    });
    expect(await answer('HTTP/1.1 505 X\r\ncontent-length: 0\r\n\r\n')).toMatchObject({
      is: 'server-error.other',
      hint: expect.stringMatching(/http_version/),
    });
  });
});

describe('a redirect', () => {
  const to = (location: string): Promise<Said> =>
    answer(`HTTP/1.1 302 Found\r\nlocation: ${location}\r\ncontent-length: 0\r\n\r\n`);

  it('to no web address is for its owner to correct, not for redirects: N', async () => {
    const said = await to('ftp://x.test/');
    expect(said.is).toBe('redirect.unexpected');
    expect(said.hint).toMatch(/^The owner/);
  });

  it('that leads to a failure is told beside it', async () => {
    const said = await withServer(
      (_request, response) => response.writeHead(404).end(),
      ({ origin }) => to(`${origin}/elsewhere`),
    );
    expect(said.is).toBe('not-found.path');
    expect(said.notes.join()).toMatch(/asked because of a redirect, which began at 127\.0\.0\.1$/);
  });
});

describe('an answer from elsewhere', () => {
  const led = (to: (port: number) => string) =>
    withServer(
      (_request, response) => response.end('Sign in'),
      ({ port }) => answer(`HTTP/1.1 302 Found\r\nlocation: ${to(port)}\r\ncontent-length: 0\r\n\r\n`),
    );

  it('is up, and told to be that of another host', async () => {
    const said = await led((port) => `http://localhost:${port}/login`);
    expect(said.is).toBe('up');
    expect(said.notes.join()).toMatch(/the answer is that of localhost, where a redirect led from 127\./);
  });

  it('is not mentioned where the host stays', async () => {
    const said = await led((port) => `http://127.0.0.1:${port}/login`);
    expect([said.is, said.notes.join()]).toEqual(['up', '']);
  });
});

describe('a proxy', () => {
  const spec = (port: number, secure = false): ProxySpec => ({
    secure,
    host: '127.0.0.1',
    port,
    authorization: null,
    origin: '--proxy',
  });

  it('that may have answered itself is named beside the verdict', async () => {
    const said = await withServer(
      (_request, response) => response.writeHead(403).end('blocked by policy'),
      ({ port }) => verdictOn('http://api.example.test/', { proxy: spec(port) }),
    );
    expect(said.is).toBe('auth.forbidden');
    expect(said.notes.join()).toMatch(/through the proxy 127\.0\.0\.1:\d+, which may have answered/);
  });

  it('whose certificate was not accepted is told in words', async () => {
    const said = await withTlsServer(
      'self-signed',
      (_request, response) => response.end(),
      ({ port }) => verdictOn('https://api.example.test/', { proxy: spec(port, true) }),
    );
    expect(said.is).toBe('local.proxy');
    expect(said.message).toMatch(/its certificate was not accepted: it is self-signed/);
  });

  it('that wants a login is told so by Squid as by any other', async () => {
    const said = await withServer(
      (_request, response) =>
        response.writeHead(407, { 'x-squid-error': 'ERR_CACHE_ACCESS_DENIED 0' }).end('denied'),
      ({ port }) => verdictOn('http://api.example.test/', { proxy: spec(port) }),
    );
    expect(said).toMatchObject({ is: 'local.proxy', rule: 'proxy.status-407' });
    expect(said.message).toMatch(/it wants a user name and password/);
  });
});

describe('a name', () => {
  it('that cannot exist is the fault of who wrote it', async () => {
    const said = await verdictOn(`http://${'a'.repeat(64)}.test/`, {
      dns: { server: '127.0.0.1:9', ip: null, allAddresses: false },
    });
    expect(said).toMatchObject({ is: 'dns.not-found', fault: 'client' });
    expect(said.hint).toMatch(/63/);
  });

  it('with dozens of dead addresses gets a short note', async () => {
    const said = await withServer(
      (_request, response) => response.end('ok'),
      ({ port }) => {
        const dead = Array.from({ length: 40 }, (_, index) => `127.0.1.${index + 1}`);
        return withDns({ 'many.test': { A: [...dead, '127.0.0.1'] } }, (dns) =>
          verdictOn(`http://many.test:${port}/`, {
            dns: { server: `127.0.0.1:${dns.port}`, ip: null, allAddresses: false },
          }),
        );
      },
    );
    expect(said.is).toBe('up');
    expect(said.notes.join()).toMatch(/ and \d+ more$/);
    expect(said.notes.join().length).toBeLessThan(250);
  });

  it('that a DNS filter blocks is told to be', async () => {
    const refused = await holdRefusedPort();
    const said = await withDns({ 'blocked.test': { A: ['0.0.0.0'] } }, (dns) =>
      verdictOn(`http://blocked.test:${refused.port}/`, {
        dns: { server: `127.0.0.1:${dns.port}`, ip: null, allAddresses: false },
      }),
    ).finally(() => refused.close());
    expect(said.is).toBe('connect.refused');
    expect(said.notes.join()).toMatch(/gave the address 0\.0\.0\.0, as DNS filters do/);
  });

  it('is not made of an address of the other family', async () => {
    const said = await verdictOn('http://127.0.0.1/', {
      dns: { server: null, ip: 6, allAddresses: false },
    });
    expect(said).toMatchObject({ is: 'dns.no-address' });
    expect(said.message).toBe('127.0.0.1 is no IPv6 address, and this probe may use no other');
  });
});
