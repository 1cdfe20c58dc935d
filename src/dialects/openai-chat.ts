/**
 * OpenAI chat completions, and what the many compatible servers leave out of them or add.
 * Source: OpenAI API reference, "Chat completions"; the additions name theirs.
 */

import type { Generate, HttpRequest } from '../domain/target.ts';
import type { Answer, Grammar, Json } from './dialect.ts';
import { at, isError, isObject, objects, word } from './json.ts';
import { compose } from './reader.ts';
import { jsonRequest, messagesOf } from './request.ts';
import { sse } from './sse.ts';

function request(generate: Generate): HttpRequest {
  const usage = generate.stream && !generate.omit?.includes('stream_options');
  return jsonRequest(generate, {
    model: generate.model,
    messages: messagesOf(generate),
    [generate.maxTokensKey ?? 'max_tokens']: generate.maxTokens,
    stream: generate.stream ? true : undefined,
    stream_options: usage ? { include_usage: true } : undefined,
  });
}

const grammar: Grammar = {
  terminator: '[DONE]',
  event(data, answer) {
    common(data, answer);
    for (const choice of objects(data.choices)) read(choice, at(choice, 'delta'), data, answer);
  },
  document(data, answer) {
    common(data, answer);
    for (const choice of objects(data.choices)) read(choice, at(choice, 'message'), data, answer);
    if (!Array.isArray(data.choices) && !isError(data)) answer.broken('no choices in the answer');
  },
};

function common(data: Json, answer: Answer): void {
  if (isError(data)) answer.fail(data);
  answer.model(data.model);
  usageOf(data.usage, answer);
  // Groq puts usage and errors of a stream aside.
  usageOf(at(data, 'x_groq').usage, answer);
  const { error } = at(data, 'x_groq');
  if (isObject(error) || word(error) !== null) answer.fail({ error });
}

function usageOf(usage: unknown, answer: Answer): void {
  if (!isObject(usage)) return;
  answer.usage(usage.prompt_tokens, usage.completion_tokens);
  answer.unseen(at(usage, 'completion_tokens_details').reasoning_tokens);
}

function read(choice: Json, said: Json, whole: Json, answer: Answer): void {
  // Most servers write `reasoning_content` (DeepSeek), others `reasoning` (Groq, OpenRouter, newer vLLM), some both.
  answer.say('reasoning', word(said.reasoning_content) ?? said.reasoning);
  content(said.content, answer);
  answer.say('refusal', said.refusal);
  if (objects(said.tool_calls).length > 0 || isObject(said.function_call)) answer.piece('tool');
  // Completions of old, and servers that never left them.
  answer.say('answer', choice.text);
  finish(choice, whole, answer);
}

/** A string; or, from Mistral, a list of parts of which `thinking` ones are reasoning. */
function content(said: unknown, answer: Answer): void {
  answer.say('answer', said);
  for (const part of objects(said)) {
    answer.say('answer', part.text);
    if (part.type === 'thinking')
      for (const thought of objects(part.thinking)) answer.say('reasoning', thought.text);
  }
}

function finish(choice: Json, whole: Json, answer: Answer): void {
  answer.finish(choice.finish_reason);
  if (choice.finish_reason === 'content_filter') answer.filter(choice.finish_reason);
  // OpenRouter: the upstream failed; the error stands in the chunk, in the choice, or nowhere.
  if (isObject(choice.error)) answer.fail({ error: choice.error });
  else if (choice.finish_reason === 'error') answer.fail(whole);
}

export default compose(grammar, sse, request);
