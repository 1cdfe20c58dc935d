/** An Anthropic-like API: models, messages, and their stream, https://docs.claude.com/en/api/messages-streaming */

import { jsonReply, type Reply } from '../reply.ts';
import { type Ask, eventStream, paced, type Service } from './exchange.ts';
import { DEMO_KEY } from './openai.ts';
import { modelOf, pieces } from './openai-wire.ts';

export const ANTHROPIC_MODELS = ['claude-demo'] as const;

export interface AnthropicOptions {
  readonly key?: string;
  readonly messages?: Service;
}

const INPUT_TOKENS = 8;

export function anthropicError(status: number, type: string, message: string): Reply {
  return jsonReply(
    status,
    { type: 'error', error: { type, message }, request_id: 'req_demo' },
    { 'request-id': 'req_demo' },
  );
}

export function anthropic(options: AnthropicOptions = {}): Service {
  const key = options.key ?? DEMO_KEY;
  return (ask) => {
    // The service takes a key either way; its own SDK sends it as a bearer token since version 1.
    const given =
      ask.header('x-api-key') ?? /^Bearer (.+)$/.exec(ask.header('authorization') ?? '')?.[1] ?? null;
    if (given === null) return anthropicError(401, 'authentication_error', 'x-api-key header is required');
    if (given !== key) return anthropicError(401, 'authentication_error', 'invalid x-api-key');
    if (ask.header('anthropic-version') === null) {
      return anthropicError(400, 'invalid_request_error', 'anthropic-version: header is required');
    }
    switch (`${ask.method} ${ask.path}`) {
      case 'GET /v1/models':
        return modelList();
      case 'POST /v1/messages':
        return refuseQuestion(ask) ?? (options.messages ?? healthyMessages)(ask);
      default:
        return anthropicError(404, 'not_found_error', 'Not Found');
    }
  };
}

function modelList(): Reply {
  const data = ANTHROPIC_MODELS.map((id) => ({
    type: 'model',
    id,
    display_name: id,
    created_at: '2026-01-01T00:00:00Z',
  }));
  return jsonReply(200, { data, has_more: false, first_id: data[0]?.id, last_id: data.at(-1)?.id });
}

function refuseQuestion(ask: Ask): Reply | null {
  const model = modelOf(ask);
  if (typeof ask.body.max_tokens !== 'number') {
    return anthropicError(400, 'invalid_request_error', 'max_tokens: Field required');
  }
  const known: readonly string[] = ANTHROPIC_MODELS;
  return known.includes(model) ? null : anthropicError(404, 'not_found_error', `model: ${model}`);
}

export const healthyMessages: Service = (ask) => {
  const { said, finish } = pieces(ask);
  const stop = finish === 'stop' ? 'end_turn' : 'max_tokens';
  if (ask.body.stream === true) return eventStream(paced(messageEvents(ask, said, stop)));
  const content = [{ type: 'text', text: said.join('') }];
  return jsonReply(200, message(ask, content, stop, said.length), {
    'request-id': 'req_demo',
    'anthropic-ratelimit-requests-limit': '50',
    'anthropic-ratelimit-requests-remaining': '49',
    'anthropic-ratelimit-requests-reset': new Date(Date.now() + 1_000).toISOString(),
  });
};

export function message(
  ask: Ask,
  content: readonly unknown[],
  stop: string | null,
  outputTokens: number,
): unknown {
  return {
    id: 'msg_demo',
    type: 'message',
    role: 'assistant',
    model: modelOf(ask),
    content,
    stop_reason: stop,
    stop_sequence: null,
    usage: { input_tokens: INPUT_TOKENS, output_tokens: outputTokens },
  };
}

/** All events of a stream of one text block, in order, with the ping that the service likes to send. */
export function messageEvents(ask: Ask, said: readonly string[], stop: string): readonly string[] {
  return [
    startEvent(ask),
    blockStart({ type: 'text', text: '' }),
    PING,
    ...said.map((text) => blockDelta({ type: 'text_delta', text })),
    BLOCK_STOP,
    ...endEvents(stop, said.length),
  ];
}

/** An event bears its type twice: as the event's name and in its data. */
export function typedEvent(type: string, fields: Readonly<Record<string, unknown>> = {}): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
}

export const startEvent = (ask: Ask): string =>
  typedEvent('message_start', { message: message(ask, [], null, 1) });
export const blockStart = (block: unknown): string =>
  typedEvent('content_block_start', { index: 0, content_block: block });
export const blockDelta = (delta: unknown): string => typedEvent('content_block_delta', { index: 0, delta });
export const PING = typedEvent('ping');
export const BLOCK_STOP = typedEvent('content_block_stop', { index: 0 });

export function endEvents(stop: string, outputTokens: number): readonly string[] {
  return [
    typedEvent('message_delta', {
      delta: { stop_reason: stop, stop_sequence: null },
      usage: { output_tokens: outputTokens },
    }),
    typedEvent('message_stop'),
  ];
}
