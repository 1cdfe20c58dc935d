/**
 * Replicate predictions: a job that `Prefer: wait` turns into an answer, and the event stream that a prediction's
 * `urls.stream` offers. Source: Replicate HTTP API reference, "Create a prediction"; "Streaming output".
 */

import type { Generate, HttpRequest } from '../domain/target.ts';
import type { Answer, Grammar, Json } from './dialect.ts';
import { at, isObject, word } from './json.ts';
import { compose } from './reader.ts';
import { jsonRequest, promptOf } from './request.ts';
import { sseOrJson } from './sniff.ts';

/** Waits as long as a connection may be held open, 60 s; our own deadline comes first. */
const WAIT = { prefer: 'wait', accept: 'application/json' };

function request(generate: Generate): HttpRequest {
  return jsonRequest(
    generate,
    { input: { prompt: promptOf(generate), max_tokens: generate.maxTokens } },
    WAIT,
  );
}

const grammar: Grammar = {
  text(text, answer, name) {
    if (name !== 'output' && name !== 'done' && name !== 'logs') return false;
    if (name === 'output') answer.say('answer', text);
    if (name !== 'done') return true;
    answer.finish('done');
    answer.end();
    return true;
  },
  event(data, answer) {
    grammar.document(data, answer);
    answer.end();
  },
  document(data, answer) {
    if (word(data.status) === null) return answer.broken('no status in the answer');
    answer.finish(data.status);
    answer.model(data.model);
    if (data.status === 'failed' || data.status === 'canceled') answer.fail(data);
    const metrics = at(data, 'metrics');
    answer.usage(metrics.input_token_count, metrics.output_token_count);
    output(data, answer);
  },
};

/** Text, a list of pieces, a file's address, or an object: whatever the model makes. */
function output(data: Json, answer: Answer): void {
  const pieces: readonly unknown[] = Array.isArray(data.output) ? data.output : [data.output];
  for (const piece of pieces) {
    if (isObject(piece)) answer.piece('answer');
    else answer.say('answer', piece);
  }
}

export default compose(grammar, sseOrJson, request);
