/** Short ways to write down an answer of a service, for tables of cases. */

import { htmlReply, jsonReply, type Reply, textReply } from '../../src/demo/reply.ts';
import type { FailureClass } from '../../src/domain/failure.ts';
import type { Entry } from './pipeline.ts';

export interface Case {
  /** What is told by it, and where that is known from. */
  readonly fact: string;
  readonly provider: string;
  readonly check: 'reach' | 'models' | 'chat' | 'stream';
  readonly reply: Reply;
  readonly gives: FailureClass | 'up';
  readonly more?: Entry;
  /** Wait that the server asks for, milliseconds. */
  readonly wait?: number;
}

export { htmlReply as html, jsonReply as json, textReply as text };

/** Server-sent events: objects as JSON, strings as they are. */
export function sse(...data: readonly (object | string)[]): Reply {
  const events = data.map((one) => `data: ${typeof one === 'string' ? one : JSON.stringify(one)}\n\n`);
  return raw(events.join(''), 'text/event-stream');
}

/** Events with names. */
export function named(...events: readonly (readonly [name: string, data: object])[]): Reply {
  const text = events.map(([name, data]) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`).join('');
  return raw(text, 'text/event-stream');
}

export function lines(...documents: readonly object[]): Reply {
  return raw(documents.map((one) => `${JSON.stringify(one)}\n`).join(''), 'application/x-ndjson');
}

export function raw(body: string | Uint8Array, type: string): Reply {
  return { status: 200, headers: { 'content-type': type }, body };
}

/** The parts of an OpenAI-like stream. */
export const role = { choices: [{ index: 0, delta: { role: 'assistant', content: '' } }] };
export const token = { choices: [{ index: 0, delta: { content: 'po' } }] };
export const stop = { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] };
export const DONE = '[DONE]';
