/** Whole answers of models, with a 200: errors inside of it, answers without words, documents that are none. */

import { type Case, html, json, raw } from './answers.ts';

const asked = (
  fact: string,
  provider: string,
  reply: Case['reply'],
  gives: Case['gives'],
  more: Partial<Case> = {},
): Case => ({
  fact,
  provider,
  check: 'chat',
  reply,
  gives,
  ...more,
});

const chat = (message: object, finish: string, more: object = {}) => ({
  id: 'x',
  model: 'test-model',
  choices: [
    { index: 0, message: { role: 'assistant', content: null, ...message }, finish_reason: finish, ...more },
  ],
  usage: { prompt_tokens: 1, completion_tokens: 16, total_tokens: 17 },
});
const gemini = (candidate: object) => ({ candidates: [candidate], modelVersion: 'test-model' });
const claude = (content: readonly object[], stop: string) => ({
  type: 'message',
  role: 'assistant',
  model: 'test-model',
  content,
  stop_reason: stop,
  usage: { input_tokens: 1, output_tokens: 1 },
});

const INSIDE: readonly Case[] = [
  ...(
    [
      [400, 'bad-request.invalid'],
      [401, 'auth.invalid-key'],
      [402, 'quota.credits'],
      [429, 'rate-limit.unspecified'],
      [502, 'server-error.bad-gateway'],
      [503, 'server-error.unavailable'],
    ] as const
  ).map(([code, gives]) =>
    asked(
      `${code} in a 200`,
      'openrouter',
      json(200, { error: { code, message: 'Provider returned error' } }),
      gives,
    ),
  ),
  asked(
    'flat, in a 200',
    'xai',
    json(200, { code: 'The service is currently unavailable', error: 'Service temporarily unavailable.' }),
    'server-error.unavailable',
  ),
  asked(
    'flat, in a 200, for a stream',
    'xai',
    json(200, { code: 'The service is currently unavailable', error: 'Service temporarily unavailable.' }),
    'server-error.unavailable',
    { check: 'stream' },
  ),
  asked(
    'a job that failed',
    'replicate',
    json(201, { id: 'x', status: 'failed', error: 'CUDA error', output: null }),
    'server-error.other',
  ),
  asked(
    'a job that never starts',
    'replicate',
    json(201, { id: 'x', status: 'starting', error: null, output: null }),
    'not-ready.starting',
  ),
  asked(
    'a list of errors',
    'cloudflare-workers-ai',
    json(200, {
      success: false,
      errors: [{ code: 3040, message: 'Capacity temporarily exceeded, please try again.' }],
      result: null,
    }),
    'overloaded.capacity',
  ),
];

const WORDLESS: readonly Case[] = [
  asked('stopped, and said nothing', 'openai', json(200, chat({ content: '' }, 'stop')), 'stream.empty'),
  asked('reasoning ate the budget', 'openai', json(200, chat({ content: '' }, 'length')), 'up'),
  asked(
    'a tool call',
    'openai',
    json(
      200,
      chat(
        { tool_calls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } }] },
        'tool_calls',
      ),
    ),
    'up',
  ),
  asked('a refusal', 'openai', json(200, chat({ refusal: "I can't help with that." }, 'stop')), 'up'),
  asked(
    'a filter',
    'azure-openai',
    json(200, chat({ content: '' }, 'content_filter')),
    'bad-request.content-filter',
  ),
  asked(
    'a filter that itself failed',
    'azure-openai',
    json(
      200,
      chat({ content: 'pong' }, 'stop', {
        content_filter_results: { error: { code: 'content_filter_error', message: 'x' } },
      }),
    ),
    'up',
  ),
  asked(
    'a filtered prompt',
    'gemini',
    json(200, { promptFeedback: { blockReason: 'SAFETY' } }),
    'bad-request.content-filter',
  ),
  ...['SAFETY', 'RECITATION', 'PROHIBITED_CONTENT'].map((reason) =>
    asked(reason, 'gemini', json(200, gemini({ finishReason: reason })), 'bad-request.content-filter'),
  ),
  asked(
    'stopped, with empty parts',
    'gemini',
    json(200, gemini({ content: { parts: [] }, finishReason: 'STOP' })),
    'stream.empty',
  ),
  asked(
    'thoughts ate the budget',
    'gemini',
    json(200, {
      ...gemini({ content: { role: 'model' }, finishReason: 'MAX_TOKENS' }),
      usageMetadata: { promptTokenCount: 3, thoughtsTokenCount: 9 },
    }),
    'up',
  ),
  asked('no content', 'anthropic', json(200, claude([], 'end_turn')), 'stream.empty'),
  asked(
    'thinking alone',
    'anthropic',
    json(200, claude([{ type: 'thinking', thinking: 'hm', signature: '' }], 'max_tokens')),
    'up',
  ),
  asked(
    'a cold load takes long',
    'ollama',
    json(200, {
      model: 'test-model',
      message: { role: 'assistant', content: 'pong' },
      done: true,
      done_reason: 'stop',
      load_duration: 9e9,
      eval_count: 1,
    }),
    'up',
  ),
  asked(
    'blank lines before the document keep the line alive',
    'deepseek',
    raw(`\n\n\n${JSON.stringify(chat({ content: 'pong' }, 'stop'))}`, 'application/json'),
    'up',
  ),
];

const MISSHAPEN: readonly Case[] = [
  asked('an empty body', 'openai', raw('', 'application/json'), 'mismatch.json'),
  asked(
    'a document that stops midway',
    'openai',
    raw('{"choices":[{"message":{"con', 'application/json'),
    'mismatch.json',
  ),
  asked('two documents', 'openai', raw('{"a":1}{"b":2}', 'application/json'), 'mismatch.json'),
  asked('null', 'openai', raw('null', 'application/json'), 'mismatch.json'),
  asked('a number', 'openai', raw('42', 'application/json'), 'mismatch.json'),
  asked('an array', 'anthropic', raw('[]', 'application/json'), 'mismatch.json'),
  asked('no choices', 'openai', json(200, { id: 'x' }), 'mismatch.json'),
  asked('choices of a wrong type', 'openai', json(200, { choices: 'many' }), 'mismatch.json'),
  asked(
    'a message of a wrong type',
    'openai',
    json(200, { choices: [{ message: 7, finish_reason: 'stop' }] }),
    'stream.empty',
  ),
  asked('content of a wrong type', 'anthropic', json(200, { content: 'pong' }), 'mismatch.json'),
  asked(
    'parts of a wrong type',
    'gemini',
    json(200, { candidates: [{ content: { parts: 'pong' }, finishReason: 'STOP' }] }),
    'stream.empty',
  ),
  asked('a page', 'anthropic', html(200, '<html><title>Hello</title></html>'), 'mismatch.content-type'),
  asked('a list of models that is none', 'openai', json(200, { data: 'none' }), 'mismatch.json', {
    check: 'models',
  }),
  asked(
    'deep nesting',
    'openai',
    raw(`${'['.repeat(50_000)}${']'.repeat(50_000)}`, 'application/json'),
    'mismatch.json',
  ),
];

export const GENERATION_CASES: readonly Case[] = [...INSIDE, ...WORDLESS, ...MISSHAPEN];
