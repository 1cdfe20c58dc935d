/** Streams of the vendors with an API of their own, as they look on the wire. */

import { events, type Sample, typed } from './helpers.ts';

const started = {
  type: 'message_start',
  message: { model: 'claude-x', usage: { input_tokens: 8, cache_read_input_tokens: 2, output_tokens: 1 } },
};
const block = (delta: object) => ({ type: 'content_block_delta', index: 0, delta });
const text = block({ type: 'text_delta', text: 'Hi' });
const stop = (reason: string) => ({
  type: 'message_delta',
  delta: { stop_reason: reason },
  usage: { output_tokens: 4 },
});
const ended = { type: 'message_stop' };

const anthropic = (name: string, body: string, expect: Sample['expect']): Sample => ({
  name: `anthropic: ${name}`,
  dialect: 'anthropic',
  body,
  expect,
});

const ANTHROPIC: readonly Sample[] = [
  anthropic(
    'healthy',
    typed(
      started,
      { type: 'content_block_start', content_block: { type: 'text', text: '' } },
      { type: 'ping' },
      text,
      text,
      { type: 'content_block_stop' },
      stop('end_turn'),
      ended,
    ),
    {
      events: 8,
      tokens: 2,
      visible: 2,
      finishReason: 'end_turn',
      endMarker: true,
      model: 'claude-x',
      usage: { inputTokens: 10, outputTokens: 4 },
    },
  ),
  anthropic(
    'thinking alone',
    typed(started, block({ type: 'thinking_delta', thinking: 'hm' }), stop('max_tokens'), ended),
    { tokens: 1, visible: 0, finishReason: 'max_tokens' },
  ),
  anthropic(
    'a tool call',
    typed(
      started,
      { type: 'content_block_start', content_block: { type: 'tool_use', name: 'f', input: {} } },
      block({ type: 'input_json_delta', partial_json: '{"a"' }),
      stop('tool_use'),
      ended,
    ),
    { tokens: 2, visible: 0 },
  ),
  anthropic(
    'overloaded after 200',
    typed({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }),
    {
      errorBody: { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
      endMarker: false,
    },
  ),
  anthropic(
    'overloaded in the middle',
    typed(started, text, { type: 'error', error: { type: 'overloaded_error' } }),
    { tokens: 1, errorBody: { type: 'error', error: { type: 'overloaded_error' } } },
  ),
  anthropic('a classifier stopped it', typed(started, stop('refusal'), ended), {
    filtered: 'refusal',
    tokens: 0,
  }),
  anthropic('pings only', typed(started, { type: 'ping' }, { type: 'ping' }), {
    tokens: 0,
    finishReason: null,
    endMarker: false,
  }),
  anthropic('cut', typed(started, text), { tokens: 1, finishReason: null, endMarker: false }),
  anthropic('empty', typed(started, stop('end_turn'), ended), {
    tokens: 0,
    finishReason: 'end_turn',
    endMarker: true,
  }),
  anthropic('malformed', 'event: message_start\ndata: {oops\n\n', { malformed: 'event 1 is no JSON object' }),
];

const candidate = (parts: readonly object[], finishReason?: string) => ({
  candidates: [{ content: { parts, role: 'model' }, finishReason }],
  modelVersion: 'g-2',
});
const tail = {
  ...candidate([{ text: '!' }], 'STOP'),
  usageMetadata: { promptTokenCount: 2, candidatesTokenCount: 3, thoughtsTokenCount: 4 },
};
const googleError = { error: { code: 503, message: 'The model is overloaded.', status: 'UNAVAILABLE' } };

const gemini = (name: string, body: string, expect: Sample['expect'], incomplete = false): Sample => ({
  name: `gemini: ${name}`,
  dialect: 'gemini',
  body,
  expect,
  incomplete,
});
const GEMINI_OK = {
  tokens: 2,
  visible: 2,
  finishReason: 'STOP',
  endMarker: true,
  malformed: null,
  usage: { inputTokens: 2, outputTokens: 7 },
};

const GEMINI: readonly Sample[] = [
  gemini('healthy', events(candidate([{ text: 'Hi' }]), tail), { ...GEMINI_OK, model: 'g-2' }),
  gemini(
    'healthy as a JSON array',
    JSON.stringify([candidate([{ text: 'a "{" é' }]), tail], null, 2),
    GEMINI_OK,
  ),
  gemini(
    'an array after a byte order mark',
    `\ufeff\n ${JSON.stringify([candidate([{ text: 'a' }]), tail])}`,
    GEMINI_OK,
  ),
  gemini('a cut JSON array', JSON.stringify([candidate([{ text: 'a' }]), tail]).slice(0, -1), {
    ...GEMINI_OK,
    endMarker: false,
  }),
  gemini('an element that is no JSON', '[{"candidates":]}\n]', { malformed: 'event 1 is no JSON object' }),
  gemini('text between elements', '[{} oops {}]', {
    malformed: 'text between JSON objects',
    endMarker: false,
  }),
  gemini('leftover bytes', `${events(tail)}data: {"cand`, { finishReason: 'STOP', endMarker: false }),
  gemini('cut by the transport', events(tail), { finishReason: 'STOP', endMarker: false }, true),
  gemini('no finish reason', events(candidate([{ text: 'a' }])), {
    tokens: 1,
    finishReason: null,
    endMarker: false,
  }),
  gemini('thoughts alone', events(candidate([{ text: 'hm', thought: true }], 'MAX_TOKENS')), {
    tokens: 1,
    visible: 0,
    finishReason: 'MAX_TOKENS',
    endMarker: true,
  }),
  gemini(
    'hidden thoughts ate the budget',
    events({
      candidates: [{ finishReason: 'MAX_TOKENS' }],
      usageMetadata: { promptTokenCount: 2, thoughtsTokenCount: 12 },
    }),
    { tokens: 12, visible: 0 },
  ),
  gemini('stop with empty parts', events(candidate([], 'STOP')), {
    tokens: 0,
    finishReason: 'STOP',
    endMarker: true,
  }),
  gemini('a safety stop', events(candidate([], 'SAFETY')), { filtered: 'SAFETY' }),
  gemini('a blocked prompt', events({ promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } }), {
    filtered: 'PROHIBITED_CONTENT',
    finishReason: null,
    endMarker: true,
  }),
  gemini('a bare error', JSON.stringify(googleError, null, 2), { errorBody: googleError, endMarker: false }),
  gemini('an error in an array', JSON.stringify([googleError]), { errorBody: googleError }),
  gemini('an error as event', events(candidate([{ text: 'a' }]), googleError), {
    errorBody: googleError,
    tokens: 1,
  }),
  gemini(
    'a bare error after events',
    `${events(candidate([{ text: 'a' }]))}${JSON.stringify(googleError)}\n`,
    { errorBody: googleError, tokens: 1 },
  ),
  gemini('empty', '', { events: 0, endMarker: false, malformed: null }),
];

