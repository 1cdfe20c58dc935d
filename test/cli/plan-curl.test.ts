/** The command that `plan` prints asks what the probe asks: both are run, and the server compares. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import http2, { type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterAll, describe, expect, it } from 'vitest';
import { authorityPem, certificate } from '../../src/demo/certificates.ts';
import { proxy } from '../../src/demo/proxy.ts';
import { hasTool } from '../support/tool.ts';
import { aiprobe, bareEnv, scratch } from './aiprobe.ts';
import { serve } from './servers.ts';

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly version: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
  /** Of TLS: the name asked for, and the client certificate's. */
  readonly servername: string | false | null;
  readonly client: string | null;
}

const folder = scratch();
let seen: Seen[] = [];

/** Answers `/to/CODE` by that redirect to `/there`, everything else by 200. */
async function record(
  request: IncomingMessage | Http2ServerRequest,
  response: ServerResponse | Http2ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const socket = request.socket as TLSSocket;
  const tls = 'getPeerCertificate' in socket;
  seen.push({
    method: request.method,
    url: request.url,
    version: request.httpVersion,
    headers: request.headers,
    body: Buffer.concat(chunks).toString(),
    servername: tls ? (socket.servername ?? null) : null,
    client: tls ? String(socket.getPeerCertificate().subject?.CN ?? '') || null : null,
  });
  const [, status] = /^\/to\/(\d+)/.exec(request.url ?? '') ?? [];
  response.writeHead(Number(status ?? 200), status === undefined ? {} : { location: '/there' });
  response.end(status === undefined ? 'ok' : '');
}

/** curl names the encodings that it knows, and counts an empty body; the rest is the same. */
function essence({ headers, ...rest }: Seen) {
  const {
    'accept-encoding': _,
    connection: _c,
    'content-length': _l,
    'content-type': type,
    ...others
  } = headers;
  return { ...rest, headers: Object.fromEntries(Object.entries({ ...others, type })) };
}

