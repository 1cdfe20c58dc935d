/** What a service may be sent belongs to that service: redirects, proxies and status pages get none of it. */

import type { IncomingMessage } from 'node:http';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StandIn } from '../../src/demo/stand-in.ts';
import { aiprobe } from '../cli/aiprobe.ts';
import { serve } from '../cli/servers.ts';
import { leakyForms, PLAIN_KEY } from './planted.ts';

/** Everything that reached the other origin: request lines, headers and bodies. */
let seen: string[] = [];
let other: StandIn;
let redirecting: StandIn;

function note(request: IncomingMessage): void {
  seen.push(`${request.method} ${request.url}`, ...request.rawHeaders);
  request.on('data', (chunk: Buffer) => seen.push(chunk.toString('utf8')));
}

beforeAll(async () => {
  other = await serve({
    via: 'http',
    listener: (request, response) => {
      note(request);
      request.on('end', () => response.end('{}'));
    },
  });
  redirecting = await serve({
    via: 'http',
    listener: (request, response) => {
      request.resume();
      const status = Number(/^\/(\d+)/.exec(request.url ?? '')?.[1] ?? 302);
      const query = new URL(request.url ?? '/', 'http://x').search;
      response.writeHead(status, { location: `${other.origin}/landed${query === '' ? '' : '?kept'}` }).end();
    },
  });
});

beforeEach(() => {
  seen = [];
});

function expectUntold(): void {
  const all = seen.join('\n');
  const found = Object.entries(leakyForms(PLAIN_KEY)).filter(([, form]) => all.includes(form));
  expect(found).toEqual([]);
}

describe('the key of one origin does not reach another', () => {
  it('by a redirect, whatever its status and wherever the key stands', async () => {
    const authority = redirecting.authority;
    const probes = [301, 302, 303, 307, 308].flatMap((status) => [
      `{name: a${status}, url: "${redirecting.origin}/${status}", headers: {authorization: "Bearer ${PLAIN_KEY}", x-api-key: ${PLAIN_KEY}, cookie: "s=${PLAIN_KEY}", x-goog-api-key: ${PLAIN_KEY}, x-team: "\${PLANTED}"}}`,
      `{name: u${status}, url: "http://user:${PLAIN_KEY}@${authority}/${status}"}`,
      `{name: q${status}, url: "${redirecting.origin}/${status}?api_key=${PLAIN_KEY}"}`,
      `{name: b${status}, url: "${redirecting.origin}/${status}", method: POST, json: {token: "\${PLANTED}"}}`,
      `{name: k${status}, provider: openai, base_url: "${redirecting.origin}/${status}/v1", check: models, key: ${PLAIN_KEY}}`,
    ]);
    const stdin = `defaults: {retries: 0, redirects: 3}\nprobes:\n${probes.map((one) => `  - ${one}\n`).join('')}`;
    const ran = await aiprobe(['-c', '-', '--json'], { stdin, env: { PLANTED: PLAIN_KEY } });
    expect(ran.stderr).toBe('');
    expect(JSON.parse(ran.stdout).results).toHaveLength(probes.length);
    // Redirects were followed, so the test is one.
    expect(seen.filter((line) => line.includes('/landed')).length).toBeGreaterThan(10);
    expectUntold();
  });

  it('by a redirect of a question whose prompt or model came from a variable', async () => {
    const asked = (status: number, provider: string, check: string) =>
      `{name: ${provider}-${check}-${status}, provider: ${provider}, base_url: "${redirecting.origin}/${status}/v1", check: ${check}, model: "\${MODEL_TOKEN}", prompt: "\${PLANTED}", key: ${PLAIN_KEY}}`;
    const probes = [301, 302, 303, 307, 308].flatMap((status) => [
      asked(status, 'openai', 'chat'),
      asked(status, 'anthropic', 'stream'),
      asked(status, 'ollama', 'chat'),
      asked(status, 'gemini', 'chat'),
    ]);
    const stdin = `defaults: {retries: 0, redirects: 3, status_page: false}\nprobes:\n${probes.map((one) => `  - ${one}\n`).join('')}`;
    const env = { PLANTED: PLAIN_KEY, MODEL_TOKEN: PLAIN_KEY };
    const ran = await aiprobe(['-c', '-', '--json'], { stdin, env });
    expect(ran.stderr).toBe('');
    const followed = seen.filter((line) => line.startsWith('POST /landed') || line.startsWith('GET /landed'));
    expect(followed.length).toBeGreaterThanOrEqual(probes.length);
    expectUntold();
    const told = Object.values(leakyForms(PLAIN_KEY)).filter((form) => ran.stdout.includes(form));
    expect(told).toEqual([]);
  });

  it('by way of a proxy: its credentials stay with it, and those of a tunnelled target do not reach it', async () => {
    const proxied: string[] = [];
    const proxy = await serve({
      via: 'http',
      listener: (request, response) => {
        proxied.push(...request.rawHeaders);
        response.writeHead(407).end();
      },
      connect: (request, socket) => {
        proxied.push(`CONNECT ${request.url}`, ...request.rawHeaders);
        socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n');
      },
    });
    const stdin =
      'defaults: {retries: 0}\nprobes:\n' +
      `  - {name: t, url: "https://far.aiprobe.test/secret-path", proxy: "${proxy.origin}", headers: {authorization: "Bearer ${PLAIN_KEY}"}}\n` +
      `  - {name: d, url: "${other.origin}/", headers: {x-own: "1"}}\n`;
    const ran = await aiprobe(['-c', '-', '--json'], {
      stdin,
      env: { HTTP_PROXY: '', NO_PROXY: '127.0.0.1' },
    });
    expect(JSON.parse(ran.stdout).results).toHaveLength(2);
    expect(proxied.join('\n')).toContain('CONNECT far.aiprobe.test:443');
    expect(proxied.join('\n')).not.toContain(PLAIN_KEY);
    expect(proxied.join('\n')).not.toContain('secret-path');
    expectUntold();
  });

  it('by asking a status page', async () => {
    const failing = await serve({
      via: 'http',
      listener: (request, response) => {
        request.resume();
        response.writeHead(503).end('{}');
      },
    });
    const stdin =
      'defaults: {retries: 0}\nprobes:\n' +
      `  - {name: p, provider: openai, base_url: "${failing.origin}/v1", check: models, key: ${PLAIN_KEY}, status_page: "${other.origin}/page"}\n` +
      `  - {name: h, url: "${failing.origin}/", headers: {authorization: "Bearer ${PLAIN_KEY}"}, status_page: "${other.origin}/page"}\n`;
    const ran = await aiprobe(['-c', '-', '--json', '--status-page'], { stdin });
    expect(ran.code).toBe(1);
    expect(seen.some((line) => line.includes('/page'))).toBe(true);
    expectUntold();
  });
});
