/** OpenAI responses. Source: OpenAI API reference, "Responses" and "Streaming events". */

import type { Generate, HttpRequest } from '../domain/target.ts';
import type { Answer, Channel, Grammar, Json } from './dialect.ts';
import { at, isError, isObject, objects, word } from './json.ts';
import { compose } from './reader.ts';
import { jsonRequest, promptOf } from './request.ts';
import { sse } from './sse.ts';

function request(generate: Generate): HttpRequest {
  return jsonRequest(generate, {
    model: generate.model,
    input: promptOf(generate),
    max_output_tokens: generate.maxTokens,
    stream: generate.stream ? true : undefined,
  });
}

const DELTAS: Readonly<Record<string, Channel>> = {
  'response.output_text.delta': 'answer',
  'response.reasoning_text.delta': 'reasoning',
  'response.reasoning_summary_text.delta': 'reasoning',
  'response.function_call_arguments.delta': 'tool',
  'response.custom_tool_call_input.delta': 'tool',
  'response.refusal.delta': 'refusal',
};

const LAST: ReadonlySet<unknown> = new Set(['response.completed', 'response.incomplete', 'response.failed']);

const grammar: Grammar = {
  event(data, answer) {
    const channel = DELTAS[word(data.type) ?? ''];
    if (channel !== undefined) answer.say(channel, data.delta);
    if (isError(data)) answer.fail(nested(data));
    const response = at(data, 'response');
    answer.model(response.model);
    if (!LAST.has(data.type)) return;
    outcome(response, answer);
    answer.end();
  },
  document(data, answer) {
    if (isError(data)) answer.fail(nested(data));
    else if (!Array.isArray(data.output)) answer.broken('no output in the answer');
    answer.model(data.model);
    for (const item of objects(data.output)) output(item, answer);
    outcome(data, answer);
  },
};

/** The error event is flat where the rest of the API nests; nested, one error shape fits both. */
function nested(data: Json): Json {
  if (data.error !== undefined && data.error !== null) return { error: data.error };
  return { error: { code: data.code, message: data.message, param: data.param } };
}

function output(item: Json, answer: Answer): void {
  if (word(item.type)?.endsWith('_call')) answer.piece('tool');
  for (const part of objects(item.content)) {
    answer.say(item.type === 'reasoning' ? 'reasoning' : 'answer', part.text);
    answer.say('refusal', part.refusal);
  }
  for (const part of objects(item.summary)) answer.say('reasoning', part.text);
}

function outcome(response: Json, answer: Answer): void {
  const { usage } = response;
  if (isObject(usage)) answer.usage(usage.input_tokens, usage.output_tokens);
  answer.unseen(at(usage, 'output_tokens_details').reasoning_tokens);
  if (isObject(response.error)) answer.fail({ error: response.error });
  else if (response.status === 'failed') answer.fail({ error: { message: 'response.failed' } });
  const { reason } = at(response, 'incomplete_details');
  answer.finish(word(reason) ?? response.status);
  if (reason === 'content_filter') answer.filter(reason);
}

export default compose(grammar, sse, request);
