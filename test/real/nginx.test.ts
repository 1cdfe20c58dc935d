import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HANGING } from '../../src/demo/http/waiting.ts';
import { holdRefusedPort, type RefusedPort } from '../../src/demo/refused-port.ts';
import { Secret } from '../../src/domain/secret.ts';
import type { HttpRequest, Target, TlsSettings } from '../../src/domain/target.ts';
import { type Daemon, findProgram, freePorts, needs } from '../support/real/daemon.ts';
import { serving, startNginx } from '../support/real/nginx.ts';
import { probe, type Seen } from '../support/real/verdict.ts';
import {
  authorityPem,
  certificate,
  RST,
  type StandIn,
  script,
  send,
  startStandIn,
  wait,
} from '../support/servers/index.ts';
import { httpTarget, timeouts } from '../support/target.ts';

const PORTS = ['plain', 'tls', 'client', 'client12', 'expired', 'h2'] as const;
let ports: Readonly<Record<(typeof PORTS)[number], number>>;
let nginx: Daemon | undefined;
let refused: RefusedPort;
let slow: StandIn;
let cut: StandIn;
let tls: TlsSettings;

beforeAll(async () => {
  if (findProgram('nginx') === null) return;
  refused = await holdRefusedPort();
  slow = await startStandIn(HANGING);
  cut = await startStandIn(script(send('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf'), wait(50), RST));
  tls = { ca: [await authorityPem()], cert: null, key: null, servername: null, insecure: false };
  ports = await freePorts(...PORTS);
  nginx = await startNginx(
    ports.plain,
    `
    server {
      listen 127.0.0.1:${ports.plain};
      client_max_body_size 1k;
      location /ok { return 200 'ok'; }
      location /444 { return 444; }
      location /dead { proxy_pass http://127.0.0.1:${refused.port}; }
      location /slow { proxy_pass ${slow.origin}; proxy_read_timeout 300ms; }
      location /cut { proxy_pass ${cut.origin}; }
      location /limited { proxy_pass ${slow.origin}; }
      location /gzip { gzip on; gzip_min_length 1; gzip_types *; default_type text/plain;
        return 200 '${'squeeze me '.repeat(50)}'; }
      location /maintenance { error_page 503 @page; return 503; }
      location @page { default_type text/html; add_header Retry-After 120 always;
        return 503 '<html><title>Scheduled maintenance</title><body>Down for maintenance</body></html>'; }
      location /slowly { limit_rate_after 400; limit_rate 200; default_type text/plain; return 200 '${'x'.repeat(2_000)}'; }
      location /unavailable { return 503; }
      location /forbidden { deny all; }
      location /407 { return 407; }
      location /moved { return 301 /ok; }
      location /away { return 302 https://$host:${ports.expired}/; }
    }
    server { listen 127.0.0.1:${ports.tls} ssl; server_name one.aiprobe.test; ${serving('good')} return 200 'one'; }
    server { listen 127.0.0.1:${ports.tls} ssl; server_name two.aiprobe.test; ${serving('good')} return 200 'two'; }
    server { listen 127.0.0.1:${ports.client} ssl; ${serving('good')} ssl_client_certificate @FOLDER@/authority.pem;
      ssl_verify_client on; return 200 'in'; }
    server { listen 127.0.0.1:${ports.client12} ssl; ${serving('good')} ssl_protocols TLSv1.2;
      ssl_client_certificate @FOLDER@/authority.pem; ssl_verify_client on; return 200 'in'; }
    server { listen 127.0.0.1:${ports.expired} ssl; ${serving('expired')} return 200 'old'; }
    server { listen 127.0.0.1:${ports.h2} ssl http2; ${serving('good')} location / { return 200 'two'; }
      location /cut { proxy_pass ${cut.origin}; } }
  `,
  );
});
afterAll(async () => {
  await nginx?.stop();
  await Promise.all([refused?.close(), slow?.close(), cut?.close()]);
});
beforeEach((context) => needs(context, 'nginx'));

function plain(path: string, over: Partial<Target> = {}, request: Partial<HttpRequest> = {}): Promise<Seen> {
  return probe(httpTarget(`http://127.0.0.1:${ports.plain}${path}`, over, request));
}

function secured(port: number, over: Partial<Target> = {}, host = '127.0.0.1'): Promise<Seen> {
  const resolve = [{ host: '*', port, address: '127.0.0.1' }];
  return probe(httpTarget(`https://${host}:${port}/`, { tls, resolve, ...over }));
}

