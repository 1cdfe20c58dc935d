import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { redactor, Secret } from '../../src/domain/secret.ts';
import type { HttpRequest, Target } from '../../src/domain/target.ts';
import { curlCommand, type ToRequest } from '../../src/report/curl.ts';
import { httpTarget, tcpTarget } from '../support/target.ts';

interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

let server: Server;
let base: string;
let received: Received[] = [];

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    received.push({
      method: request.method,
      url: request.url,
      headers: request.headers,
      body: Buffer.concat(chunks),
    });
    response.end('ok');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => server.close());

const noModel: ToRequest = () => {
  throw new Error('no model is asked here');
};

function command(
  over: Partial<Target>,
  request: Partial<HttpRequest>,
  secrets: readonly Secret[] = [],
): string {
  const url = request.url ?? `${base}/`;
  return curlCommand(
    httpTarget(url, { redirects: 0, ...over }, { ...request, url }),
    noModel,
    redactor(secrets),
  );
}

/** What the server gets when the command is run by the machine's own /bin/sh. */
async function run(line: string): Promise<Received> {
  received = [];
  const child = spawn('/bin/sh', ['-c', line], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' },
  });
  let errors = '';
  child.stderr.on('data', (data) => {
    errors += data;
  });
  const [code] = await once(child, 'close');
  expect(errors).toBe('');
  expect(code).toBe(0);
  expect(received).toHaveLength(1);
  return received[0] ?? expect.fail();
}

describe('curl, run for real', () => {
  it.each([
    ['quotes', `it's "quoted" and \\ back\\'slashed`],
    ['expansions', '$HOME `id` $(id) ${x} !! ~ * ? [a] {b,c} # ; & | < > %s %% \\n'],
    ['lines', 'one\ntwo\r\nthree\n\n'],
    ['a leading @', '@/etc/hosts'],
    ['a leading dash', '--help'],
    ['text of all scripts', 'ünïcödé 日本語 👩‍💻 שלום'],
    ['controls and what a terminal obeys', '\u0001\u001b[31m\u0007\u007f\u009b\u202e\u200b\u2028\t'],
    ['a NUL', "a\0b'c%d\\e\n\u001b\u202e"],
    ['nothing', ''],
  ])('sends a body of %s', async (_, body) => {
    const got = await run(command({}, { method: 'POST', headers: [['content-type', 'text/plain']], body }));
    expect(got.method).toBe('POST');
    expect(got.body.toString()).toBe(body);
    expect(got.headers['content-type']).toBe('text/plain');
  });

  it('sends any body', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (body) => {
        expect((await run(command({}, { method: 'POST', body }))).body.toString()).toBe(
          Buffer.from(body).toString(),
        );
      }),
      { numRuns: 25 },
    );
  });

  it('sends headers as they are, an empty one too, and adds no content type', async () => {
    const headers: HttpRequest['headers'] = [
      ['x-odd', `a'b"c $HOME \`id\` \\ ; é`],
      ['x-empty', ''],
      ['user-agent', 'aiprobe/1.0'],
      ['content-length', '999'],
    ];
    const got = await run(command({}, { method: 'PUT', headers, body: '{}' }));
    expect(Buffer.from(String(got.headers['x-odd']), 'latin1').toString()).toBe(`a'b"c $HOME \`id\` \\ ; é`);
    expect(got.headers).toMatchObject({ 'x-empty': '', 'user-agent': 'aiprobe/1.0', 'content-length': '2' });
    expect(got.headers).not.toHaveProperty('content-type');
    expect(got.method).toBe('PUT');
  });

  it.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    'asks with %s without a body',
    async (method) => {
      expect((await run(command({}, { method }))).method).toBe(method);
    },
  );

  it('asks for the very URL', async () => {
    const path = "/v1/models/a%20b?x=[1]&y={z}&q='%22$HOME&z=*";
    expect((await run(command({}, { url: base + path }))).url).toBe(path);
  });

  it('uses the address of --resolve', async () => {
    const { port } = new URL(base);
    const resolve = [{ host: 'api.example.test', port: Number(port), address: '127.0.0.1' }];
    const got = await run(command({ resolve }, { url: `http://api.example.test:${port}/x` }));
    expect(got.headers.host).toBe(`api.example.test:${port}`);
  });

  it('goes through the proxy with its credentials', async () => {
    const { port } = new URL(base);
    const proxy = {
      secure: false,
      host: '127.0.0.1',
      port: Number(port),
      authorization: new Secret('Basic dTpw'),
      origin: '--proxy',
    };
    const line = command({ proxy }, { url: 'http://api.example.test/x' });
    expect(line).not.toContain('dTpw');
    const got = await run(line.replace('***', 'dTpw'));
    expect(got.url).toBe('http://api.example.test/x');
    expect(got.headers['proxy-authorization']).toBe('Basic dTpw');
  });

  it('masks every secret, and works when they are put in', async () => {
    const key = new Secret('sk-very-secret-key');
    const line = command(
      {},
      {
        url: `${base}/x?key=sk-very-secret-key`,
        method: 'POST',
        headers: [
          ['authorization', 'Bearer sk-very-secret-key'],
          ['x-api-key', key],
        ],
        body: '{"k":"sk-very-secret-key"}',
      },
      [key],
    );
    expect(line).not.toContain('very-secret');
    const got = await run(line.replaceAll('***', 'sk-very-secret-key'));
    expect(got.headers).toMatchObject({
      authorization: 'Bearer sk-very-secret-key',
      'x-api-key': 'sk-very-secret-key',
    });
    expect(got.url).toBe('/x?key=sk-very-secret-key');
    expect(got.body.toString()).toBe('{"k":"sk-very-secret-key"}');
  });

  it('has no character that acts on a terminal, whatever is sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (value, body) => {
        const line = command(
          {},
          { headers: [['x', value.replaceAll('\0', '')]], body, url: 'https://a.example/' },
        );
        expect(line).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\p{Cf}\p{Cs}]/u);
      }),
    );
  });
});

