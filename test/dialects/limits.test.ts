/** What a hostile or broken server may send without end. */

import { describe, expect, it } from 'vitest';
import { loadDialect } from '../../src/dialects/index.ts';
import type { DialectName } from '../../src/domain/provider.ts';
import { events, question, readStream } from './helpers.ts';

const MIB = 1_048_576;

async function read(dialect: DialectName, body: string, cuts: readonly number[] = []) {
  return readStream({ name: '', dialect, body, expect: {} }, cuts);
}

describe('limits', () => {
  it.each<[DialectName, string, string]>([
    ['openai-chat', `data: "${'x'.repeat(MIB)}"\n\n${events('[DONE]')}`, 'an event over 1 MiB'],
    ['openai-chat', `: ${'x'.repeat(MIB)}`, 'an event over 1 MiB'],
    ['openai-chat', `data: ${'x'.repeat(9_999)}\n`.repeat(105), 'an event over 1 MiB'],
    ['ollama', 'x'.repeat(MIB + 1), 'a line over 1 MiB'],
    ['gemini', `[{"a":"${'x'.repeat(MIB)}"}]`, 'a JSON object over 1 MiB'],
  ])('%s: one message without end is a breach, however it is cut (%#)', async (dialect, body, malformed) => {
    const facts = await read(dialect, body);
    expect(facts).toMatchObject({ malformed, endMarker: false });
    expect(await read(dialect, body, [1, 5_000, 900_000, MIB])).toEqual(facts);
  });

  it('takes a long line that is just within the limit', async () => {
    const long = { choices: [{ delta: { content: 'x'.repeat(MIB - 200) }, finish_reason: 'stop' }] };
    expect(await read('openai-chat', events(long, '[DONE]'))).toMatchObject({
      tokens: 1,
      endMarker: true,
      malformed: null,
    });
  });

  it('says so when a frame announces more than 1 MiB', async () => {
    // Length 0x00200000, no headers, and the right checksum of these eight bytes.
    const prelude = Buffer.from('0020000000000000aa9fe6f5', 'hex');
    expect(await readStream({ name: '', dialect: 'bedrock', body: prelude, expect: {} })).toMatchObject({
      malformed: 'frame 1 is over 1 MiB',
    });
  });

  it('reads a million tiny events and keeps none of them', async () => {
    const reader = (await loadDialect('openai-chat')).reader(question('openai-chat'));
    const batch = Buffer.from('data: {"choices":[{"delta":{"content":"a"}}]}\n\n'.repeat(1_000));
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < 1_000; i += 1) reader.push(batch, i);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100 * MIB);
    const facts = reader.finish({ complete: true, at: 1_000 });
    expect(facts).toMatchObject({
      events: 1_000_000,
      tokens: 1_000_000,
      visible: 1_000_000,
      malformed: null,
    });
  }, 60_000);

  it('takes no number of tokens that cannot be one', async () => {
    const usage = { prompt_tokens: 1e308, completion_tokens: 2.5 };
    const facts = await read(
      'openai-chat',
      events({ choices: [{ delta: { content: 'a' } }], usage }, '[DONE]'),
    );
    expect(facts).toMatchObject({ tokens: 1, usage: { inputTokens: null, outputTokens: null } });
  });

  it('cuts names that are no names', async () => {
    const facts = await read(
      'openai-chat',
      events({ model: 'm'.repeat(5_000), choices: [{ finish_reason: 'f'.repeat(5_000) }] }),
    );
    expect(facts.model).toHaveLength(200);
    expect(facts.finishReason).toHaveLength(200);
  });
});
