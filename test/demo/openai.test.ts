import { createParser } from 'eventsource-parser';
import { describe, expect, it } from 'vitest';
import { aiService, type Service } from '../../src/demo/ai/exchange.ts';
import { DEMO_KEY, type OpenAiOptions, openAi, vllm } from '../../src/demo/ai/openai.ts';
import { CHAT_FAULTS, type ChatFault, slowFirstToken } from '../../src/demo/ai/openai-faults.ts';
import { withServer } from '../support/servers/index.ts';
import { curl, dechunk, post, type RawAnswer, rawExchange, split } from '../support/servers/raw-client.ts';

const KEY = `Authorization: Bearer ${DEMO_KEY}\r\n`;
const CHAT = '/v1/chat/completions';
const QUESTION = { model: 'gpt-demo', messages: [{ role: 'user', content: 'ping' }] };

function ask(service: Service, document: object, path = CHAT): Promise<RawAnswer> {
  return withServer(aiService(service), ({ port }) =>
    rawExchange(port, { request: post(path, document, KEY) }),
  );
}

const stream = (options: OpenAiOptions, more: object = {}) =>
  ask(openAi(options), { ...QUESTION, stream: true, ...more });

/** The data of the events, by somebody else's parser. */
function events(text: string): string[] {
  const found: string[] = [];
  const parser = createParser({ onEvent: ({ data }) => found.push(data) });
  parser.feed(text);
  return found;
}

const ENVELOPE =
  '"id":"chatcmpl-demo","object":"chat.completion.chunk","created":1767225600,"model":"gpt-demo","system_fingerprint":"fp_demo"';
const piece = (delta: string, finish = 'null', tail = '') =>
  `data: {${ENVELOPE},"choices":[{"index":0,"delta":${delta},"logprobs":null,"finish_reason":${finish}}]${tail}}\n\n`;

describe('the OpenAI-like API', () => {
  it.each([
    ['no key', [], 401, { type: 'invalid_request_error', code: null }],
    ['a wrong key', ['--header', 'authorization: Bearer sk-wrong-key-123'], 401, { code: 'invalid_api_key' }],
  ])('refuses %s in its own words', async (_name, headers, status, error) => {
    await withServer(aiService(openAi()), async ({ origin }) => {
      const { stdout } = await curl(...headers, '--write-out', '\n%{http_code}', `${origin}/v1/models`);
      const [body = '', code] = stdout.split('\n');
      expect(Number(code)).toBe(status);
      expect(JSON.parse(body).error).toMatchObject(error);
      expect(body).not.toContain('sk-wrong-key-123');
    });
  });

  it('lists its models, with limits in the head', async () => {
    await withServer(aiService(openAi({ remaining: 3 })), async ({ origin }) => {
      const { stdout } = await curl(
        '--include',
        '--header',
        `authorization: Bearer ${DEMO_KEY}`,
        `${origin}/v1/models`,
      );
      expect(stdout).toContain('x-ratelimit-limit-requests: 60\r\nx-ratelimit-remaining-requests: 3\r\n');
      expect(stdout).toContain('"id":"gpt-demo","object":"model"');
    });
  });

  it('answers in one piece, within the budget', async () => {
    const whole = JSON.parse(split(await ask(openAi(), QUESTION)).body);
    expect(whole.choices[0]).toMatchObject({
      message: { role: 'assistant', content: 'pong!' },
      finish_reason: 'stop',
    });
    expect(whole.usage).toEqual({ prompt_tokens: 8, completion_tokens: 3, total_tokens: 11 });
    const short = JSON.parse(split(await ask(openAi(), { ...QUESTION, max_tokens: 1 })).body);
    expect(short.choices[0]).toMatchObject({ message: { content: 'po' }, finish_reason: 'length' });
  });

  it('streams: role, pieces, finish, end', async () => {
    const { head, body } = split(await stream({}));
    expect(head).toContain('content-type: text/event-stream; charset=utf-8');
    expect(dechunk(body)).toEqual({
      whole: true,
      text: [
        piece('{"role":"assistant","content":"","refusal":null}'),
        piece('{"content":"po"}'),
        piece('{"content":"ng"}'),
        piece('{"content":"!"}'),
        piece('{}', '"stop"'),
        'data: [DONE]\n\n',
      ].join(''),
    });
  });

  it('adds the usage where it is asked for, and null before it', async () => {
    const { text } = dechunk(split(await stream({}, { stream_options: { include_usage: true } })).body);
    expect(
      text.startsWith(piece('{"role":"assistant","content":"","refusal":null}', 'null', ',"usage":null')),
    ).toBe(true);
    const last = `data: {${ENVELOPE},"choices":[],"usage":{"prompt_tokens":8,"completion_tokens":3,"total_tokens":11}}\n\n`;
    expect(text.endsWith(`${last}data: [DONE]\n\n`)).toBe(true);
  });

  it.each([
    [{ ...QUESTION, model: 'nobody' }, 404, { code: 'model_not_found' }],
    [{ messages: [] }, 400, { type: 'invalid_request_error' }],
    [{ ...QUESTION, max_tokens: 1 }, 400, { code: 'unsupported_parameter', param: 'max_tokens' }],
  ])('refuses the question %j', async (question, status, error) => {
    const { head, body } = split(await ask(openAi({ refuses: ['max_tokens'] }), question));
    expect(head).toContain(`HTTP/1.1 ${status} `);
    expect(JSON.parse(body).error).toMatchObject(error);
  });

  it('embeds, and knows no other path', async () => {
    const vector = split(await ask(openAi(), { model: 'gpt-demo', input: 'x' }, '/v1/embeddings')).body;
    expect(JSON.parse(vector).data[0].embedding).toHaveLength(3);
    expect(split(await ask(openAi(), {}, '/v1/nothing')).head).toContain('404');
  });
});