describe('nginx answers', () => {
  it.each([
    ['/ok', '200', 'up'],
    ['/dead', '502', 'server-error.bad-gateway'],
    ['/slow', '504', 'server-error.gateway-timeout'],
    ['/unavailable', '503', 'server-error.unavailable'],
    ['/maintenance', '503', 'maintenance.page'],
    ['/forbidden', '403', 'auth.forbidden'],
    ['/nowhere', '404', 'not-found.path'],
    ['/407', '407', 'local.proxy'],
    ['/444', 'request CLOSED', 'connect.closed'],
    ['/cut', 'body TRUNCATED', 'protocol.truncated'],
    ['/moved', '200', 'up'],
    ['/away', 'tls CERTIFICATE', 'tls.expired'],
  ])('%s: %s is %s', async (path, outcome, verdict) => {
    expect(await plain(path, { tls })).toMatchObject({ outcome, verdict });
  });

  it('413 to a body that is too large', async () => {
    const request = { method: 'POST', body: 'x'.repeat(5_000) };
    expect(await plain('/ok', {}, request)).toMatchObject({
      outcome: '413',
      verdict: 'bad-request.too-large',
    });
  });

  it('414 to a URL that is too long', async () => {
    expect(await plain(`/${'x'.repeat(20_000)}`)).toMatchObject({
      outcome: '414',
      verdict: 'bad-request.too-large',
    });
  });

  it('400, meaning 431, to headers that are too large', async () => {
    const headers = [['x-filler', 'x'.repeat(40_000)]] as const;
    const { outcome, verdict, observation } = await plain('/ok', {}, { headers });
    expect(outcome).toBe('400');
    expect(observation.response?.body.text).toContain('Request Header Or Cookie Too Large');
    expect(verdict).toBe('bad-request.too-large');
  });

  it('gzip, which is undone', async () => {
    const { observation, verdict } = await plain('/gzip');
    expect(verdict).toBe('up');
    expect(observation.response?.body).toMatchObject({ encoding: 'gzip', text: 'squeeze me '.repeat(50) });
    expect(observation.response?.body.bytes).toBeLessThan(200);
  });

  it('slowly: the time is up while bytes still come', async () => {
    const { observation, verdict } = await plain('/slowly', { timeout: timeouts({ total: 2_500 }) });
    expect(observation.error).toMatchObject({ phase: 'body', code: 'DEADLINE', limit: 'total' });
    expect(verdict).toMatch(/^timeout\.(total|stalled)$/);
  });
});

describe('nginx over TLS', () => {
  it('chooses the server by its name', async () => {
    for (const name of ['one', 'two']) {
      const { observation, verdict } = await secured(ports.tls, {}, `${name}.aiprobe.test`);
      expect(verdict).toBe('up');
      expect(observation.response?.body.text).toBe(name);
    }
  });

  it('wants TLS on its TLS port', async () => {
    const seen = await probe(httpTarget(`http://127.0.0.1:${ports.tls}/`));
    expect(seen).toMatchObject({ outcome: '400', verdict: 'bad-request.other' });
    expect(seen.observation.response?.body.text).toContain('plain HTTP request was sent to HTTPS port');
  });

  it('does not speak TLS on its plain port', async () => {
    const seen = await secured(ports.plain);
    expect(seen.outcome).toBe('tls ERR_SSL_WRONG_VERSION_NUMBER');
    expect(seen.verdict).toBe('tls.protocol');
  });

  it('shows an expired certificate', async () => {
    const seen = await secured(ports.expired);
    expect(seen).toMatchObject({ outcome: 'tls CERTIFICATE', verdict: 'tls.expired' });
    expect(seen.observation.tls).toMatchObject({
      issuer: 'aiprobe demo authority',
      verifyError: 'CERT_HAS_EXPIRED',
    });
  });

  it.each(['client', 'client12'] as const)(
    'wants a client certificate (%s): a 400 page says so',
    async (port) => {
      const without = await secured(ports[port]);
      expect(without).toMatchObject({ outcome: '400', verdict: 'tls.client-cert' });
      const { cert, key } = await certificate('client');
      const own = { ...tls, cert, key: new Secret(key) };
      expect(await secured(ports[port], { tls: own })).toMatchObject({ outcome: '200', verdict: 'up' });
    },
  );

  it('speaks HTTP/2', async () => {
    const { observation, verdict } = await secured(ports.h2, { httpVersion: '2' });
    expect(verdict).toBe('up');
    expect(observation).toMatchObject({
      tls: { alpn: 'h2' },
      response: { httpVersion: '2', body: { text: 'two' } },
    });
  });

  it('resets an HTTP/2 stream whose upstream broke', async () => {
    const url = `https://127.0.0.1:${ports.h2}/cut`;
    const seen = await probe(httpTarget(url, { tls, httpVersion: '2' }));
    expect(seen).toMatchObject({ outcome: 'body TRUNCATED', verdict: 'protocol.truncated' });
  });
});
