import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BAD_GZIP,
  cutGzip,
  ENDLESS_BODY,
  ENDLESS_CHUNKS,
  gzipBomb,
  UNKNOWN_CODING,
} from '../../src/demo/http/excess.ts';
import { INVALID_UTF8 } from '../../src/demo/http/hostile.ts';
import type { BodyFacts } from '../../src/domain/observation.ts';
import { Body } from '../../src/probe/body.ts';
import { charsetOf, decodeText } from '../../src/probe/text.ts';
import { errorOf, get, outcome } from '../support/probe.ts';
import { always, script, send, wait, withServer } from '../support/servers/index.ts';
import { timeouts } from '../support/target.ts';

async function received(
  body: string | Uint8Array,
  headers: Record<string, string> = {},
): Promise<BodyFacts | undefined> {
  const reply = { status: 200, headers: { 'content-type': 'text/plain', ...headers }, body };
  return withServer(always(reply), async ({ origin }) => {
    const { error, response } = await get(origin);
    expect(error).toBeNull();
    return response?.body;
  });
}

describe('content codings', () => {
  const text = 'pong '.repeat(1_000);
  it.each([
    ['gzip', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['br', brotliCompressSync(text)],
    ['deflate', deflateSync(text)],
  ])('%s is undone', async (coding, bytes) => {
    const body = await received(bytes, { 'content-encoding': coding });
    expect(body).toMatchObject({ text, bytes: bytes.length, encoding: coding, complete: true });
  });

  it('deflate is undone also where the server leaves out the zlib wrapping', async () => {
    expect(await received(deflateRawSync(text), { 'content-encoding': 'deflate' })).toMatchObject({ text });
  });

  it.each([
    ['deflate', deflateSync(text)],
    ['br', brotliCompressSync(text)],
  ])('%s is over where its data are, whatever comes behind them and whenever', async (coding, bytes) => {
    const head = `HTTP/1.1 200 OK\r\ncontent-encoding: ${coding}\r\ncontent-length: ${bytes.length + 8}\r\n\r\n`;
    const steps = [send(head), send(bytes), send('tail'), wait(50), send('tail')];
    await withServer(script(...steps), async ({ origin }) => {
      const { error, response } = await get(origin, { timeout: timeouts({ total: 2_000 }) });
      expect(error).toBeNull();
      expect(response?.body).toMatchObject({ text, bytes: bytes.length + 8, complete: true });
    });
  });

  it('identity is none', async () => {
    expect(await received('x', { 'content-encoding': 'identity' })).toMatchObject({
      text: 'x',
      encoding: null,
    });
  });

  it('of an empty body is nothing to undo', async () => {
    expect(await received('', { 'content-encoding': 'gzip' })).toMatchObject({ text: '', encoding: 'gzip' });
  });

  it.each([
    ['not what it says', BAD_GZIP, 'body BAD_ENCODING', 'gzip'],
    ['unknown', UNKNOWN_CODING, 'body BAD_ENCODING', 'x-unknown'],
    [
      'a name of Object.prototype',
      { ...UNKNOWN_CODING, headers: { 'content-encoding': 'constructor' } },
      'body BAD_ENCODING',
      'constructor',
    ],
    ['cut', cutGzip(), 'body TRUNCATED', 'gzip'],
  ] as const)('that are %s end the attempt', async (_what, reply, expected, encoding) => {
    await withServer(always(reply), async ({ origin }) => {
      const observation = await get(origin);
      expect(outcome(observation)).toBe(expected);
      expect(observation.response?.body).toMatchObject({ encoding, complete: false });
    });
  });
});

describe('the cap', () => {
  const maxBody = 100_000;

  it.each([
    ['by length', ENDLESS_BODY],
    ['in chunks', ENDLESS_CHUNKS],
  ])('ends a body without end, %s', async (_how, server) => {
    await withServer(server, async ({ origin }) => {
      const observation = await get(origin, { maxBody });
      expect(errorOf(observation)).toMatchObject({ phase: 'body', code: 'TOO_LARGE', bound: maxBody });
      expect(observation.response?.body.text).toHaveLength(maxBody);
    });
  });

  it('holds for what a small body inflates to', async () => {
    await withServer(always(gzipBomb(50)), async ({ origin }) => {
      const observation = await get(origin, { maxBody });
      expect(outcome(observation)).toBe('body TOO_LARGE');
      expect(observation.response?.body.text).toHaveLength(maxBody);
      expect(observation.response?.body.bytes).toBeLessThan(maxBody);
    });
  });

  it('is allowed to be reached', async () => {
    await withServer(
      (_request, response) => response.end('x'.repeat(maxBody)),
      async ({ origin }) => {
        expect(outcome(await get(origin, { maxBody }))).toBe('200');
        expect(outcome(await get(origin, { maxBody: maxBody - 1 }))).toBe('body TOO_LARGE');
      },
    );
  });
});

it('keeps a body in tiny pieces whole, and not the pieces', () => {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new Error('no collector');
  const body = new Body(new Map(), 2 ** 20, { data: () => {}, failed: () => {} });
  const text = '0123456789'.repeat(50_000);
  collect();
  const before = process.memoryUsage().heapUsed;
  for (const byte of Buffer.from(text)) body.write(Uint8Array.of(byte));
  collect();
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(10 * 2 ** 20);
  expect(body.facts(true).text === text).toBe(true);
});

describe('text', () => {
  it.each([
    ['latin1', Buffer.from('caf\xe9', 'latin1'), 'text/plain; charset=ISO-8859-1', 'café'],
    ['utf-16', Buffer.from('café', 'utf16le'), 'application/json; Charset="UTF-16LE"', 'café'],
    [
      'a mark that contradicts the header',
      Buffer.from('\uFEFFcafé', 'utf16le'),
      'text/plain; charset=utf-8',
      'café',
    ],
    ['a mark of UTF-8', Buffer.from('\uFEFFcafé'), '', 'café'],
    ['no charset', Buffer.from('café ☕'), 'application/json', 'café ☕'],
    ['a charset nobody knows', Buffer.from('café'), 'text/plain; charset=x-nothing', 'café'],
  ])('is decoded: %s', async (_what, bytes, type, text) => {
    expect(await received(bytes, { 'content-type': type })).toMatchObject({ text, invalidText: false });
  });

  it('that is none in its charset is said to be so', async () => {
    const body = await received(INVALID_UTF8.body, { ...INVALID_UTF8.headers });
    expect(body).toMatchObject({ text: '{"a":"\uFFFD(\uFFFD"}', invalidText: true });
    const odd = await received(Uint8Array.of(0x41, 0, 0x42), {
      'content-type': 'text/plain; charset=utf-16le',
    });
    expect(odd).toMatchObject({ invalidText: true });
  });

  it('of a body that was cut may end within a character', async () => {
    const bytes = Buffer.from('xx☕');
    await withServer(
      (_request, response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write(bytes.subarray(0, 4), () => response.socket?.end());
      },
      async ({ origin }) => {
        const observation = await get(origin);
        expect(outcome(observation)).toBe('body TRUNCATED');
        expect(observation.response?.body.invalidText).toBe(false);
      },
    );
  });

  it('never throws and is exact for valid UTF-8, whatever the label', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), (bytes, type) => {
        expect(typeof decodeText(Buffer.from(bytes), charsetOf(type)).text).toBe('string');
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const decoded = decodeText(Buffer.from(text), 'utf-8');
        expect(decoded).toEqual({ text: text.replace(/^\uFEFF/, ''), invalid: false });
      }),
    );
  });
});
