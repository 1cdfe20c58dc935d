/** Every way in which a stream goes well or wrong, and that it does not matter how the bytes were cut. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadDialect } from '../../src/dialects/index.ts';
import { DIALECTS } from '../../src/domain/provider.ts';
import { bytesOf, events, question, readStream, typed, type WireEvent } from './helpers.ts';
import { BEDROCK } from './samples-bedrock.ts';
import { OPENAI_CHAT } from './samples-openai.ts';
import { OPENAI_RESPONSES } from './samples-responses.ts';
import { SERVERS } from './samples-servers.ts';
import { VENDORS } from './samples-vendors.ts';

const SAMPLES = [...OPENAI_CHAT, ...OPENAI_RESPONSES, ...VENDORS, ...SERVERS, ...BEDROCK];

describe('streams', () => {
  it.each(SAMPLES)('$name', async (sample) => {
    expect(await readStream(sample)).toMatchObject({ streamed: true, ...sample.expect });
  });

  it.each(SAMPLES)('$name: byte by byte', async (sample) => {
    const everywhere = [...bytesOf(sample.body).keys()];
    expect(await readStream(sample, everywhere)).toEqual(await readStream(sample));
  });
});

describe('any split of the same bytes gives the same facts', () => {
  const dialect = fc.constantFrom(...DIALECTS);
  const cuts = fc.array(fc.nat(400), { maxLength: 12 });

  it('of good streams, cut short anywhere', async () => {
    const sample = fc.constantFrom(...SAMPLES);
    await fc.assert(
      fc.asyncProperty(sample, fc.nat(400), cuts, async (whole, end, at) => {
        const body = bytesOf(whole.body).subarray(0, end);
        const offsets = at.filter((offset) => offset < body.length);
        const part = { ...whole, body };
        expect(await readStream(part, offsets)).toEqual(await readStream(part));
      }),
      { numRuns: 500 },
    );
  });

  it('of a byte order mark before JSON', async () => {
    const body = '\ufeff[{"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP"}]}]';
    const sample = { name: '', dialect: 'gemini', body, expect: {} } as const;
    for (const cut of [1, 2, 3]) {
      expect(await readStream(sample, [cut])).toMatchObject({ tokens: 1, endMarker: true, malformed: null });
    }
  });

  it('of garbage made of what streams are made of, for every dialect', async () => {
    const pieces = [
      'data:',
      'event: error',
      ':',
      '\n',
      '\r',
      '\r\n',
      '\n\n',
      '{"error":',
      '{}',
      '{',
      '[',
      ']',
      '"',
      '\\',
    ];
    const words = [
      '[DONE]',
      '{"choices":[{"delta":{"content":"a"}}]}',
      '\ufeff',
      ' ',
      'é',
      '😀',
      'null',
      'data: 1',
    ];
    const text = fc
      .array(fc.constantFrom(...pieces, ...words), { maxLength: 30 })
      .map((parts) => Buffer.from(parts.join('')));
    const body = fc.oneof(text, fc.uint8Array({ maxLength: 200 }));
    await fc.assert(
      fc.asyncProperty(dialect, body, cuts, fc.boolean(), async (name, bytes, at, incomplete) => {
        const offsets = at.filter((offset) => offset < bytes.length);
        const sample = { name, dialect: name, body: bytes, incomplete, expect: {} };
        expect(await readStream(sample, offsets)).toEqual(await readStream(sample));
      }),
      { numRuns: 1_500 },
    );
  });
});

describe('times', () => {
  it('marks the first token of any channel and the first visible one, and the gaps between tokens', async () => {
    const reader = (await loadDialect('anthropic')).reader(question('anthropic'));
    const push = (at: number, ...data: readonly WireEvent[]) => reader.push(Buffer.from(typed(...data)), at);
    push(10, { type: 'message_start', message: {} }, { type: 'ping' });
    expect(reader.firstTokenAt).toBeNull();
    push(20, { type: 'content_block_delta', delta: { thinking: 'hm' } });
    expect([reader.firstTokenAt, reader.firstVisibleAt]).toEqual([20, null]);
    push(50, { type: 'content_block_delta', delta: { text: 'a' } });
    push(120, { type: 'content_block_delta', delta: { text: 'b' } });
    push(130, { type: 'content_block_delta', delta: { text: 'c' } });
    expect([reader.firstTokenAt, reader.firstVisibleAt]).toEqual([20, 50]);
    expect(reader.finish({ complete: true, at: 900 })).toMatchObject({
      tokens: 4,
      longestGapMs: 70,
    });
  });

  it('counts the rate between the first and the last token', async () => {
    const reader = (await loadDialect('openai-chat')).reader(question('openai-chat'));
    const word = Buffer.from(events({ choices: [{ delta: { content: 'a' } }] }));
    for (const at of [500, 550, 600]) reader.push(word, at);
    expect(reader.finish({ complete: true, at: 900 })).toMatchObject({ tokensPerSecond: 20 });
  });

  it('ends a line at its CR, without waiting for what follows', async () => {
    const reader = (await loadDialect('openai-chat')).reader(question('openai-chat'));
    reader.push(Buffer.from('data: {"choices":[{"delta":{"content":"a"}}]}\r\r'), 7);
    expect(reader.firstTokenAt).toBe(7);
  });

  it('takes a long body for audio even if it begins as JSON does', async () => {
    const reader = (await loadDialect('elevenlabs')).reader(question('elevenlabs'));
    reader.push(Buffer.from('{'), 1);
    expect(reader.firstTokenAt).toBeNull();
    reader.push(Buffer.alloc(70_000), 2);
    expect([reader.firstTokenAt, reader.firstVisibleAt]).toEqual([2, 2]);
  });

  it('knows no rate of a single token', async () => {
    const one = {
      name: '',
      dialect: 'openai-chat',
      body: events({ choices: [{ delta: { content: 'a' } }] }),
      expect: {},
    } as const;
    expect(await readStream(one)).toMatchObject({ tokens: 1, tokensPerSecond: null, longestGapMs: null });
  });

  it('gives the same facts when asked again, and ignores what comes after the end', async () => {
    const reader = (await loadDialect('openai-chat')).reader(question('openai-chat'));
    reader.push(Buffer.from(events('[DONE]')), 1);
    const facts = reader.finish({ complete: true, at: 2 });
    reader.push(Buffer.from(events({ choices: [{ delta: { content: 'a' } }] })), 3);
    expect(reader.finish({ complete: true, at: 4 })).toEqual(facts);
  });
});
