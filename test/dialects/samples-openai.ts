/** Streams of OpenAI chat completions and its many relatives, as they look on the wire. */

import { events, type Sample } from './helpers.ts';

const chunk = (delta: object, finish: string | null = null) => ({
  id: 'c1',
  object: 'chat.completion.chunk',
  model: 'm-2026',
  choices: [{ index: 0, delta, finish_reason: finish }],
});
const role = chunk({ role: 'assistant', content: '' });
const usage = {
  object: 'chat.completion.chunk',
  choices: [],
  usage: { prompt_tokens: 3, completion_tokens: 2 },
};
const azureFilter = { id: '', model: '', choices: [], prompt_filter_results: [{ prompt_index: 0 }] };

const chat = (name: string, body: string, expect: Sample['expect'], incomplete = false): Sample => ({
  name: `openai-chat: ${name}`,
  dialect: 'openai-chat',
  body,
  expect,
  incomplete,
});

const OK = { tokens: 1, visible: 1, finishReason: 'stop', endMarker: true, malformed: null, errorBody: null };
const done = chunk({}, 'stop');
const hello = chunk({ content: 'Hé' });

const MANY_LINES =
  'data: {"choices":[\ndata: {"delta":{"content":"a"},"finish_reason":"stop"}\ndata: ]}\n\ndata: [DONE]\n\n';

