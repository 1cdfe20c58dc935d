/** The models check, and what a probe says of models: unknown ones, withdrawn ones, others than were asked for. */

import { describe, expect, it } from 'vitest';
import { always, answering, jsonReply, pathOf, type Reply } from '../../src/demo/reply.ts';
import { startStandIn } from '../../src/demo/stand-in.ts';
import type { Result } from '../../src/domain/report.ts';
import { classOf, type Entry, probe } from './pipeline.ts';

const KEY = 'k-0123456789';

async function models(reply: Reply, entry: Entry): Promise<Result> {
  const standIn = await startStandIn(always(reply));
  try {
    return await probe({ check: 'models', base_url: standIn.origin, ...entry });
  } finally {
    await standIn.close();
  }
}

const openAiList = (...ids: readonly string[]) =>
  jsonReply(200, { object: 'list', data: ids.map((id) => ({ id })) });

describe('the model asked for', () => {
  it.each<[provider: string, Reply, model: string]>([
    ['openai', openAiList('gpt-a', 'gpt-b'), 'gpt-b'],
    ['anthropic', openAiList('claude-a'), 'claude-a'],
    ['gemini', jsonReply(200, { models: [{ name: 'models/gemini-a' }] }), 'gemini-a'],
    ['ollama', jsonReply(200, { models: [{ name: 'llama:latest' }] }), 'llama'],
    ['together', jsonReply(200, [{ id: 'meta/llama' }]), 'meta/llama'],
    ['litellm', openAiList('openai/gpt-a'), 'gpt-a'],
  ])('%s: is listed', async (provider, reply, model) => {
    const key: Entry = provider === 'ollama' ? {} : { key: KEY };
    const result = await models(reply, { provider, model, ...key });
    expect([classOf(result), result.message]).toEqual(['up', result.message]);
  });

  it('is not listed: the nearest names are told', async () => {
    const reply = openAiList('gpt-demo', 'gpt-demo-mini', 'whisper', 'dall-e');
    const result = await models(reply, { provider: 'openai', model: 'gpt-dmeo', key: KEY });
    expect([classOf(result), result.rule, result.fault]).toEqual([
      'not-found.model',
      'models.unlisted',
      'client',
    ]);
    expect(result.hint).toMatch(/gpt-demo/);
    expect(result.hint).not.toMatch(/dall-e/);
  });

  it.each<[string, object]>([
    ['the first page of many', { data: [{ id: 'a' }], has_more: true }],
    ['another such page', { data: [{ id: 'a' }], next_page_token: 'x' }],
  ])('is not on %s, which proves nothing', async (_, document) => {
    const result = await models(jsonReply(200, document), { provider: 'openai', model: 'z', key: KEY });
    expect(classOf(result)).toBe('up');
  });

  it('may be any where only the key is proved', async () => {
    const result = await models(jsonReply(200, { valid: true }), {
      provider: 'cohere',
      model: 'z',
      key: KEY,
    });
    expect(classOf(result)).toBe('up');
  });

  it('need not be named', async () => {
    expect(classOf(await models(openAiList('a'), { provider: 'openai', key: KEY }))).toBe('up');
  });
});

describe('a question to a model', () => {
  const answered = (more: object, headers: Readonly<Record<string, string>> = {}) =>
    jsonReply(200, { choices: [{ message: { content: 'pong' }, finish_reason: 'stop' }], ...more }, headers);
  const ask = (reply: Reply, model = 'gpt-a') =>
    models(reply, { provider: 'openai', check: 'chat', model, key: KEY });

  it('that is unknown: the list, asked for nothing, tells what the name should have been', async () => {
    const standIn = await startStandIn(
      answering((request) =>
        pathOf(request).endsWith('/models')
          ? openAiList('gpt-demo', 'other')
          : jsonReply(404, { error: { message: 'The model does not exist', code: 'model_not_found' } }),
      ),
    );
    const entry = {
      provider: 'openai',
      base_url: standIn.origin,
      check: 'chat',
      model: 'gpt-dmeo',
      key: KEY,
    };
    const result = await probe(entry);
    await standIn.close();
    expect(classOf(result)).toBe('not-found.model');
    expect(result.hint).toContain('gpt-demo');
  });

  it('that another one answers: a note', async () => {
    const result = await ask(answered({ model: 'gpt-z' }));
    expect(classOf(result)).toBe('up');
    expect(result.model).toEqual({ asked: 'gpt-a', answered: 'gpt-z' });
    expect(result.notes.join()).toMatch(/gpt-a.*gpt-z/);
  });

  it('whose dated snapshot answers: nothing to say', async () => {
    expect((await ask(answered({ model: 'gpt-a-2026-08-06' }))).notes).toEqual([]);
  });

  it('whose days are counted: a note', async () => {
    const headers = { deprecation: '@1782864000', sunset: 'Tue, 01 Dec 2026 00:00:00 GMT' };
    const result = await ask(answered({ model: 'gpt-a' }, headers));
    expect(classOf(result)).toBe('up');
    expect(result.notes.join()).toMatch(/deprecated since 2026-07-01 and ends on 2026-12-01/);
  });

  it('that came out of a cache: a note', async () => {
    const result = await ask(answered({ model: 'gpt-a' }, { 'x-litellm-cache-hit': 'true' }));
    expect(result.notes.join()).toMatch(/cache/);
  });

  it.each<[string, number, object]>([
    [
      '400',
      400,
      { error: { message: 'The model `gpt-a` has been decommissioned.', code: 'model_decommissioned' } },
    ],
    [
      '404',
      404,
      { error: { message: 'The model `gpt-a` has been deprecated, learn more here.', code: null } },
    ],
    ['410', 410, { error: { message: 'Gone' } }],
  ])('that is withdrawn, told with a %s', async (_, status, document) => {
    const result = await ask(jsonReply(status, document));
    expect(classOf(result)).toBe('not-found.retired');
    expect(result.hint).not.toBe('');
  });
});

describe('a refusal', () => {
  it('in a stream is told without the raw events', async () => {
    const events = [
      { type: 'message_start', message: { model: 'claude-a', usage: { input_tokens: 1, output_tokens: 0 } } },
      { type: 'message_delta', delta: { stop_reason: 'refusal' }, usage: { output_tokens: 0 } },
      { type: 'message_stop' },
    ];
    const body = events.map((one) => `event: ${one.type}\ndata: ${JSON.stringify(one)}\n\n`).join('');
    const reply = { status: 200, headers: { 'content-type': 'text/event-stream' }, body };
    const result = await models(reply, {
      provider: 'anthropic',
      check: 'stream',
      model: 'claude-a',
      key: KEY,
    });
    expect([classOf(result), result.notes]).toEqual(['up', ['the model refused to answer']]);
  });
});
