/** Cohere chat, version 2. Source: Cohere API reference, "Chat with streaming". */

import type { Generate, HttpRequest } from '../domain/target.ts';
import type { Answer, Grammar, Json } from './dialect.ts';
import { at, isError, isObject, objects, word } from './json.ts';
import { compose } from './reader.ts';
import { jsonRequest, messagesOf } from './request.ts';
import { sse } from './sse.ts';

function request(generate: Generate): HttpRequest {
  return jsonRequest(generate, {
    model: generate.model,
    messages: messagesOf(generate),
    max_tokens: generate.maxTokens,
    stream: generate.stream,
  });
}

const grammar: Grammar = {
  event(data, answer) {
    if (isError(data)) answer.fail(data);
    const message = at(data, 'delta', 'message');
    switch (data.type) {
      case 'content-start':
      case 'content-delta':
        return content(at(message, 'content'), answer);
      case 'tool-plan-delta':
        return answer.say('reasoning', message.tool_plan);
      case 'tool-call-start':
      case 'tool-call-delta':
        return answer.piece('tool');
      case 'message-end':
        outcome(at(data, 'delta'), answer);
        return answer.end();
      default:
        return;
    }
  },
  document(data, answer) {
    if (isError(data)) return answer.fail(data);
    const message = at(data, 'message');
    if (!isObject(data.message)) answer.broken('no message in the answer');
    for (const part of objects(message.content)) content(part, answer);
    if (objects(message.tool_calls).length > 0) answer.piece('tool');
    outcome(data, answer);
  },
};

function content(part: Json, answer: Answer): void {
  answer.say('answer', part.text);
  answer.say('reasoning', part.thinking);
}

/** ERROR and TIMEOUT are failures that come as a finish reason, with or without words. */
function outcome(from: Json, answer: Answer): void {
  const reason = from.finish_reason;
  answer.finish(reason);
  const tokens = at(from, 'usage', 'tokens');
  answer.usage(tokens.input_tokens, tokens.output_tokens);
  if (reason === 'ERROR_TOXIC') answer.filter(reason);
  else if (reason === 'ERROR' || reason === 'TIMEOUT') {
    answer.fail({ message: word(from.error) ?? reason, finish_reason: reason });
  }
}

export default compose(grammar, sse, request);
