/**
 * Gemini and Vertex generateContent. Source: Gemini API reference, "Generating content" (FinishReason, BlockReason).
 * Without `alt=sse` a stream is one JSON array that grows; an error is a bare object, or one in an array.
 */

import type { Generate, HttpRequest } from '../domain/target.ts';
import type { Answer, Grammar, Json } from './dialect.ts';
import { at, isError, isObject, objects, sum, word } from './json.ts';
import { compose } from './reader.ts';
import { jsonRequest, promptOf } from './request.ts';
import { sseOrJson } from './sniff.ts';

function request(generate: Generate): HttpRequest {
  return jsonRequest(
    generate,
    {
      contents: [{ role: 'user', parts: [{ text: promptOf(generate) }] }],
      generationConfig: { maxOutputTokens: generate.maxTokens },
    },
    { accept: '*/*' },
  );
}

const FILTERS: ReadonlySet<unknown> = new Set([
  'SAFETY',
  'RECITATION',
  'BLOCKLIST',
  'PROHIBITED_CONTENT',
  'SPII',
  'IMAGE_SAFETY',
  'IMAGE_PROHIBITED_CONTENT',
  'IMAGE_RECITATION',
  'MODEL_ARMOR',
]);

const grammar: Grammar = {
  endsWithBody: (answer) => answer.finishReason !== null || answer.filtered !== null,
  event: read,
  document(data, answer) {
    read(data, answer);
    const answered = Array.isArray(data.candidates) || isObject(data.promptFeedback);
    if (!answered && !isError(data) && !isObject(data.usageMetadata))
      answer.broken('no candidates in the answer');
  },
};

function read(data: Json, answer: Answer): void {
  if (isError(data)) answer.fail(data);
  answer.model(data.modelVersion);
  answer.filter(at(data, 'promptFeedback').blockReason);
  const usage = at(data, 'usageMetadata');
  answer.usage(usage.promptTokenCount, sum(usage.candidatesTokenCount, usage.thoughtsTokenCount));
  answer.unseen(usage.thoughtsTokenCount);
  for (const candidate of objects(data.candidates)) {
    for (const part of objects(at(candidate, 'content').parts)) say(part, answer);
    answer.finish(candidate.finishReason);
    if (FILTERS.has(candidate.finishReason)) answer.filter(candidate.finishReason);
  }
}

function say(part: Json, answer: Answer): void {
  answer.say(part.thought === true ? 'reasoning' : 'answer', part.text);
  if (isObject(part.functionCall) || isObject(part.executableCode)) answer.piece('tool');
  if (word(at(part, 'inlineData').data) !== null) answer.piece('answer');
}

export default compose(grammar, sseOrJson, request);
