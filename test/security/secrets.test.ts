/** One key in every place where a key can stand, services that give it back in every way, and no output that shows it. */

import { readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { certificate } from '../../src/demo/certificates.ts';
import { REPORTER_NAMES } from '../../src/report/index.ts';
import { aiprobe, type Ran, scratch } from '../cli/aiprobe.ts';
import { serve } from '../cli/servers.ts';
import { expectNoLeak, KEY, PLAIN_KEY } from './planted.ts';

const folder = scratch();
const SECRETS = [KEY, PLAIN_KEY];
const ENV = { PLANTED: KEY, PLANTED_PLAIN: PLAIN_KEY, OPENAI_API_KEY: PLAIN_KEY, HTTP_PROXY: '' };

/** What the service says depends on the path; it always says what it was sent. */
function repeat(request: IncomingMessage, response: ServerResponse): void {
  let body = '';
  request.on('data', (chunk: Buffer) => {
    body += chunk.toString('utf8');
  });
  request.on('end', () => answer(request, response, body));
}

function answer(request: IncomingMessage, response: ServerResponse, body: string): void {
  const url = request.url ?? '/';
  const sent = [url, ...Object.values(request.headers).map(String), body].join(' ');
  const asHeader = sent.replace(/[^\x21-\x7e ]/g, '').slice(0, 4_000);
  const mode = /^\/([\w-]+)/.exec(url)?.[1] ?? '';
  const headers = { 'x-echo': asHeader, 'x-request-id': asHeader, 'retry-after': asHeader };
  switch (mode) {
    case 'redirect':
      response.writeHead(302, { location: `/to?next=${encodeURIComponent(sent)}` }).end();
      return;
    case 'page':
      response.writeHead(502, { ...headers, 'content-type': 'text/html' });
      response.end(`<html><title>${sent}</title><body>${sent}</body></html>`);
      return;
    case 'text':
      response.writeHead(500, { 'content-type': 'text/plain' }).end(sent);
      return;
    case 'status':
      response.writeHead(503, asHeader.slice(0, 500), headers).end();
      return;
    case 'names':
      response.writeHead(500, { [`x-${asHeader.replace(/[^\w-]/g, '').slice(-200)}`]: '1' }).end('{}');
      return;
    default:
      response.writeHead(mode === 'unauthorized' ? 401 : 500, {
        ...headers,
        'content-type': 'application/json',
      });
      // The message is cut off in the midst of what was sent, wherever that is.
      response.end(
        JSON.stringify({ error: { message: `${'x'.repeat(url.length % 150)} ${sent}`, code: sent } }),
      );
  }
}

const MODES = ['redirect', 'page', 'text', 'status', 'names', 'unauthorized', 'json'];

function config(origin: string, files: { cert: string; key: string }): string {
  const authority = origin.replace('http://', '');
  const probes = MODES.flatMap((mode) => [
    `{name: ${mode}-header, url: "${origin}/${mode}", redirects: 1, headers: {authorization: "Bearer \${PLANTED}"}}`,
    `{name: ${mode}-query, url: "${origin}/${mode}?api_key=${encodeURIComponent(KEY)}"}`,
    `{name: ${mode}-userinfo, url: "http://user:${PLAIN_KEY}@${authority}/${mode}"}`,
    `{name: ${mode}-body, url: "${origin}/${mode}", method: POST, json: {some: ["\${PLANTED}"]}}`,
    `{name: ${mode}-key, provider: openai, base_url: "${origin}/${mode}/v1", check: models, key: ${PLAIN_KEY}}`,
  ]);
  // A message that is cut at any place of the key.
  const cuts = Array.from(
    { length: 24 },
    (_, i) =>
      `{name: cut-${i}, url: "${origin}/json/${'y'.repeat(i * 6)}", headers: {x-api-key: ${PLAIN_KEY}}}`,
  );
  const others = [
    `{name: usual-key, provider: openai, base_url: "${origin}/json/v1", check: chat, model: m}`,
    `{name: text, url: "${origin}/json", method: POST, body: "text \${PLANTED} text"}`,
    `{name: plain-header, url: "${origin}/json", headers: {x-team: "\${PLANTED}"}}`,
    `{name: cookie, url: "${origin}/json", headers: {cookie: "session=${PLAIN_KEY}"}}`,
    `{name: path, url: "${origin}/json/\${PLANTED_PLAIN_TOKEN:-${PLAIN_KEY}}/hook"}`,
    `{name: env-query, url: "${origin}/json?q=\${PLANTED_PLAIN}"}`,
    `{name: proxy, url: "http://far.aiprobe.test/", proxy: "http://user:${PLAIN_KEY}@${authority}"}`,
    `{name: tunnel, url: "https://far.aiprobe.test/", proxy: "http://user:\${PLANTED_PLAIN}@${authority}"}`,
    `{name: page, url: "${origin}/json", status_page: "${origin}/json?token=${PLAIN_KEY}"}`,
    `{name: prompt, provider: openai, base_url: "${origin}/json/v1", check: chat, model: m, prompt: "\${PLANTED}"}`,
    `{name: expect, url: "${origin}/text", expect: {status: "<600", body: "\${PLANTED}!", header: {x-a: "\${PLANTED}"}}}`,
    `{name: expect-json, url: "${origin}/json", expect: {status: "<600", json: {"$.a": "\${PLANTED}"}}}`,
    `{name: client, url: "https://${authority}/", tls: {cert: "${files.cert}", key: "${files.key}"}}`,
    `{name: waits, url: "${origin}/json", optional: true, headers: {x-api-key: ${PLAIN_KEY}, x-b: "\${NOT_SET}"}}`,
  ];
  const list = [...probes, ...cuts, ...others].map((probe) => `  - ${probe}\n`).join('');
  return `defaults: {retries: 0, timeout: 5s}\nprobes:\n${list}`;
}

let origin = '';
let pem = '';

beforeAll(async () => {
  ({ origin } = await serve({
    via: 'http',
    listener: repeat,
    connect: (request, socket) => {
      const said = Object.values(request.headers).join(' ');
      socket.end(`HTTP/1.1 407 ${said}\r\nx-echo: ${said}\r\n\r\n${said}`);
    },
  }));
  const client = await certificate('client');
  pem = client.key;
  const files = { cert: join(folder, 'client.pem'), key: join(folder, 'client.key') };
  writeFileSync(files.cert, client.cert);
  writeFileSync(files.key, client.key);
  writeFileSync(join(folder, 'probes.yaml'), config(origin, files));
});

function run(args: readonly string[]): Promise<Ran> {
  return aiprobe(args, { cwd: folder, env: ENV });
}

describe('no output shows a key', () => {
  it('of a run, in any format, verbose or not', async () => {
    const reports = REPORTER_NAMES.filter((name) => name !== 'table');
    const files = reports.flatMap((name) => ['-r', `${name}=out.${name}`]);
    const ran = await run([...files, '-r', 'table', '-v', '--color']);
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain('json-header');
    expectNoLeak('the table', ran.stdout, SECRETS);
    expectNoLeak('standard error', ran.stderr, SECRETS);
    for (const name of reports) {
      const text = readFileSync(join(folder, `out.${name}`), 'utf8');
      expect(text, name).not.toBe('');
      expectNoLeak(name, text, SECRETS);
      for (const line of pem.split('\n').filter((one) => one.length > 40)) expect(text).not.toContain(line);
    }
    const { results } = JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8'));
    // The key did go out, and did come back.
    const echoed = JSON.stringify(results.find(({ name }: { name: string }) => name === 'json-header'));
    expect(echoed).toContain('close ***');
  });

  it('of plan, validate and a dry run', async () => {
    const [plan, verbose, dry, validate] = await Promise.all([
      run(['plan']),
      run(['plan', '-v']),
      run(['check', '--dry-run']),
      run(['validate']),
    ]);
    for (const ran of [plan, verbose, dry, validate]) {
      expect(ran?.code).toBe(0);
      expectNoLeak('plan', `${ran?.stdout}${ran?.stderr}`, SECRETS);
      expect(ran?.stdout).not.toContain('PRIVATE KEY');
    }
  });

  it('of the command line', async () => {
    const authority = origin.replace('http://', '');
    const lines = [
      [`http://user:${PLAIN_KEY}@${authority}/json?token=${PLAIN_KEY}`, '-v', '--retries', '0'],
      ['plan', `http://user:${PLAIN_KEY}@${authority}/json?token=${PLAIN_KEY}`],
      [
        'http://far.aiprobe.test/',
        '--proxy',
        `http://user:${PLAIN_KEY}@${authority}`,
        '-v',
        '--retries',
        '0',
      ],
      [`http://user:${PLAIN_KEY}@bad host/`],
      [`http://user:${PLAIN_KEY}@host:99999/`],
      [origin, '--proxy', `http://user:${PLAIN_KEY}@bad host`],
      [origin, '--proxy', `socks5://user:${PLAIN_KEY}@host`],
      [PLAIN_KEY],
      ['providers', PLAIN_KEY],
    ];
    for (const line of lines) {
      const ran = await run(line);
      const about = line.length === 1 && line[0] === PLAIN_KEY ? [] : [PLAIN_KEY];
      // What stands in an argument of its own, where no key belongs, is the user's own word.
      expectNoLeak(line[0] ?? '', ran.stdout + ran.stderr, line[0] === 'providers' ? [] : about);
      expect(ran.code).not.toBe(70);
    }
  });
});

describe('a diagnostic', () => {
  const LINES: readonly string[] = [
    `{name: a, url: "http://h/", key: ${PLAIN_KEY}, bogus: 1}`,
    `{name: a, provider: openai, key: ${PLAIN_KEY}, timeout: soon}`,
    `{name: a, provider: openai, kye: ${PLAIN_KEY}}`,
    `{name: a, provider: openai, timeout: ${PLAIN_KEY}}`,
    `{name: a, provider: ${PLAIN_KEY}}`,
    `{name: a, provider: openai, key: [${PLAIN_KEY}]}`,
    `{name: a, provider: openai, key: "${PLAIN_KEY}`,
    `{name: a, provider: openai, key: ${PLAIN_KEY}: x}`,
    `{name: a, url: "http://u:${PLAIN_KEY}@h:99999/"}`,
    `{name: a, url: "ftp://u:${PLAIN_KEY}@h/"}`,
    `{name: a, url: "http://h h/?api_key=${PLAIN_KEY}"}`,
    `{name: a, url: "http://h/?key=\${ABSENT}${PLAIN_KEY}"}`,
    `{name: a, url: "http://h/", headers: {authorization: "Bearer ${PLAIN_KEY}\\nX: y"}}`,
    `{name: a, url: "http://h/", headers: "authorization: Bearer ${PLAIN_KEY}"}`,
    `{name: a, url: "http://h/", headers: {"bad name": ${PLAIN_KEY}}}`,
    `{name: a, url: "http://h/", proxy: "ftp://u:${PLAIN_KEY}@h"}`,
    `{name: a, url: "http://h/", expect: {body: "/${PLAIN_KEY}(/"}}`,
    `{name: a, url: "http://h/", json: {password: ${PLAIN_KEY}}, body: x}`,
    `{name: a, url: "http://h/", retries: "\${PLANTED}", timeout: "\${PLANTED}", check: "\${PLANTED}"}`,
    `{name: a, url: "\${PLANTED}"}`,
    `{name: a, url: "http://h/", tls: {ca: "\${PLANTED}"}}`,
    PLAIN_KEY,
  ];

  it.each(LINES)('on the very line of a key shows the line without it: %s', async (line) => {
    const stdin = `probes:\n  - ${line}\n`;
    const ran = await aiprobe(['-c', '-', '-v'], { stdin, env: ENV });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expectNoLeak(line, ran.stderr, SECRETS);
  });

  it('about a private key that stands where its file should be named holds nothing of it', async () => {
    const body = 'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg';
    const text = `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----\n`;
    const indented = text.replace(/^/gm, '        ');
    const stdin = `probes:\n  - name: a\n    url: https://h/\n    tls:\n      cert: x.pem\n      key: |\n${indented}\n`;
    const literal = await aiprobe(['-c', '-', '-v'], { stdin });
    const fromEnv = await aiprobe(['-c', '-', '-v'], {
      stdin: 'probes:\n  - {name: a, url: "https://h/", tls: {cert: x.pem, key: "${TLS}"}}\n',
      env: { TLS: text },
    });
    for (const ran of [literal, fromEnv]) {
      expect(ran.code).toBe(2);
      expect(ran.stderr).not.toContain(body);
    }
  });
});