describe('vLLM', () => {
  it('is open, and healthy without a body', async () => {
    await withServer(aiService(vllm({ chat: CHAT_FAULTS.hangs })), async ({ port, origin }) => {
      const health = await curl('--include', `${origin}/health`);
      expect(health.stdout).toMatch(/^HTTP\/1\.1 200 OK\r\ncontent-length: 0\r\n/);
      expect((await curl(`${origin}/v1/models`)).stdout).toContain('llama-demo');
      const question = post(CHAT, { ...QUESTION, model: 'llama-demo' });
      expect(await rawExchange(port, { request: question })).toEqual({ text: '', end: 'open', code: null });
    });
  });
});

const BEGUN = [
  piece('{"role":"assistant","content":"","refusal":null}'),
  piece('{"content":"po"}'),
  piece('{"content":"ng"}'),
].join('');

describe('chats that go wrong', () => {
  it.each<[ChatFault, RawAnswer['end'], boolean, string]>([
    ['role-then-silence', 'open', false, piece('{"role":"assistant","content":"","refusal":null}')],
    ['stalls', 'open', false, BEGUN],
    ['truncated', 'fin', true, BEGUN],
    ['cut-by-fin', 'fin', false, BEGUN],
    ['cut-by-rst', 'rst', false, BEGUN],
    ['no-end-marker', 'fin', true, `${BEGUN}${piece('{}', '"stop"')}`],
    ['no-finish-reason', 'fin', true, `${BEGUN}data: [DONE]\n\n`],
    [
      'malformed',
      'fin',
      true,
      `${piece('{"role":"assistant","content":"","refusal":null}')}data: {"choices":[{"delta"\n\ndata: [DONE]\n\n`,
    ],
    [
      'empty',
      'fin',
      true,
      `${piece('{"role":"assistant","content":"","refusal":null}')}${piece('{}', '"stop"')}data: [DONE]\n\n`,
    ],
  ])('%s ends by %s', async (name, end, whole, text) => {
    const answer = await stream({ chat: CHAT_FAULTS[name] });
    expect(answer.end).toBe(end);
    expect(dechunk(split(answer).body)).toEqual({ text, whole });
  });

  it.each<[ChatFault, string]>([
    ['overloaded', 'server_is_overloaded'],
    ['server-error', 'server_error'],
    ['quota-inside', 'insufficient_quota'],
  ])('%s comes as an error inside a 200, streamed or not', async (name, code) => {
    const answer = split(await stream({ chat: CHAT_FAULTS[name] }));
    expect(answer.head).toContain('HTTP/1.1 200 OK');
    const found = events(dechunk(answer.body).text);
    expect(found.at(-1)).toBe('[DONE]');
    expect(JSON.parse(found.at(-2) ?? '').error.code).toBe(code);
    const document = split(await ask(openAi({ chat: CHAT_FAULTS[name] }), QUESTION));
    expect(JSON.parse(document.body).error.code).toBe(code);
  });

  it('filters, thinks, or stays empty in one piece too', async () => {
    const choice = async (name: ChatFault) =>
      JSON.parse(split(await ask(openAi({ chat: CHAT_FAULTS[name] }), QUESTION)).body).choices[0];
    expect(await choice('empty')).toMatchObject({ message: { content: '' }, finish_reason: 'stop' });
    expect(await choice('content-filter')).toMatchObject({ finish_reason: 'content_filter' });
    expect(await choice('reasoning-only')).toMatchObject({
      message: { content: '', reasoning_content: 'The user ' },
      finish_reason: 'length',
    });
  });

  it('keeps alive by comments alone', async () => {
    await withServer(aiService(CHAT_FAULTS['keep-alive-only']), async ({ port }) => {
      const { text } = await rawExchange(port, { enough: 300 });
      expect(events(text)).toEqual([]);
      expect(text).toContain('\r\n: keep-alive\n\n\r\n');
    });
  });

  it('gives a document or a page where a stream was asked for', async () => {
    expect(split(await stream({ chat: CHAT_FAULTS['document-for-stream'] })).head).toContain(
      'application/json',
    );
    expect(split(await stream({ chat: CHAT_FAULTS.html })).head).toContain('text/html');
  });

  it('is understood in the oddest framing', async () => {
    const { body } = split(await stream({ chat: CHAT_FAULTS['odd-framing'] }));
    expect(body.startsWith('1\r\n:\r\n1\r\n \r\n1\r\nh\r\n')).toBe(true);
    const { text, whole } = dechunk(body);
    expect(whole).toBe(true);
    expect(events(text)).toEqual(events(`${BEGUN}${piece('{}', '"stop"')}data: [DONE]\n\n`));
  });

  it('thinks before it speaks', async () => {
    const { text } = dechunk(split(await stream({ chat: slowFirstToken(100) })).body);
    expect(events(text)).toHaveLength(6);
  });
});
