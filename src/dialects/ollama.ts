/** Ollama's own API: /api/chat, and /api/generate as far as reading goes. Source: Ollama, docs/api. */

import type { Generate, HttpRequest } from '../domain/target.ts';
import type { Answer, Grammar, Json } from './dialect.ts';
import { at, isError, isObject, objects, word } from './json.ts';
import { ndjson } from './ndjson.ts';
import { compose } from './reader.ts';
import { jsonRequest, messagesOf } from './request.ts';

function request(generate: Generate): HttpRequest {
  return jsonRequest(
    generate,
    {
      model: generate.model,
      messages: messagesOf(generate),
      // It streams unless told otherwise.
      stream: generate.stream,
      options: { num_predict: generate.maxTokens },
    },
    { accept: generate.stream ? 'application/x-ndjson' : 'application/json' },
  );
}

const grammar: Grammar = {
  event(data, answer) {
    read(data, answer);
    if (data.done === true) answer.end();
  },
  document(data, answer) {
    read(data, answer);
    const answered = isObject(data.message) || typeof data.response === 'string';
    if (!answered && !isError(data)) answer.broken('no message in the answer');
  },
};

function read(data: Json, answer: Answer): void {
  if (isError(data)) answer.fail(data);
  const message = at(data, 'message');
  answer.model(data.model);
  answer.say('reasoning', word(message.thinking) ?? data.thinking);
  answer.say('answer', word(message.content) ?? data.response);
  if (objects(message.tool_calls).length > 0) answer.piece('tool');
  answer.finish(data.done_reason);
  answer.usage(data.prompt_eval_count, data.eval_count);
}

export default compose(grammar, ndjson, request);
