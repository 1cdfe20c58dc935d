/** What goes wrong, and what both sides make of it: `[the SDK's class, ours]`. */

import type { MESSAGE_FAULTS } from '../../src/demo/ai/anthropic-faults.ts';
import type { ChatFault } from '../../src/demo/ai/openai-faults.ts';
import type { Outcome } from './sdks.ts';

export type Verdicts = readonly [theirs: Outcome, ours: string];

/** OpenAI-like streams. */
export const STREAMED_CHATS: Readonly<Record<ChatFault, Verdicts>> = {
  hangs: ['APIConnectionTimeoutError', 'timeout.first-byte'],
  'role-then-silence': ['waits', 'timeout.first-token'],
  'keep-alive-only': ['waits', 'timeout.first-token'],
  stalls: ['waits', 'timeout.stalled'],
  truncated: ['answer', 'stream.truncated'],
  'cut-by-fin': ['TypeError', 'stream.truncated'],
  'cut-by-rst': ['TypeError', 'stream.truncated'],
  'no-end-marker': ['answer', 'up'],
  'no-finish-reason': ['answer', 'up'],
  malformed: ['SyntaxError', 'stream.malformed'],
  overloaded: ['APIError', 'overloaded.capacity'],
  'server-error': ['APIError', 'server-error.internal'],
  'quota-inside': ['APIError', 'quota.credits'],
  empty: ['answer', 'stream.empty'],
  'content-filter': ['answer', 'bad-request.content-filter'],
  'reasoning-only': ['answer', 'up'],
  'document-for-stream': ['answer', 'mismatch.content-type'],
  html: ['answer', 'mismatch.content-type'],
  'after-the-end': ['answer', 'up'],
  'odd-framing': ['answer', 'up'],
};

/** The same faults where one document was asked for, as far as they are documents. */
export const WHOLE_CHATS: Readonly<Partial<Record<ChatFault, Verdicts>>> = {
  hangs: ['APIConnectionTimeoutError', 'timeout.first-byte'],
  overloaded: ['answer', 'overloaded.capacity'],
  'server-error': ['answer', 'server-error.internal'],
  'quota-inside': ['answer', 'quota.credits'],
  empty: ['answer', 'stream.empty'],
  'content-filter': ['answer', 'bad-request.content-filter'],
  'reasoning-only': ['answer', 'up'],
  'document-for-stream': ['answer', 'up'],
  html: ['answer', 'mismatch.content-type'],
};

/** Anthropic-like streams. */
export const STREAMED_MESSAGES: Readonly<Record<keyof typeof MESSAGE_FAULTS, Verdicts>> = {
  hangs: ['APIConnectionTimeoutError', 'timeout.first-byte'],
  'pings-only': ['waits', 'timeout.first-token'],
  stalls: ['waits', 'timeout.stalled'],
  truncated: ['answer', 'stream.truncated'],
  'cut-by-rst': ['TypeError', 'stream.truncated'],
  'overloaded-first': ['APIError', 'overloaded.capacity'],
  'overloaded-midway': ['APIError', 'overloaded.capacity'],
  'rate-limit-midway': ['APIError', 'rate-limit.unspecified'],
  'unknown-error': ['APIError', 'stream.error-event'],
  empty: ['answer', 'stream.empty'],
  refusal: ['answer', 'up'],
  'thinking-only': ['answer', 'up'],
};
