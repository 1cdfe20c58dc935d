/** Streams: what each family calls the end, how each tells an error after a 200, and what breaks a format. */

import { crc32 } from 'node:zlib';
import { type Case, DONE, json, lines, named, raw, role, sse, stop, token } from './answers.ts';

const asked = (fact: string, provider: string, reply: Case['reply'], gives: Case['gives']): Case => ({
  fact,
  provider,
  check: 'stream',
  reply,
  gives,
});

const openai = (fact: string, reply: Case['reply'], gives: Case['gives']) =>
  asked(fact, 'openai', reply, gives);

const ENDS: readonly Case[] = [
  openai('whole', sse(role, token, stop, DONE), 'up'),
  openai('no end marker', sse(role, token, stop), 'up'),
  openai('no finish reason', sse(role, token, DONE), 'up'),
  openai('neither', sse(role, token), 'stream.truncated'),
  openai('a role alone is no token', sse(role, stop, DONE), 'stream.empty'),
  openai('two end markers', sse(role, token, stop, DONE, DONE), 'up'),
  openai('an error after the end', sse(role, token, stop, DONE, { error: { message: 'late' } }), 'up'),
  openai('nothing', sse(), 'stream.empty'),
  openai('comments alone', raw(': ping\n\n: ping\n\n', 'text/event-stream'), 'stream.empty'),
  openai('the end marker alone', sse(DONE), 'stream.empty'),
  openai(
    'cut in a line',
    raw('data: {"choices":[{"delta":{"content":"po"}}]}\n\ndata: {"cho', 'text/event-stream'),
    'stream.truncated',
  ),
  asked(
    'comments while it waits, then it gives up',
    'deepseek',
    raw(': keep-alive\n\n: keep-alive\n\n', 'text/event-stream'),
    'stream.empty',
  ),
  asked(
    'comments, then an answer',
    'openrouter',
    raw(
      `: OPENROUTER PROCESSING\n\n${[role, token, stop].map((one) => `data: ${JSON.stringify(one)}\n\n`).join('')}data: [DONE]\n\n`,
      'text/event-stream',
    ),
    'up',
  ),
  asked(
    'no end marker of its own',
    'gemini',
    sse(
      { candidates: [{ content: { parts: [{ text: 'po' }] } }] },
      { candidates: [{ content: { parts: [{ text: 'ng' }] }, finishReason: 'STOP' }] },
    ),
    'up',
  ),
  asked(
    'no finish reason',
    'gemini',
    sse({ candidates: [{ content: { parts: [{ text: 'po' }] } }] }),
    'stream.truncated',
  ),
  asked(
    'one growing array, without alt=sse',
    'gemini',
    json(200, [{ candidates: [{ content: { parts: [{ text: 'po' }] }, finishReason: 'STOP' }] }]),
    'up',
  ),
  asked(
    'whole',
    'cohere',
    named(
      ['content-delta', { type: 'content-delta', delta: { message: { content: { text: 'po' } } } }],
      ['message-end', { type: 'message-end', delta: { finish_reason: 'COMPLETE' } }],
    ),
    'up',
  ),
  asked(
    'cut',
    'cohere',
    named(['content-delta', { type: 'content-delta', delta: { message: { content: { text: 'po' } } } }]),
    'stream.truncated',
  ),
  asked(
    'whole',
    'ollama',
    lines(
      { message: { content: 'po' }, done: false },
      { message: { content: '' }, done: true, done_reason: 'stop' },
    ),
    'up',
  ),
  asked('cut', 'ollama', lines({ message: { content: 'po' }, done: false }), 'stream.truncated'),
  asked(
    'whole',
    'tgi',
    sse(
      { token: { id: 1, text: 'po', special: false }, generated_text: null },
      {
        token: { id: 2, text: '', special: true },
        generated_text: 'po',
        details: { finish_reason: 'eos_token' },
      },
    ),
    'up',
  ),
  asked('whole, without any marker', 'triton', sse({ model_name: 'm', text_output: 'po' }), 'up'),
];

