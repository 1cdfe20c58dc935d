/**
 * The generate extension of the Open Inference Protocol (KServe v2), as Triton serves it. It knows neither an end
 * marker nor a finish reason. Source: Triton Inference Server, protocol/extension_generate.md.
 */

import type { Generate, HttpRequest } from '../domain/target.ts';
import type { Answer, Grammar, Json } from './dialect.ts';
import { isError } from './json.ts';
import { compose } from './reader.ts';
import { jsonRequest, promptOf } from './request.ts';
import { sse } from './sse.ts';

function request(generate: Generate): HttpRequest {
  return jsonRequest(generate, {
    text_input: promptOf(generate),
    parameters: { max_tokens: generate.maxTokens, stream: generate.stream },
  });
}

const grammar: Grammar = {
  endsWithBody: () => true,
  event: read,
  document(data, answer) {
    read(data, answer);
    if (!('text_output' in data) && !isError(data)) answer.broken('no text_output in the answer');
  },
};

function read(data: Json, answer: Answer): void {
  if (isError(data)) answer.fail(data);
  answer.model(data.model_name);
  const texts: readonly unknown[] = Array.isArray(data.text_output) ? data.text_output : [data.text_output];
  for (const text of texts) answer.say('answer', text);
}

export default compose(grammar, sse, request);
