/** What goes out: the smallest request that works, word for word. */

import { describe, expect, it } from 'vitest';
import { loadDialect } from '../../src/dialects/index.ts';
import { estimateTokens } from '../../src/dialects/tokens.ts';
import { DIALECTS, type DialectName } from '../../src/domain/provider.ts';
import { reveal, Secret } from '../../src/domain/secret.ts';
import type { Generate } from '../../src/domain/target.ts';
import { question } from './helpers.ts';

async function sent(dialect: DialectName, more: Partial<Generate> = {}) {
  const { request } = await loadDialect(dialect);
  const { body, headers, ...rest } = request(question(dialect, more));
  const text = body === null ? '' : reveal(body);
  return {
    ...rest,
    text,
    headers: Object.fromEntries(headers.map(([name, value]) => [name, reveal(value)])),
  };
}

const hello = [{ role: 'user', content: 'ping' }];

const STREAMED: readonly (readonly [DialectName, object])[] = [
  [
    'openai-chat',
    { model: 'm', messages: hello, max_tokens: 1, stream: true, stream_options: { include_usage: true } },
  ],
  ['openai-responses', { model: 'm', input: 'ping', max_output_tokens: 1, stream: true }],
  ['anthropic', { model: 'm', max_tokens: 1, messages: hello, stream: true }],
  [
    'gemini',
    { contents: [{ role: 'user', parts: [{ text: 'ping' }] }], generationConfig: { maxOutputTokens: 1 } },
  ],
  ['cohere', { model: 'm', messages: hello, max_tokens: 1, stream: true }],
  ['ollama', { model: 'm', messages: hello, stream: true, options: { num_predict: 1 } }],
  ['tgi', { inputs: 'ping', parameters: { max_new_tokens: 1, details: true } }],
  [
    'bedrock',
    { messages: [{ role: 'user', content: [{ text: 'ping' }] }], inferenceConfig: { maxTokens: 1 } },
  ],
  ['kserve', { text_input: 'ping', parameters: { max_tokens: 1, stream: true } }],
  ['elevenlabs', { text: 'a', model_id: 'm' }],
];

const PLAIN: readonly (readonly [DialectName, object])[] = [
  ['openai-chat', { model: 'm', messages: hello, max_tokens: 1 }],
  ['openai-responses', { model: 'm', input: 'ping', max_output_tokens: 1 }],
  ['openai-embeddings', { model: 'm', input: ['ping'] }],
  ['anthropic', { model: 'm', max_tokens: 1, messages: hello }],
  ['ollama', { model: 'm', messages: hello, stream: false, options: { num_predict: 1 } }],
  ['replicate', { input: { prompt: 'ping', max_tokens: 1 } }],
  ['assemblyai', { audio_url: 'https://assembly.ai/wildfires.mp3', audio_end_at: 1_000, speech_model: 'm' }],
];

describe('requests', () => {
  it.each(STREAMED)('%s, streamed', async (dialect, body) => {
    expect(JSON.parse((await sent(dialect)).text)).toEqual(body);
  });

  it.each(PLAIN)('%s, whole', async (dialect, body) => {
    expect(JSON.parse((await sent(dialect, { stream: false })).text)).toEqual(body);
  });

  it.each(DIALECTS)(
    '%s: a POST to the given URL, key and all, that says what it sends and takes',
    async (dialect) => {
      const { method, url, headers } = await sent(dialect);
      expect({ method, url }).toEqual({ method: 'POST', url: 'https://api.example.com/v1/ask' });
      expect(headers).toMatchObject({ authorization: 'Bearer k' });
      expect(headers['content-type']).toMatch(dialect === 'deepgram' ? 'audio/wav' : 'application/json');
      expect(headers.accept).toBeDefined();
    },
  );

  it('adds what a vendor demands, unless it is there', async () => {
    expect((await sent('anthropic')).headers).toMatchObject({ 'anthropic-version': '2023-06-01' });
    const own = await sent('anthropic', {
      headers: [
        ['anthropic-version', '2030-01-01'],
        ['Accept', '*/*'],
      ],
    });
    expect(own.headers).toEqual({
      'anthropic-version': '2030-01-01',
      Accept: '*/*',
      'content-type': 'application/json',
    });
    expect((await sent('replicate')).headers).toMatchObject({ prefer: 'wait' });
  });

  it('ends the default prompt in the nonce, and leaves the user’s alone', async () => {
    expect((await sent('openai-responses', { nonce: 'x7' })).text).toContain('"ping x7"');
    expect((await sent('openai-responses', { nonce: 'x7', prompt: 'hello' })).text).toContain('"hello"');
  });

  it('calls the budget what the provider calls it, and leaves out what was refused', async () => {
    const { text } = await sent('openai-chat', {
      maxTokensKey: 'max_completion_tokens',
      omit: ['stream_options'],
    });
    expect(JSON.parse(text)).toEqual({ model: 'm', messages: hello, max_completion_tokens: 1, stream: true });
  });

  it('takes a prompt of a speech service for the address of a recording', async () => {
    expect(JSON.parse((await sent('deepgram', { prompt: 'https://x/a.wav' })).text)).toEqual({
      url: 'https://x/a.wav',
    });
    expect((await sent('deepgram')).text).toMatch(/^RIFF/);
  });

  it('hands over what AWS wants signed', async () => {
    const sign = {
      accessKeyId: new Secret('id'),
      secretAccessKey: new Secret('k'),
      sessionToken: null,
      region: 'r',
      service: 'bedrock',
    };
    expect((await sent('bedrock', { sign })).sign).toBe(sign);
    expect(await sent('bedrock')).not.toHaveProperty('sign');
  });
});

describe('estimateTokens', () => {
  it('counts the prompt roughly and the budget whole', () => {
    expect(estimateTokens(question('openai-chat', { prompt: 'x'.repeat(400), maxTokens: 16 }))).toEqual({
      input: 108,
      output: 16,
    });
    expect(estimateTokens(question('openai-embeddings', { prompt: 'four' }))).toEqual({
      input: 1,
      output: 0,
    });
    expect(estimateTokens(question('elevenlabs'))).toEqual({ input: 1, output: 0 });
    expect(estimateTokens(question('deepgram'))).toEqual({ input: 0, output: 0 });
  });
});
