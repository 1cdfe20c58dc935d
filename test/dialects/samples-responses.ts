/** Streams of OpenAI responses, as they look on the wire. */

import { type Sample, typed } from './helpers.ts';

const completed = (response: object, type = 'response.completed') => ({ type, response });

export const OPENAI_RESPONSES: readonly Sample[] = [
  {
    name: 'openai-responses: healthy',
    dialect: 'openai-responses',
    body: typed(
      { type: 'response.created', response: { model: 'm-2026', status: 'in_progress' } },
      { type: 'response.output_item.added', item: { type: 'message' } },
      { type: 'response.reasoning_summary_text.delta', delta: 'hm' },
      { type: 'response.output_text.delta', delta: 'Hi' },
      completed({ status: 'completed', usage: { input_tokens: 3, output_tokens: 2 } }),
    ),
    expect: {
      tokens: 2,
      visible: 1,
      finishReason: 'completed',
      endMarker: true,
      model: 'm-2026',
      usage: { inputTokens: 3, outputTokens: 2 },
    },
  },
  {
    name: 'openai-responses: hidden reasoning ate the budget',
    dialect: 'openai-responses',
    body: typed(
      completed(
        {
          status: 'incomplete',
          incomplete_details: { reason: 'max_output_tokens' },
          usage: { input_tokens: 3, output_tokens: 16 },
        },
        'response.incomplete',
      ),
    ),
    expect: { tokens: 16, visible: 0, finishReason: 'max_output_tokens', endMarker: true },
  },
  {
    name: 'openai-responses: failed',
    dialect: 'openai-responses',
    body: typed(
      completed({ status: 'failed', error: { code: 'server_error', message: 'm' } }, 'response.failed'),
    ),
    expect: { errorBody: { error: { code: 'server_error', message: 'm' } }, endMarker: true },
  },
  {
    name: 'openai-responses: flat error event',
    dialect: 'openai-responses',
    body: typed({ type: 'error', code: 'rate_limit_exceeded', message: 'm', param: null }),
    expect: {
      errorBody: { error: { code: 'rate_limit_exceeded', message: 'm', param: null } },
      endMarker: false,
    },
  },
  {
    name: 'openai-responses: a filter',
    dialect: 'openai-responses',
    body: typed(
      completed(
        { status: 'incomplete', incomplete_details: { reason: 'content_filter' } },
        'response.incomplete',
      ),
    ),
    expect: { filtered: 'content_filter', tokens: 0 },
  },
  {
    name: 'openai-responses: cut',
    dialect: 'openai-responses',
    body: typed({ type: 'response.output_text.delta', delta: 'Hi' }),
    expect: { tokens: 1, finishReason: null, endMarker: false },
  },
  {
    name: 'openai-responses: [DONE] is no end marker here',
    dialect: 'openai-responses',
    body: `${typed({ type: 'response.output_text.delta', delta: 'Hi' })}data: [DONE]\n\n`,
    expect: { tokens: 1, endMarker: false },
  },
];