/** An error in a 200 stream, in the shape of each family, takes the class that its code has as a status. */
const ERRORS: readonly Case[] = [
  openai(
    'OpenAI',
    sse(role, token, { error: { message: 'x', type: 'server_error', code: 'server_error' } }),
    'server-error.internal',
  ),
  openai(
    'before any token',
    sse({ error: { message: 'x', type: 'insufficient_quota', code: 'insufficient_quota' } }),
    'quota.credits',
  ),
  openai(
    'a code that nobody knows',
    sse(role, { error: { message: 'x', code: 'never_heard_of' } }),
    'stream.error-event',
  ),
  asked(
    'its older servers',
    'vllm',
    sse(role, { object: 'error', message: 'x', type: 'BadRequestError', code: 400 }),
    'bad-request.invalid',
  ),
  asked(
    'its newer servers',
    'vllm',
    sse(role, { error: { message: 'x', type: 'InternalServerError', code: 500 } }),
    'server-error.internal',
  ),
  asked(
    'SGLang',
    'sglang',
    sse({ error: { message: 'x', type: 'InternalServerError', code: 500 } }),
    'server-error.internal',
  ),
  asked(
    'its own',
    'tgi',
    sse({ error: 'Model is overloaded', error_type: 'overloaded' }),
    'overloaded.capacity',
  ),
  asked(
    'chat',
    'huggingface',
    sse({ error: { message: 'Input validation error', http_status_code: 422 } }),
    'bad-request.invalid',
  ),
  asked(
    'an event of that name',
    'anthropic',
    named(['error', { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }]),
    'overloaded.capacity',
  ),
  asked(
    'bare',
    'gemini',
    sse({ error: { code: 503, message: 'The model is overloaded.', status: 'UNAVAILABLE' } }),
    'overloaded.capacity',
  ),
  asked(
    'with details',
    'gemini',
    sse({
      error: {
        code: 429,
        message: 'Quota exceeded.',
        status: 'RESOURCE_EXHAUSTED',
        details: [{ violations: [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier' }] }],
      },
    }),
    'quota.plan',
  ),
  asked(
    'a line',
    'ollama',
    lines(
      { message: { content: 'po' }, done: false },
      { error: 'an error was encountered while running the model: unexpected EOF' },
    ),
    'stream.error-event',
  ),
  asked(
    'a number, as the status',
    'openrouter',
    sse(role, {
      error: { code: 429, message: 'Rate limited' },
      choices: [{ delta: { content: '' }, finish_reason: 'error' }],
    }),
    'rate-limit.unspecified',
  ),
  asked(
    'a finish reason alone',
    'openrouter',
    sse(role, { choices: [{ delta: { content: '' }, finish_reason: 'error' }] }),
    'stream.error-event',
  ),
  asked(
    'aside',
    'groq',
    sse(role, { x_groq: { error: 'over_capacity' }, choices: [] }),
    'stream.error-event',
  ),
  ...(
    [
      ['throttlingException', 'rate-limit.unspecified'],
      ['modelStreamErrorException', 'stream.error-event'],
      ['internalServerException', 'server-error.internal'],
      ['serviceUnavailableException', 'server-error.unavailable'],
      ['validationException', 'bad-request.invalid'],
    ] as const
  ).map(([name, gives]) =>
    asked(name, 'bedrock', raw(frame(name), 'application/vnd.amazon.eventstream'), gives),
  ),
  ...(
    [
      [401, 'auth.invalid-key'],
      [403, 'auth.forbidden'],
      [404, 'not-found.path'],
      [429, 'rate-limit.unspecified'],
      [500, 'server-error.internal'],
      [503, 'server-error.unavailable'],
      [504, 'server-error.gateway-timeout'],
    ] as const
  ).map(([code, gives]) => openai(`the number ${code}`, sse(role, { error: { code, message: 'x' } }), gives)),
  ...(
    [
      ['insufficient_quota', 'quota.credits'],
      ['rate_limit_exceeded', 'rate-limit.unspecified'],
      ['authentication_error', 'auth.invalid-key'],
      ['permission_denied', 'auth.forbidden'],
      ['model_not_found', 'not-found.model'],
      ['not_found', 'not-found.model'],
      ['context_length_exceeded', 'bad-request.too-large'],
      ['invalid_request', 'bad-request.invalid'],
      ['overloaded', 'overloaded.capacity'],
      ['timeout', 'server-error.gateway-timeout'],
    ] as const
  ).map(([code, gives]) => openai(`the word ${code}`, sse(role, { error: { code, message: 'x' } }), gives)),
];

const BROKEN: readonly Case[] = [
  openai('no JSON', sse(role, '{"choices":[{', DONE), 'stream.malformed'),
  openai('a number', sse('42', DONE), 'stream.malformed'),
  openai('null', sse('null', DONE), 'stream.malformed'),
  openai('text', raw('hello there\n', 'text/event-stream'), 'stream.malformed'),
  openai('choices of a wrong type', sse({ choices: 7 }, DONE), 'stream.empty'),
  openai('a delta of a wrong type', sse({ choices: [{ delta: 'po' }] }, stop, DONE), 'stream.empty'),
  openai(
    'a token of a wrong type',
    sse({ choices: [{ delta: { content: 7 } }] }, stop, DONE),
    'stream.empty',
  ),
  openai(
    'one document',
    json(200, { choices: [{ message: { content: 'pong' }, finish_reason: 'stop' }] }),
    'mismatch.content-type',
  ),
  asked('no JSON', 'ollama', raw('{"message":\n', 'application/x-ndjson'), 'stream.malformed'),
  asked(
    'no frame',
    'bedrock',
    raw('hello there, this is no frame', 'application/vnd.amazon.eventstream'),
    'stream.malformed',
  ),
];

/** An exception of a ConverseStream: prelude, headers, payload, each with its checksum. */
function frame(exception: string): Buffer {
  const headers = Buffer.concat([header(':exception-type', exception), header(':message-type', 'exception')]);
  const payload = Buffer.from('{"message":"x"}');
  const prelude = Buffer.alloc(8);
  prelude.writeUInt32BE(16 + headers.length + payload.length, 0);
  prelude.writeUInt32BE(headers.length, 4);
  const message = Buffer.concat([prelude, sum(prelude), headers, payload]);
  return Buffer.concat([message, sum(message)]);
}

function header(name: string, value: string): Buffer {
  const size = Buffer.alloc(3);
  size.writeUInt8(7, 0);
  size.writeUInt16BE(value.length, 1);
  return Buffer.concat([Buffer.from([name.length]), Buffer.from(name), size, Buffer.from(value)]);
}

function sum(bytes: Buffer): Buffer {
  const out = Buffer.alloc(4);
  out.writeUInt32BE(crc32(bytes), 0);
  return out;
}

export const STREAM_CASES: readonly Case[] = [...ENDS, ...ERRORS, ...BROKEN];
