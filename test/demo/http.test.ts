import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import * as clientErrors from '../../src/demo/http/client-errors.ts';
import * as edges from '../../src/demo/http/edges.ts';
import * as excess from '../../src/demo/http/excess.ts';
import * as hostile from '../../src/demo/http/hostile.ts';
import * as redirects from '../../src/demo/http/redirects.ts';
import * as serverErrors from '../../src/demo/http/server-errors.ts';
import * as waiting from '../../src/demo/http/waiting.ts';
import type { Behaviour } from '../../src/demo/stand-in.ts';
import { always, textReply, withServer } from '../support/servers/index.ts';
import { curl, dechunk, rawExchange, split } from '../support/servers/raw-client.ts';

describe('answers with a status', () => {
  it.each([
    ['internal error', serverErrors.INTERNAL_ERROR, 500, 'Internal Server Error', /"type":"server_error"/],
    ['bad gateway', serverErrors.NGINX_BAD_GATEWAY, 502, 'Bad Gateway', /<center>nginx\/1\.24\.0<\/center>/],
    ['unavailable', serverErrors.NGINX_UNAVAILABLE, 503, 'Service Unavailable', /503 Service Temporarily/],
    ['gateway timeout', serverErrors.NGINX_GATEWAY_TIMEOUT, 504, 'Gateway Timeout', /504 Gateway Time-out/],
    ['overloaded', serverErrors.ANTHROPIC_OVERLOADED, 529, 'unknown', /"type":"overloaded_error"/],
    ['loading', serverErrors.MODEL_LOADING, 503, 'Service Unavailable', /"Loading model"/],
    ['no credit', clientErrors.INSUFFICIENT_QUOTA, 429, 'Too Many Requests', /"code":"insufficient_quota"/],
    ['bot wall', edges.BOT_WALL, 403, 'Forbidden', /_cf_chl_opt/],
    ['firewall', edges.WAF_BLOCK, 403, 'Forbidden', /Sorry, you have been blocked/],
    ['origin down', edges.ORIGIN_DOWN, 521, '<none>', /\| 521: Web server is down/],
    ['legal', edges.LEGAL_BLOCK, 451, 'Unavailable For Legal Reasons', /./],
    ['maintenance', edges.maintenancePage(60), 503, 'Service Unavailable', /scheduled maintenance/],
  ])('%s', async (_name, reply, status, phrase, body) => {
    await withServer(always(reply), async ({ port }) => {
      const answer = split(await rawExchange(port));
      expect(answer.head.split('\r\n')[0]).toBe(`HTTP/1.1 ${status} ${phrase}`);
      expect(answer.body).toMatch(body);
      for (const [name, value] of Object.entries(reply.headers)) {
        expect(answer.head).toContain(`${name}: ${value}`);
      }
    });
  });

  it('a rate limit says how long to wait, in each of the ways', () => {
    const { headers, body } = clientErrors.rateLimited(20);
    expect(headers).toMatchObject({
      'retry-after': '20',
      'retry-after-ms': '20000',
      'x-ratelimit-reset-requests': '20s',
      'x-ratelimit-remaining-requests': '0',
    });
    expect(body).toContain('requests per min (RPM)');
  });
});

describe('answers that keep one waiting', () => {
  it.each<[string, Behaviour, string]>([
    ['hanging', waiting.HANGING, ''],
    ['stalled body', waiting.STALLED_BODY, 'a\r\n{"status":\r\n'],
    ['stalled before the body', waiting.STALLED_BEFORE_BODY, '\r\n\r\n'],
  ])('%s', async (_name, behaviour, end) => {
    await withServer(behaviour, async ({ port, origin }) => {
      const answer = await rawExchange(port);
      expect(answer.end).toBe('open');
      expect(answer.text.endsWith(end)).toBe(true);
      expect((await curl('--max-time', '0.3', origin)).exit).toBe(28);
    });
  });

  it('slow: the whole answer, not before its time', async () => {
    await withServer(waiting.slow(150, textReply(200, 'late')), async ({ origin }) => {
      const { stdout } = await curl('--write-out', ' %{time_starttransfer}', origin);
      expect(stdout).toMatch(/^late (?!0\.0)/);
    });
  });

  it('a drip never ends, in the body or in the head', async () => {
    await withServer(waiting.slowDrip(5), async ({ port }) => {
      expect((await rawExchange(port, { enough: 300 })).text).toMatch(/\r\n\r\n\.+$/);
    });
    await withServer(waiting.headerDrip(5), async ({ port }) => {
      expect((await rawExchange(port, { enough: 100 })).text).toMatch(
        /^HTTP\/1\.1 200 OK\r\n(x-drip: 1\r\n)+$/,
      );
    });
  });
});

