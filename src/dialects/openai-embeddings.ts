/** OpenAI embeddings, which Voyage, Mistral, Cohere and most servers speak too. Source: OpenAI API reference, "Embeddings". */

import type { Generate, HttpRequest } from '../domain/target.ts';
import type { Grammar } from './dialect.ts';
import { isError, isObject, objects, word } from './json.ts';
import { jsonValues } from './json-values.ts';
import { compose } from './reader.ts';
import { jsonRequest, promptOf } from './request.ts';

function request(generate: Generate): HttpRequest {
  return jsonRequest(generate, { model: generate.model, input: [promptOf(generate)] });
}

const grammar: Grammar = {
  event(data, answer) {
    grammar.document(data, answer);
    answer.end();
  },
  document(data, answer) {
    if (isError(data)) return answer.fail(data);
    answer.model(data.model);
    // Voyage counts in total_tokens alone.
    if (isObject(data.usage)) answer.usage(data.usage.prompt_tokens ?? data.usage.total_tokens, null);
    if (!Array.isArray(data.data)) return answer.broken('no data in the answer');
    for (const { embedding } of objects(data.data)) {
      if (isEmpty(embedding)) continue;
      if (isVector(embedding)) answer.piece('answer');
      else answer.broken('an embedding is no list of numbers');
    }
  },
};

/** Numbers, or their base64. */
function isVector(value: unknown): boolean {
  if (!Array.isArray(value)) return word(value) !== null;
  return value.every((number) => typeof number === 'number');
}

/** A vector of no dimension is an answer without content, not one of another form. */
function isEmpty(value: unknown): boolean {
  return value === '' || (Array.isArray(value) && value.length === 0);
}

export default compose(grammar, jsonValues, request);
