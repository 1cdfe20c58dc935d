/** AWS Bedrock Converse and ConverseStream. Source: Amazon Bedrock API reference, "Converse", "ConverseStream". */

import type { Generate, HttpRequest } from '../domain/target.ts';
import type { Answer, Grammar, Json } from './dialect.ts';
import { frames } from './frames.ts';
import { at, isObject, objects, word } from './json.ts';
import { compose } from './reader.ts';
import { jsonRequest, promptOf } from './request.ts';

function request(generate: Generate): HttpRequest {
  return jsonRequest(
    generate,
    {
      messages: [{ role: 'user', content: [{ text: promptOf(generate) }] }],
      inferenceConfig: { maxTokens: generate.maxTokens },
    },
    { accept: generate.stream ? 'application/vnd.amazon.eventstream' : 'application/json' },
  );
}

const FILTERS: ReadonlySet<unknown> = new Set(['guardrail_intervened', 'content_filtered']);

const grammar: Grammar = {
  event(data, answer, name) {
    const [kind, type = ''] = name.split(' ');
    // Inside a stream exceptions begin in lower case; as an answer they do not.
    if (kind !== 'event')
      return answer.fail({ __type: type.charAt(0).toUpperCase() + type.slice(1), ...data });
    switch (type) {
      case 'contentBlockStart':
        if (isObject(at(data, 'start').toolUse)) answer.piece('tool');
        return;
      case 'contentBlockDelta':
        return content(at(data, 'delta'), answer);
      case 'messageStop':
        return stop(data.stopReason, answer);
      case 'metadata':
        usageOf(data, answer);
        return answer.end();
      default:
        return;
    }
  },
  document(data, answer) {
    if (word(data.__type) !== null) return answer.fail(data);
    const parts = at(data, 'output', 'message').content;
    if (!Array.isArray(parts)) answer.broken('no output.message in the answer');
    for (const part of objects(parts)) content(part, answer);
    stop(data.stopReason, answer);
    usageOf(data, answer);
  },
};

/** A block of a document, or a delta of one. */
function content(part: Json, answer: Answer): void {
  answer.say('answer', part.text);
  const { reasoningContent, toolUse } = part;
  if (isObject(reasoningContent))
    answer.say('reasoning', reasoningContent.text ?? at(reasoningContent, 'reasoningText').text);
  if (isObject(toolUse)) answer.piece('tool');
}

function stop(reason: unknown, answer: Answer): void {
  answer.finish(reason);
  if (FILTERS.has(reason)) answer.filter(reason);
}

function usageOf(data: Json, answer: Answer): void {
  const usage = at(data, 'usage');
  answer.usage(usage.inputTokens, usage.outputTokens);
}

export default compose(grammar, frames, request);