describe('answers without measure', () => {
  it.each<[string, Behaviour, RegExp]>([
    ['endless headers', excess.ENDLESS_HEADERS, /^HTTP\/1\.1 200 OK\r\n(x-filler: x{1000}\r\n)+/],
    ['endless body', excess.ENDLESS_BODY, /\r\n\r\nx+$/],
    ['endless chunks', excess.ENDLESS_CHUNKS, /\r\n\r\n4000\r\nx{16384}\r\n4000\r\n/],
    ['endless line', excess.ENDLESS_LINE, /\r\n\r\ndata: \{"x":"x+$/],
  ])('%s', async (_name, behaviour, shape) => {
    await withServer(behaviour, async ({ port }) => {
      const { text } = await rawExchange(port, { enough: 500_000 });
      expect(text.length).toBeGreaterThan(499_999);
      expect(shape.test(text)).toBe(true);
    });
  });

  it('huge headers', async () => {
    await withServer(excess.hugeHeaders(100_000), async ({ port }) => {
      const { head, body } = split(await rawExchange(port));
      expect(head.length).toBeGreaterThan(100_000);
      expect(body).toBe('ok');
    });
  });

  it('a bomb is small, and as large as it says', async () => {
    const { body } = excess.gzipBomb(5);
    expect(body.length).toBeLessThan(10_000);
    expect(gunzipSync(body).equals(Buffer.alloc(5 * 1_048_576))).toBe(true);
    await withServer(always(excess.gzipBomb(5)), async ({ origin }) => {
      expect((await curl('--compressed', origin)).stdout.length).toBe(5 * 1_048_576);
    });
  });

  it.each([
    ['no gzip', excess.BAD_GZIP, 61],
    ['unknown coding', excess.UNKNOWN_CODING, 61],
    ['cut gzip', excess.cutGzip(), 0],
  ])('%s', async (_name, reply, curlExit) => {
    await withServer(always(reply), async ({ origin }) => {
      expect((await curl('--compressed', origin)).exit).toBe(curlExit);
    });
  });

  it('a cut gzip body does not inflate whole', () => {
    expect(() => gunzipSync(excess.cutGzip().body)).toThrow(/unexpected end of file/);
  });
});

describe('redirects', () => {
  it.each<[string, Behaviour, number]>([
    ['loop', redirects.REDIRECT_LOOP, 47],
    ['endless', redirects.ENDLESS_REDIRECTS, 47],
    ['to a file', redirects.REDIRECT_TO_FILE, 1],
    ['without an address', redirects.MISSING_LOCATION, 0],
    ['chain', redirects.redirectChain(3), 0],
  ])('%s', async (_name, behaviour, curlExit) => {
    await withServer(behaviour, async ({ origin }) => {
      expect((await curl('--location', '--max-redirs', '7', origin)).exit).toBe(curlExit);
    });
  });

  it('a chain has so many hops, and an end', async () => {
    await withServer(redirects.redirectChain(3), async ({ origin }) => {
      const { stdout } = await curl('--location', '--write-out', ' %{num_redirects}', `${origin}/`);
      expect(stdout).toBe('arrived 3');
    });
  });

  it('leads where it is told to, with the status it is told', async () => {
    await withServer(redirects.redirectTo('http://elsewhere.test/x', 308), async ({ port }) => {
      const { head } = split(await rawExchange(port));
      expect(head).toMatch(/^HTTP\/1\.1 308 /);
      expect(head).toContain('location: http://elsewhere.test/x');
    });
  });
});

describe('hostile text', () => {
  it('comes as it is: in JSON, in plain text, in the head', async () => {
    await withServer(hostile.HOSTILE_BODY, async ({ origin }) => {
      const { error } = JSON.parse(Buffer.from((await curl(origin)).stdout, 'latin1').toString());
      expect(error.message).toBe(hostile.HOSTILE_TEXT);
    });
    await withServer(hostile.HOSTILE_PLAIN_BODY, async ({ port }) => {
      expect(split(await rawExchange(port)).body).toContain('\u001b[2J\u001b[31mred');
    });
    await withServer(hostile.HOSTILE_HEAD, async ({ port }) => {
      const { text } = await rawExchange(port);
      expect(text).toMatch(
        /^HTTP\/1\.1 503 ::error::planted \u009b31m\r\nx-request-id: ::warning::planted\r\n/,
      );
    });
    await withServer(hostile.ESCAPES_IN_HEAD, async ({ port }) => {
      expect((await rawExchange(port)).text).toContain('x-planted: \u001b[2Jgone\r\n');
    });
    await withServer(hostile.HOSTILE_LOCATION, async ({ port }) => {
      expect((await rawExchange(port)).text).toContain('location: http://\u009b31m::error::/\r\n');
    });
  });

  it('holds bytes that are no UTF-8', () => {
    expect(() =>
      new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(hostile.INVALID_UTF8.body)),
    ).toThrow();
  });

  it('gives back what was sent, the key above all', async () => {
    await withServer(hostile.echo(401), async ({ origin }) => {
      const { stdout } = await curl(
        '--include',
        '--header',
        'authorization: Bearer planted',
        `${origin}/a?key=b`,
      );
      expect(stdout).toContain('x-echo: Bearer planted');
      expect(stdout).toContain('"message":"refused: Bearer planted"');
      expect(stdout).toContain('"url":"/a?key=b"');
    });
  });
});

it('a body of steps is chunked and ends well', async () => {
  const behaviour = waiting.bodyOf([
    { step: 'send', bytes: 'ab' },
    { step: 'wait', ms: 5 },
    { step: 'send', bytes: 'c' },
    { step: 'end' },
  ]);
  await withServer(behaviour, async ({ port }) => {
    const { body } = split(await rawExchange(port));
    expect(body).toBe('2\r\nab\r\n1\r\nc\r\n0\r\n\r\n');
    expect(dechunk(body)).toEqual({ text: 'abc', whole: true });
  });
});
