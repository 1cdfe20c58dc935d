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
import { charsetOf, decodeText } from '../../src/probe/text.ts';
import { errorOf, get, outcome } from '../support/probe.ts';
import { always, withServer } from '../support/servers/index.ts';

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
