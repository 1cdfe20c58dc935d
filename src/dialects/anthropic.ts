/** Anthropic messages. Source: Anthropic API reference, "Messages" and "Streaming messages". */

import type { Generate, HttpRequest } from '../domain/target.ts';
import type { Answer, Channel, Grammar, Json } from './dialect.ts';
import { at, isError, isObject, objects, sum } from './json.ts';
import { compose } from './reader.ts';
import { jsonRequest, messagesOf } from './request.ts';
import { sse } from './sse.ts';

const VERSION = '2023-06-01';

function request(generate: Generate): HttpRequest {
  const body = {
    model: generate.model,
    max_tokens: generate.maxTokens,
    messages: messagesOf(generate),
    stream: generate.stream ? true : undefined,
  };
  return jsonRequest(generate, body, { 'anthropic-version': VERSION });
}

/** The member of a delta or block that holds what was generated, and its channel. */
const TEXTS: readonly (readonly [string, Channel])[] = [
  ['text', 'answer'],
  ['thinking', 'reasoning'],
  ['partial_json', 'tool'],
];

const grammar: Grammar = {
  event(data, answer) {
    if (isError(data)) return answer.fail(data);
    switch (data.type) {
      case 'message_start':
        answer.model(at(data, 'message').model);
        return usageOf(at(data, 'message').usage, answer);
      case 'content_block_start':
        return block(at(data, 'content_block'), answer);
      case 'content_block_delta':
        return texts(at(data, 'delta'), answer);
      case 'message_delta':
        usageOf(data.usage, answer);
        return stop(at(data, 'delta').stop_reason, answer);
      case 'message_stop':
        return answer.end();
      default:
        return;
    }
  },
  document(data, answer) {
    if (isError(data)) return answer.fail(data);
    if (!Array.isArray(data.content)) answer.broken('no content in the answer');
    answer.model(data.model);
    for (const part of objects(data.content)) block(part, answer);
    usageOf(data.usage, answer);
    stop(data.stop_reason, answer);
  },
};

/** In a stream a block begins empty; what is in it is a token. A tool's name and an encrypted thought are one too. */
function block(part: Json, answer: Answer): void {
  texts(part, answer);
  if (part.type === 'redacted_thinking') answer.piece('reasoning');
  else if (part.type === 'tool_use' || part.type === 'server_tool_use') answer.piece('tool');
}

function texts(from: Json, answer: Answer): void {
  for (const [key, channel] of TEXTS) answer.say(channel, from[key]);
}

function stop(reason: unknown, answer: Answer): void {
  answer.finish(reason);
  if (reason === 'refusal') answer.filter(reason);
}

/** Tokens that a cache took or gave are input as well. */
function usageOf(usage: unknown, answer: Answer): void {
  if (!isObject(usage)) return;
  const input = sum(usage.input_tokens, usage.cache_creation_input_tokens, usage.cache_read_input_tokens);
  answer.usage(input, usage.output_tokens);
}

export default compose(grammar, sse, request);