export const OPENAI_CHAT: readonly Sample[] = [
  chat('healthy', events(role, hello, chunk({ content: ' you' }), done, usage, '[DONE]'), {
    ...OK,
    events: 5,
    tokens: 2,
    visible: 2,
    model: 'm-2026',
    usage: { inputTokens: 3, outputTokens: 2 },
  }),
  chat(
    'CRLF, comments, byte order mark',
    `\ufeff: hi\r\n\r\n${events(hello, done, '[DONE]').replaceAll('\n', '\r\n')}`,
    OK,
  ),
  chat('CR alone', events(hello, done, '[DONE]').replaceAll('\n', '\r'), OK),
  chat('one event over several data lines', MANY_LINES, OK),
  chat('several data lines that end in CRLF', MANY_LINES.replaceAll('\n', '\r\n'), OK),
  chat('keep-alives and empty data', `: keep-alive\n\ndata:\n\n\n\n${events(hello, done, '[DONE]')}`, {
    ...OK,
    events: 2,
  }),
  chat('no blank line at the end', events(hello, done, '[DONE]').trimEnd(), OK),
  chat(
    'two terminators and more after them',
    events(hello, done, '[DONE]', '[DONE]', chunk({ content: 'x' }), '{'),
    OK,
  ),
  chat('nothing but a role', events(role, done, '[DONE]'), { ...OK, tokens: 0, visible: 0 }),
  chat('empty body', '', { events: 0, tokens: 0, finishReason: null, endMarker: false, malformed: null }),
  chat('cut between events', events(role, hello), {
    tokens: 1,
    finishReason: null,
    endMarker: false,
    malformed: null,
  }),
  chat('cut within an event', events(role, hello) + events(hello).slice(0, 30), {
    tokens: 1,
    endMarker: false,
    malformed: null,
  }),
  chat('cut by the transport', events(role, hello), { tokens: 1, endMarker: false }, true),
  chat('finish without end marker', events(hello, done), { finishReason: 'stop', endMarker: false }),
  chat('an event that is no JSON', events(hello, '{"choices":', done, '[DONE]'), {
    ...OK,
    malformed: 'event 2 is no JSON object',
  }),
  chat('JSON that is no object', events('5', '[DONE]'), { malformed: 'event 1 is no JSON object' }),
  chat('HTML', '<html><body>502 Bad Gateway</body></html>\n', {
    events: 0,
    malformed: 'no event stream',
    endMarker: false,
  }),
  chat('one JSON document', JSON.stringify({ choices: [{ message: { content: 'hi' } }] }), {
    events: 0,
    malformed: 'one JSON document instead of a stream',
  }),
  chat('a filter', events(hello, chunk({}, 'content_filter'), '[DONE]'), {
    filtered: 'content_filter',
    finishReason: 'content_filter',
  }),
  chat('a refusal', events(chunk({ refusal: 'I cannot' }), done, '[DONE]'), {
    ...OK,
    visible: 0,
    filtered: null,
  }),
  chat(
    'a tool call',
    events(
      chunk({ tool_calls: [{ index: 0, function: { name: 'f', arguments: '' } }] }),
      chunk({}, 'tool_calls'),
      '[DONE]',
    ),
    { tokens: 1, visible: 0, finishReason: 'tool_calls' },
  ),
  chat(
    'reasoning_content alone (DeepSeek)',
    events(role, chunk({ content: null, reasoning_content: 'hm' }), chunk({}, 'length'), '[DONE]'),
    { tokens: 1, visible: 0, finishReason: 'length' },
  ),
  chat(
    'reasoning under two names',
    events(chunk({ reasoning: 'hm', reasoning_content: 'hm' }), done, '[DONE]'),
    { tokens: 1, visible: 0 },
  ),
  chat(
    'hidden reasoning ate the budget',
    events(
      role,
      chunk({}, 'length'),
      {
        choices: [],
        usage: {
          prompt_tokens: 3,
          completion_tokens: 16,
          completion_tokens_details: { reasoning_tokens: 16 },
        },
      },
      '[DONE]',
    ),
    { tokens: 16, visible: 0, finishReason: 'length' },
  ),
  chat(
    'hidden reasoning, then nothing to say',
    events(done, {
      choices: [],
      usage: { completion_tokens: 9, completion_tokens_details: { reasoning_tokens: 8 } },
    }),
    { tokens: 8, visible: 0, finishReason: 'stop' },
  ),
  chat('the budget is spent and nobody counts', events(role, chunk({}, 'length'), '[DONE]'), {
    tokens: 1,
    visible: 0,
  }),
  chat(
    'a spent budget of nothing',
    events(chunk({}, 'length'), { choices: [], usage: { completion_tokens: 0 } }, '[DONE]'),
    { tokens: 0 },
  ),
  chat(
    'parts (Mistral)',
    events(
      chunk({ content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] }] }),
      chunk({ content: [{ type: 'text', text: 'a' }] }),
      done,
      '[DONE]',
    ),
    { ...OK, tokens: 2 },
  ),
  chat('prompt filter results first (Azure)', events(azureFilter, role, hello, done, '[DONE]'), {
    ...OK,
    model: 'm-2026',
  }),
  chat(
    'usage aside (Groq)',
    events(
      hello,
      { ...done, x_groq: { id: 'r', usage: { prompt_tokens: 7, completion_tokens: 1 } } },
      '[DONE]',
    ),
    { ...OK, usage: { inputTokens: 7, outputTokens: 1 } },
  ),
  chat('error aside (Groq)', events(hello, { ...done, x_groq: { error: 'over capacity' } }), {
    errorBody: { error: 'over capacity' },
  }),
  chat('error object', events(role, { error: { message: 'm', code: 'server_error' } }), {
    errorBody: { error: { message: 'm', code: 'server_error' } },
    endMarker: false,
  }),
  chat('error string (TGI, Hugging Face)', events({ error: 'Model overloaded', error_type: 'overloaded' }), {
    errorBody: { error: 'Model overloaded', error_type: 'overloaded' },
  }),
  chat('error event', 'event: error\ndata: {"message":"m"}\n\n', { errorBody: { error: { message: 'm' } } }),
  chat('error event of plain text', 'event: error\ndata: boom\n\n', {
    errorBody: { error: 'boom' },
    malformed: null,
  }),
  chat('error of older vLLM', events({ object: 'error', message: 'm', code: 400 }, '[DONE]'), {
    errorBody: { object: 'error', message: 'm', code: 400 },
    endMarker: true,
  }),
  chat(
    'numeric code, finish error (OpenRouter)',
    `: OPENROUTER PROCESSING\n\n${events({ error: { code: 502, message: 'm' }, choices: [{ delta: { content: '' }, finish_reason: 'error' }] })}`,
    {
      errorBody: {
        error: { code: 502, message: 'm' },
        choices: [{ delta: { content: '' }, finish_reason: 'error' }],
      },
      finishReason: 'error',
    },
  ),
  chat('a bare finish error (OpenRouter)', events(chunk({}, 'error')), { errorBody: chunk({}, 'error') }),
  chat('a flat JSON error (xAI)', '{"code":"The service is currently unavailable","error":"try later"}', {
    errorBody: { code: 'The service is currently unavailable', error: 'try later' },
    malformed: null,
  }),
  chat(
    'a pretty-printed error between events',
    `${events(hello)}{\n  "error": {\n    "code": 503\n  }\n}\n`,
    { errorBody: { error: { code: 503 } }, tokens: 1 },
  ),
  chat('an error that is null', events({ ...hello, error: null }, done, '[DONE]'), OK),
  chat(
    'strange types everywhere',
    events(
      {
        model: 5,
        usage: 'x',
        choices: [null, 3, { delta: [], finish_reason: {} }, { delta: { content: 7, tool_calls: {} } }],
      },
      '[DONE]',
    ),
    { tokens: 0, model: null, malformed: null },
  ),
];