describe('curl, as written', () => {
  it('carries over limits, family, version and what must be added by hand', () => {
    const line = command(
      {
        timeout: { ...httpTarget('http://x').timeout, total: 1_500 },
        httpVersion: '2',
        redirects: 3,
        dns: { server: '10.0.0.2', ip: 6, allAddresses: false },
        tls: {
          ca: ['PEM'],
          cert: 'PEM',
          key: new Secret('KEY'),
          servername: 'other.example',
          insecure: true,
        },
      },
      { url: 'https://a.example/', headers: [['x-api-key', new Secret('sk-1234567')]] },
    );
    for (const part of ['--max-time 1.5', '--http2', '-6', '--insecure']) expect(line).toContain(part);
    for (const part of ['--cacert', '--cert', '10.0.0.2', 'curl -L would carry it there']) {
      expect(line).toMatch(new RegExp(`^# .*${part}`, 'm'));
    }
    expect(line).not.toContain('--max-redirs');
  });

  it('names files, of which curl takes one authority', () => {
    const { tls } = httpTarget('https://a.example/');
    const files = { ca: ['ca one.pem'], cert: 'c.pem', key: 'c.key' };
    const url = 'https://a.example/';
    const one = command({ tls: { ...tls, ca: ['PEM'], cert: 'PEM', files } }, { url });
    expect(one).toContain("--cacert 'ca one.pem' \\\n  --cert c.pem \\\n  --key c.key");
    const two = command(
      { tls: { ...tls, ca: ['PEM', 'PEM'], files: { ...files, ca: ['a', 'b'] } } },
      { url },
    );
    expect(two).toMatch(/^# add --cacert with one file of the CA certificates in a and b/);
  });

  it('follows redirects as far as the probe does', () => {
    const at = (url: string) => command({ redirects: 3 }, { url });
    expect(at('https://a.example/')).toContain("-L --max-redirs 3 --proto-redir '=https'");
    expect(at('http://a.example/')).toContain("-L --max-redirs 3 --proto-redir '=http,https'");
    expect(command({ redirects: 3 }, { method: 'DELETE' })).toContain(
      '# after a 303 the probe asks with GET',
    );
  });

  it('signs for AWS by curl itself', () => {
    const sign = {
      accessKeyId: new Secret('AKIA1234'),
      secretAccessKey: new Secret('s3cr3t'),
      sessionToken: new Secret('t0k3n'),
      region: 'eu-west-1',
      service: 'bedrock',
    };
    const line = command({}, { sign });
    expect(line).toContain('--aws-sigv4 aws:amz:eu-west-1:bedrock');
    expect(line).toContain("--user '***:***'");
    expect(line).toContain("'x-amz-security-token: ***'");
  });

  it('asks a TCP port by nc', () => {
    expect(curlCommand(tcpTarget('10.0.0.8', 6333), noModel, String)).toBe('nc -vz -w 5 10.0.0.8 6333');
    expect(curlCommand(tcpTarget('[::1]', 80), noModel, String)).toBe('nc -vz -w 5 ::1 80');
  });
});
