/** The documents and stream chunks of OpenAI's chat completions, https://platform.openai.com/docs/api-reference/chat */

import type { Ask } from './exchange.ts';

/** What the demo's models say, in pieces: a piece is a token. */
export const PIECES = ['po', 'ng', '!'] as const;

const PROMPT_TOKENS = 8;
const CREATED = 1_767_225_600;

export interface Usage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
  readonly completion_tokens_details?: { readonly reasoning_tokens: number };
}

export function usage(completionTokens: number, reasoningTokens = 0): Usage {
  return {
    prompt_tokens: PROMPT_TOKENS,
    completion_tokens: completionTokens,
    total_tokens: PROMPT_TOKENS + completionTokens,
    ...(reasoningTokens === 0 ? {} : { completion_tokens_details: { reasoning_tokens: reasoningTokens } }),
  };
}

export function modelOf(ask: Ask): string {
  return typeof ask.body.model === 'string' ? ask.body.model : '';
}

/** The pieces that fit into the budget of the question, and why the model stopped. */
export function pieces(ask: Ask): { readonly said: readonly string[]; readonly finish: 'stop' | 'length' } {
  const budget = ask.body.max_completion_tokens ?? ask.body.max_tokens;
  const room = typeof budget === 'number' ? budget : PIECES.length;
  return { said: PIECES.slice(0, room), finish: room < PIECES.length ? 'length' : 'stop' };
}

/** A whole answer. */
export function completion(
  ask: Ask,
  message: Readonly<Record<string, unknown>>,
  finish: string,
  used: Usage,
): unknown {
  return {
    id: 'chatcmpl-demo',
    object: 'chat.completion',
    created: CREATED,
    model: modelOf(ask),
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: null, refusal: null, ...message },
        logprobs: null,
        finish_reason: finish,
      },
    ],
    usage: used,
    system_fingerprint: 'fp_demo',
  };
}

/** One event of a stream. */
export function chunk(
  ask: Ask,
  delta: Readonly<Record<string, unknown>>,
  finish: string | null = null,
): string {
  return event({
    ...envelope(ask),
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
    ...(wantsUsage(ask) ? { usage: null } : {}),
  });
}

/** The first chunk names the role; it is no token. */
export function roleChunk(ask: Ask): string {
  return chunk(ask, { role: 'assistant', content: '', refusal: null });
}

/** The last chunk, only where the question asked for it (`stream_options.include_usage`). */
export function usageChunks(ask: Ask, used: Usage): readonly string[] {
  return wantsUsage(ask) ? [event({ ...envelope(ask), choices: [], usage: used })] : [];
}

export const DONE = 'data: [DONE]\n\n';

export function event(document: unknown): string {
  return `data: ${JSON.stringify(document)}\n\n`;
}

function envelope(ask: Ask): Readonly<Record<string, unknown>> {
  return {
    id: 'chatcmpl-demo',
    object: 'chat.completion.chunk',
    created: CREATED,
    model: modelOf(ask),
    system_fingerprint: 'fp_demo',
  };
}

function wantsUsage(ask: Ask): boolean {
  const options = ask.body.stream_options;
  return (
    typeof options === 'object' &&
    options !== null &&
    'include_usage' in options &&
    options.include_usage === true
  );
}