async function sh(line: string, env: Readonly<Record<string, string>>): Promise<string> {
  const child = spawn('/bin/sh', ['-c', line], {
    cwd: folder,
    env: bareEnv(env),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (data) => {
    errors += data;
  });
  const [code] = await once(child, 'close');
  return `${code} ${errors}`;
}

interface Made {
  readonly command: string;
  readonly byProbe: readonly Seen[];
  readonly byCurl: readonly Seen[];
}

/** @param secret what to put in where the command has `***` */
async function both(
  probe: object,
  { env = {}, secret = '***', args = [] as readonly string[] } = {},
): Promise<Made> {
  writeFileSync(
    join(folder, 'probes.yaml'),
    JSON.stringify([{ name: 'one', retries: 0, status_page: false, ...probe }]),
  );
  const options = { cwd: folder, env };
  const plan = await aiprobe(['plan', ...args], options);
  expect(plan).toMatchObject({ code: 0, stderr: '' });
  expect(plan.stdout).not.toContain('planted');
  const [command = ''] = /^(?:# .*\n)*(?:printf .* \| )?curl (?:.*\\\n)*.*$/m.exec(plan.stdout) ?? [];
  seen = [];
  expect(await aiprobe(args, options)).toMatchObject({ code: 0 });
  const byProbe = seen;
  seen = [];
  expect(await sh(command.replaceAll('***', secret), env)).toBe('0 ');
  return { command, byProbe, byCurl: seen };
}

async function expectSame(probe: object, options?: Parameters<typeof both>[1]): Promise<Made> {
  const made = await both(probe, options);
  expect(made.byCurl.map(essence), made.command).toEqual(made.byProbe.map(essence));
  expect(made.byProbe.length).toBeGreaterThan(0);
  return made;
}

describe.skipIf(!hasTool('curl'))('needs curl: what plan prints', () => {
  it('asks with headers, a body of quotes, and secrets put in', async () => {
    const { origin } = await serve({ via: 'http', listener: record });
    const { command } = await expectSame(
      {
        url: `${origin}/v1?x=[1]&q='%22$HOME`,
        headers: { authorization: 'Bearer ${KEY}', 'x-team': `it's "$HOME" \`id\``, 'X-Api-Key': '${KEY}' },
        json: { text: `it's "quoted" \\ $HOME\nñ`, key: 'planted-key-0123456789' },
      },
      { env: { KEY: 'planted-key-0123456789' }, secret: 'planted-key-0123456789' },
    );
    expect(command).toContain("'authorization: Bearer ***'");
    expect(command).toContain("'x-api-key: ***'");
  });

  it.each(['HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS'])('asks with %s and no body', async (method) => {
    const { origin } = await serve({ via: 'http', listener: record });
    await expectSame({ url: `${origin}/`, method });
  });

  it.each([
    ['GET', 301, null],
    ['GET', 308, null],
    ['POST', 301, 'x'],
    ['POST', 302, 'x'],
    ['POST', 303, 'x'],
    ['POST', 307, 'x'],
    ['POST', 302, null],
    ['PUT', 301, 'x'],
    ['PUT', 302, 'x'],
    ['PUT', 308, 'x'],
  ])('follows after %s a %d as the probe does (body %j)', async (method, status, body) => {
    const { origin } = await serve({ via: 'http', listener: record });
    const { byProbe } = await expectSame({
      url: `${origin}/to/${status}`,
      method,
      ...(body === null ? {} : { body }),
    });
    expect(byProbe).toHaveLength(2);
  });

  it('follows no redirect with a key that curl would carry along', async () => {
    const { origin } = await serve({ via: 'http', listener: record });
    const made = await both(
      { url: `${origin}/to/302`, headers: { 'x-api-key': 'planted-key-0123456789' } },
      { secret: 'planted-key-0123456789' },
    );
    expect(made.byCurl).toHaveLength(1);
    expect(made.command).toMatch(/^# the probe follows up to 5 redirects/m);
    expect(made.command).not.toContain('--max-redirs');
  });

  it('trusts an authority of its own, shows a client certificate, and asks for another server name', async () => {
    const [good, client, ca] = await Promise.all([
      certificate('good'),
      certificate('client'),
      authorityPem(),
    ]);
    writeFileSync(join(folder, "the ca's.pem"), ca);
    writeFileSync(join(folder, 'client.pem'), client.cert);
    writeFileSync(join(folder, 'client.key'), client.key);
    const tls = { ...good, requestCert: true, rejectUnauthorized: true, ca };
    const { origin } = await serve({ via: 'http', listener: record }, { tls });
    const files = { ca: "the ca's.pem", cert: 'client.pem', key: 'client.key' };
    const plain = await expectSame({ url: `${origin}/a`, tls: files });
    expect(plain.byCurl[0]?.client).toBe('aiprobe demo client');
    const named = await expectSame({ url: `${origin}/a`, tls: { ...files, servername: 'x.aiprobe.test' } });
    expect(named.byCurl[0]?.servername).toBe('x.aiprobe.test');
    const insecure = await expectSame({
      url: `${origin}/a`,
      tls: { ...files, ca: undefined, insecure: true },
    });
    expect(insecure.command).toContain('--insecure');
    await expectSame(
      { url: `${origin}/a`, tls: { ...files, ca: undefined } },
      { args: ['--ca', "the ca's.pem"] },
    );
  });

  it('speaks HTTP/2 where the probe does, and only there', async () => {
    const good = await certificate('good');
    const server = http2.createSecureServer({ ...good, allowHTTP1: true }, record);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    afterAll(() => server.close());
    const { port } = server.address() as AddressInfo;
    writeFileSync(join(folder, 'ca.pem'), await authorityPem());
    const probe = { url: `https://localhost:${port}/`, tls: { ca: 'ca.pem' } };
    const two = await expectSame({ ...probe, http_version: 2, json: { a: 1 } });
    expect(two.byCurl[0]?.version).toBe('2.0');
    expect((await expectSame(probe)).byCurl[0]?.version).toBe('1.1');
  });

  it('goes through the proxy, also where NO_PROXY names the target, and round it where the config says so', async () => {
    const asked: string[] = [];
    const target = await serve({ via: 'http', listener: record });
    const way = await serve(
      proxy({ credentials: 'u:planted-pass', onRequest: (url) => void asked.push(url) }),
    );
    const basic = Buffer.from('u:planted-pass').toString('base64');
    const url = `${target.origin}/x`;
    await expectSame(
      { url, proxy: `http://u:planted-pass@${way.authority}` },
      { env: { NO_PROXY: '127.0.0.1' }, secret: basic },
    );
    expect(asked).toEqual([url, url]);
    const env = { http_proxy: way.origin };
    const round = await expectSame({ url, proxy: false }, { env });
    expect(asked).toHaveLength(2);
    expect(round.command).toContain("--noproxy '*'");
  });

  it('uses the address of resolve', async () => {
    const { port } = await serve({ via: 'http', listener: record });
    const host = `api.example.test:${port}`;
    const { byCurl } = await expectSame({ url: `http://${host}/`, resolve: `${host}:127.0.0.1` });
    expect(byCurl[0]?.headers.host).toBe(host);
  });
});
