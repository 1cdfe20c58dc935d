/** Services that attack whoever probes them, by name. */

import * as excess from '../../src/demo/http/excess.ts';
import * as hostile from '../../src/demo/http/hostile.ts';
import { redirectTo } from '../../src/demo/http/redirects.ts';
import { always } from '../../src/demo/reply.ts';
import { drip, END, FIN, repeat, scripted, send } from '../../src/demo/script.ts';
import type { Behaviour } from '../../src/demo/stand-in.ts';

const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n';
const raw = (...bytes: (string | Uint8Array)[]): Behaviour =>
  scripted('request', [...bytes.map((one) => send(one)), END]);
const plain = (body: string | Uint8Array, type = 'text/plain') =>
  always({ status: 500, headers: { 'content-type': type }, body });

/** Location headers that lead nowhere good. */
const LOCATIONS: Readonly<Record<string, string>> = {
  javascript: 'javascript:alert(1)',
  file: 'file:///etc/passwd',
  data: 'data:text/html,<script>alert(1)</script>',
  userinfo: 'http://user:planted@127.0.0.1:1/',
  'no-host': 'http://',
  'bad-port': 'http://127.0.0.1:99999/',
  long: `/${'a'.repeat(7_000)}`,
  spaces: '/a b\tc',
  protocol: '//[::1',
};

export const SERVICES: Readonly<Record<string, Behaviour>> = {
  'escapes-in-json': hostile.HOSTILE_BODY,
  'escapes-in-text': hostile.HOSTILE_PLAIN_BODY,
  'commands-in-head': hostile.HOSTILE_HEAD,
  'escapes-in-head': hostile.ESCAPES_IN_HEAD,
  'hostile-location': hostile.HOSTILE_LOCATION,
  'invalid-utf8': always({ ...hostile.INVALID_UTF8, status: 500 }),
  'html-title': plain(`<html><title>${hostile.HOSTILE_TEXT}</title></html>`, 'text/html'),
  'only-nul': plain(new Uint8Array(4_096)),
  'nul-in-head': raw('HTTP/1.1 500 a\0b\r\nx-a: \0\r\n\r\n'),
  'no-http': raw(`\u001b]0;planted\u0007${hostile.HOSTILE_TEXT}`),
  'endless-headers': excess.ENDLESS_HEADERS,
  'huge-header': excess.hugeHeaders(1_048_576),
  'many-headers': raw(`HTTP/1.1 500 no\r\n${'x-a: 1\r\n'.repeat(3_000)}content-length: 0\r\n\r\n`),
  'endless-body': excess.ENDLESS_BODY,
  'endless-chunks': excess.ENDLESS_CHUNKS,
  'gzip-bomb': always(excess.gzipBomb(200)),
  'bad-gzip': always(excess.BAD_GZIP),
  'one-long-line': plain('x'.repeat(1_048_575)),
  'deep-json': plain(`${'['.repeat(200_000)}${']'.repeat(200_000)}`, 'application/json'),
  'many-keys': plain(
    `{${Array.from({ length: 60_000 }, (_, i) => `"k${i}":${i}`).join()}}`,
    'application/json',
  ),
  'proto-keys': plain('{"__proto__":{"error":{"message":"x"}},"error":{"constructor":{"prototype":1}}}'),
  'slow-drip': scripted('request', [...drip(HEAD, 150)]),
  'drip-body': scripted('request', [send(HEAD), repeat('x', 100)]),
  'status-line-forever': scripted('request', [send('HTTP/1.1 200 '), repeat('x'.repeat(8_192))]),
  'informational-forever': scripted('request', [repeat('HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n')]),
  'wrong-length': raw('HTTP/1.1 200 OK\r\ncontent-length: 99999999999999999999\r\n\r\nx'),
  'negative-length': raw('HTTP/1.1 200 OK\r\ncontent-length: -5\r\n\r\nx'),
  'two-lengths': raw('HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nxx'),
  'bad-chunk': raw('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nZZZ\r\n'),
  'huge-chunk': raw('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n'),
  switching: raw('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\n\r\n\u0000\u0001'),
  'status-000': raw('HTTP/1.1 000 x\r\n\r\n'),
  'status-999': raw('HTTP/1.1 999 x\r\ncontent-length: 0\r\n\r\n'),
  'retry-after': always({ status: 429, headers: { 'retry-after': `${'9'.repeat(400)}` }, body: '' }),
  'retry-after-date': always({
    status: 503,
    headers: { 'retry-after': 'Fri, 31 Dec 99999 23:59:59 GMT' },
    body: '',
  }),
  'rate-limits': always({
    status: 429,
    headers: {
      'x-ratelimit-limit-requests': '1e999',
      'x-ratelimit-remaining-requests': '-1',
      'x-ratelimit-reset-requests': 'NaN',
    },
    body: '',
  }),
  charset: plain('x', 'text/plain; charset=\u0022../../etc/passwd\u0022'),
  'fin-at-once': scripted('connection', [FIN]),
  ...Object.fromEntries(Object.entries(LOCATIONS).map(([name, to]) => [`to-${name}`, redirectTo(to)])),
};

/** Streams, asked as chats. */
export const STREAMS: Readonly<Record<string, Behaviour>> = {
  'endless-line': excess.ENDLESS_LINE,
  'endless-events': scripted('request', [
    send('HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n'),
    repeat('data: {"choices":[{"delta":{"content":"\\u001b[2J"}}]}\n\n'),
  ]),
  'endless-comments': scripted('request', [
    send('HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n'),
    repeat(': ping\n\n', 20),
  ]),
  'hostile-model': raw(
    'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n' +
      `data: ${JSON.stringify({ model: hostile.HOSTILE_TEXT, choices: [{ delta: { content: hostile.HOSTILE_TEXT } }] })}\n\n` +
      `data: ${JSON.stringify({ error: { message: hostile.HOSTILE_TEXT, type: hostile.HOSTILE_TEXT } })}\n\n`,
  ),
};

/** These send as fast as they can, from this very process: they are asked alone. */
export const FLOODS: ReadonlySet<string> = new Set([
  'endless-headers',
  'endless-body',
  'endless-chunks',
  'endless-line',
  'endless-events',
  'gzip-bomb',
  'informational-forever',
  'status-line-forever',
]);
