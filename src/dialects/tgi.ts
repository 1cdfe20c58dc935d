/** Hugging Face TGI's own API: /generate and /generate_stream. Source: text-generation-inference, docs/openapi.json. */

import type { Generate, HttpRequest } from '../domain/target.ts';
import type { Answer, Grammar, Json } from './dialect.ts';
import { at, isError, isObject } from './json.ts';
import { compose } from './reader.ts';
import { jsonRequest, promptOf } from './request.ts';
import { sse } from './sse.ts';

function request(generate: Generate): HttpRequest {
  return jsonRequest(generate, {
    inputs: promptOf(generate),
    parameters: { max_new_tokens: generate.maxTokens, details: true },
  });
}

const grammar: Grammar = {
  event(data, answer) {
    if (isError(data)) return answer.fail(data);
    // A special token (end of sequence) is a mark, nothing generated.
    if (isObject(data.token) && data.token.special !== true) answer.piece('answer');
    if (typeof data.generated_text !== 'string') return;
    // The last event repeats the whole text; its details say why it stopped.
    outcome(data, answer);
    answer.end();
  },
  document(data, answer) {
    if (isError(data)) return answer.fail(data);
    if (typeof data.generated_text !== 'string') answer.broken('no generated_text in the answer');
    answer.say('answer', data.generated_text);
    outcome(data, answer);
  },
};

function outcome(data: Json, answer: Answer): void {
  const details = at(data, 'details');
  answer.finish(details.finish_reason);
  answer.usage(details.input_length, details.generated_tokens);
}

export default compose(grammar, sse, request);
