/** CopilotKit's aimock, a mock of many providers' APIs that others wrote: what it calls an answer and an error, so do we. */

import { type FixtureOpts, LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aiprobe } from '../cli/aiprobe.ts';
import { ENV } from '../deep/catalogue.ts';
import { classOf, type Entry, probe } from '../deep/pipeline.ts';

const KEY = 'sk-nobody-0123456789abcdef';
const mock = new LLMock({ port: 0, host: '127.0.0.1' });

/** Model → the error that the mock gives for it, and what that is. */
const ERRORS: Readonly<Record<string, readonly [status: number, code: string, ours: string]>> = {
  limited: [429, 'rate_limit_exceeded', 'rate-limit.requests'],
  unpaid: [429, 'insufficient_quota', 'quota.credits'],
  unknown: [404, 'model_not_found', 'not-found.model'],
  refused: [401, 'invalid_api_key', 'auth.invalid-key'],
  broken: [500, 'server_error', 'server-error.internal'],
  busy: [503, 'server_is_overloaded', 'overloaded.capacity'],
};

/** Model → how its answer is spoiled, and what that is as a document and as a stream. */
const FAULTS: Readonly<Record<string, readonly [FixtureOpts, document: string, stream: string]>> = {
  dropped: [{ chaos: { dropRate: 1 } }, 'server-error.internal', 'server-error.internal'],
  garbled: [{ chaos: { malformedRate: 1 } }, 'mismatch.json', 'stream.malformed'],
  hung: [{ chaos: { disconnectRate: 1 } }, 'connect.closed', 'connect.closed'],
  throttled: [{ chaos: { rateLimitRate: 1 } }, 'rate-limit.requests', 'rate-limit.requests'],
  cut: [{ truncateAfterChunks: 6, latency: 20, chunkSize: 3 }, 'up', 'stream.truncated'],
};

beforeAll(async () => {
  for (const [model, [status, code]] of Object.entries(ERRORS)) {
    mock.on({ model }, { error: { message: 'sorry', type: code, code }, status, retryAfter: 7 });
  }
  for (const [model, [options]] of Object.entries(FAULTS)) {
    mock.on({ model }, { content: 'pong '.repeat(20) }, options);
  }
  mock.on({ model: 'late' }, { content: 'pong' }, { chaos: { latencyMs: 20_000 } });
  mock.onMessage(/ping/, { content: 'pong' });
  mock.onEmbedding(/./, { embedding: [0.1, 0.2, 0.3] });
  await mock.start();
});

afterAll(() => mock.stop());

function openai(check: string, model: string, more: Entry = {}): Entry {
  return { provider: 'openai', base_url: `${mock.url}/v1`, check, model, key: KEY, ...more };
}

describe('its OpenAI API', () => {
  it('is well at every depth, through the built program', async () => {
    const asked = (check: string, more: Entry) => ({ ...openai(check, ''), ...more, name: check });
    const probes = [
      // Its list holds the models of the fixtures alone.
      { provider: 'openai', base_url: `${mock.url}/v1`, check: 'models', key: KEY, name: 'models' },
      asked('chat', { model: 'gpt-4o' }),
      asked('stream', { model: 'gpt-4o' }),
      asked('embeddings', { model: 'text-embedding-3-small' }),
    ];
    const { stdout, stderr, code } = await aiprobe(['check', '-c', '-', '--json'], {
      stdin: JSON.stringify(probes),
    });
    expect(stderr).toBe('');
    const { results } = JSON.parse(stdout);
    expect(results).toMatchObject([
      { name: 'models', state: 'up' },
      {
        name: 'chat',
        state: 'up',
        usage: { output_tokens: 1 },
        model: { asked: 'gpt-4o', answered: 'gpt-4o' },
      },
      { name: 'stream', state: 'up', stream: { tokens: 1, finished: true } },
      { name: 'embeddings', state: 'up' },
    ]);
    expect(code).toBe(0);
    expect(stdout).not.toContain(KEY);
  });

  it('names the nearest models where the one asked for is not listed', async () => {
    const result = await probe(openai('models', 'limitedd'));
    expect(classOf(result)).toBe('not-found.model');
    expect(result.hint).toContain('limited');
  });

  describe.each(['chat', 'stream'])('asked for a %s', (check) => {
    it.each(Object.entries(ERRORS))('%s: %j', async (model, [status, , ours]) => {
      const result = await probe(openai(check, model));
      expect([classOf(result), result.http?.status, result.deepest_ok]).toEqual([ours, status, 'models']);
      if (status === 429) expect(result.retry_after_ms).toBe(7_000);
    });

    it.each(Object.entries(FAULTS))('%s: %j', async (model, [, document, stream]) => {
      expect(classOf(await probe(openai(check, model)))).toBe(check === 'chat' ? document : stream);
    });

    it('late', async () => {
      const result = await probe(openai(check, 'late', { timeout: { total: '1s' } }));
      expect(classOf(result)).toBe('timeout.first-byte');
      expect(result.message).toContain('generates nothing');
    });
  });
});

describe('its other APIs', () => {
  it.each<[provider: string, suffix: string, more: Entry]>([
    ['anthropic', '', { key: KEY }],
    ['gemini', '', { key: KEY }],
    ['cohere', '', { key: KEY }],
    ['ollama', '', {}],
    ['openrouter', '/api/v1', { key: KEY }],
    ['azure-openai', '/openai', { key: KEY }],
    ['mistral', '/v1', { key: KEY }],
    ['vllm', '', { key: KEY }],
    ['bedrock', '', { variables: { region: 'eu-test-1' } }],
  ])('%s: well, whole and streamed', async (provider, suffix, more) => {
    for (const check of ['chat', 'stream']) {
      const entry = { provider, base_url: mock.url + suffix, check, model: 'some-model', ...more };
      const result = await probe(entry, ENV);
      expect([check, classOf(result), result.message, result.notes]).toEqual([
        check,
        'up',
        result.message,
        [],
      ]);
      expect(result.stream?.finished ?? true).toBe(true);
      expect(result.message).not.toMatch(/\b0 tokens/);
    }
  });

  it.each(['ollama', 'cohere', 'mistral', 'azure-openai'])('%s: an embedding', async (provider) => {
    const suffix = { mistral: '/v1', 'azure-openai': '/openai' }[provider] ?? '';
    const key: Entry = provider === 'ollama' ? {} : { key: KEY };
    const entry = { provider, base_url: mock.url + suffix, check: 'embeddings', model: 'some-model', ...key };
    expect(classOf(await probe(entry))).toBe('up');
  });
});