const cohere = (name: string, body: string, expect: Sample['expect']): Sample => ({
  name: `cohere: ${name}`,
  dialect: 'cohere',
  body,
  expect,
});
const said = (content: object) => ({ type: 'content-delta', index: 0, delta: { message: { content } } });
const end = (delta: object) => ({ type: 'message-end', delta });

const COHERE: readonly Sample[] = [
  cohere(
    'healthy',
    typed(
      { type: 'message-start' },
      { type: 'content-start', delta: { message: { content: { type: 'text', text: '' } } } },
      said({ text: 'Hi' }),
      { type: 'content-end' },
      end({ finish_reason: 'COMPLETE', usage: { tokens: { input_tokens: 3, output_tokens: 1 } } }),
    ),
    {
      tokens: 1,
      visible: 1,
      finishReason: 'COMPLETE',
      endMarker: true,
      usage: { inputTokens: 3, outputTokens: 1 },
    },
  ),
  cohere('thinking alone', typed(said({ thinking: 'hm' }), end({ finish_reason: 'MAX_TOKENS' })), {
    tokens: 1,
    visible: 0,
  }),
  cohere('an error as finish reason', typed(end({ finish_reason: 'ERROR', error: 'oops' })), {
    errorBody: { message: 'oops', finish_reason: 'ERROR' },
    endMarker: true,
  }),
  cohere('a bare TIMEOUT', typed(end({ finish_reason: 'TIMEOUT' })), {
    errorBody: { message: 'TIMEOUT', finish_reason: 'TIMEOUT' },
  }),
  cohere('cut', typed(said({ text: 'Hi' })), { tokens: 1, endMarker: false }),
];

export const VENDORS: readonly Sample[] = [...ANTHROPIC, ...GEMINI, ...COHERE];
