/** Refusals of the probe's own parameters, as servers word them, and what becomes of the question. */

import { describe, expect, it } from 'vitest';
import { mend } from '../../src/dialects/mend.ts';
import type { Generate } from '../../src/domain/target.ts';
import { question } from './helpers.ts';

const openai = (message: string, code: string | null = null, param: string | null = null) => ({
  error: { message, type: 'invalid_request_error', param, code },
});
const pydantic = (name: string) => ({
  detail: [
    { type: 'extra_forbidden', loc: ['body', name], msg: 'Extra inputs are not permitted', input: {} },
  ],
});

const completion = { maxTokensKey: 'max_completion_tokens' } as const;
const noOptions = { omit: ['stream_options'] } as const;

type Row = readonly [string, Partial<Generate>, unknown, Partial<Generate>];

const MENDED: readonly Row[] = [
  [
    'max_tokens (OpenAI)',
    {},
    openai(
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      'unsupported_parameter',
      'max_tokens',
    ),
    completion,
  ],
  [
    'max_tokens, as text',
    {},
    "Unsupported parameter: 'max_tokens' is not supported with this model.",
    completion,
  ],
  [
    'max_completion_tokens (Azure)',
    completion,
    openai('Unrecognized request argument supplied: max_completion_tokens'),
    { maxTokensKey: 'max_tokens' },
  ],
  [
    'max_completion_tokens (Mistral)',
    completion,
    { object: 'error', message: pydantic('max_completion_tokens') },
    { maxTokensKey: 'max_tokens' },
  ],
  ['stream_options (FastAPI)', {}, pydantic('stream_options'), noOptions],
  [
    'stream_options (Fireworks)',
    {},
    openai("Extra inputs are not permitted, field: 'stream_options'"),
    noOptions,
  ],
  [
    'stream_options (Azure AI)',
    {},
    { detail: "Extra parameters ['stream_options'] are not allowed when extra-parameters is not set" },
    noOptions,
  ],
  [
    'stream_options (LiteLLM)',
    {},
    openai("UnsupportedParamsError: x does not support parameters: ['stream_options']"),
    noOptions,
  ],
  [
    'a budget of 1 (OpenAI)',
    {},
    openai(
      "Invalid 'max_output_tokens': integer below minimum value. Expected a value >= 16, but got 1 instead.",
      'integer_below_min_value',
      'max_output_tokens',
    ),
    { maxTokens: 16 },
  ],
  [
    'a budget of 1, without its number',
    {},
    openai('max_tokens is too small', 'integer_below_min_value', 'max_tokens'),
    { maxTokens: 16 },
  ],
  [
    'a budget of 1 (Pydantic)',
    {},
    { detail: [{ loc: ['body', 'max_tokens'], msg: 'Input should be greater than or equal to 2' }] },
    { maxTokens: 2 },
  ],
  [
    'a budget of 1, inside a gateway’s error',
    {},
    {
      error: {
        message: 'Provider returned error',
        code: 400,
        metadata: { raw: '{"error":{"message":"max_tokens must be at least 16"}}' },
      },
    },
    { maxTokens: 16 },
  ],
  [
    'a spent budget (OpenAI)',
    { maxTokens: 16 },
    openai(
      'Could not finish the message because max_tokens or model output limit was reached. Please try again with higher max_tokens.',
    ),
    { maxTokens: 256 },
  ],
];

const LEFT: readonly Row[] = [
  ['another parameter', {}, openai("Unsupported parameter: 'tools'", 'unsupported_parameter', 'tools'), {}],
  [
    'a parameter that only its text mentions',
    {},
    openai(
      "Unsupported value: 'stream'. stream_options and max_tokens are fine.",
      'unsupported_value',
      'stream',
    ),
    {},
  ],
  [
    'a budget over the limit',
    {},
    openai('max_tokens is too large: 9000. This model supports at most 4096.', null, 'max_tokens'),
    {},
  ],
  ['a minimum that is not cheap', {}, openai('max_tokens must be at least 4096'), {}],
  ['a minimum that is kept', { maxTokens: 16 }, openai('max_tokens must be at least 16'), {}],
  ['what was mended so already', { ...noOptions }, pydantic('stream_options'), {}],
  [
    'a key that no other dialect has',
    { dialect: 'anthropic' },
    openai("Unsupported parameter: 'max_tokens'", null, 'max_tokens'),
    {},
  ],
  ['nothing', {}, null, {}],
  ['a page', {}, '<html>not allowed</html>', {}],
];

describe('mend', () => {
  it.each(MENDED)('mends %s', (_name, asked, error, change) => {
    const generate = question('openai-chat', asked);
    for (const body of [error, JSON.stringify(error)]) {
      const mended = mend(generate, body);
      expect(mended?.generate).toEqual({ ...generate, ...change });
      expect(mended?.note).toMatch(/asked again/);
    }
  });

  it.each(LEFT)('leaves %s alone', (_name, asked, error) => {
    expect(mend(question('openai-chat', asked), error)).toBeNull();
  });
});
