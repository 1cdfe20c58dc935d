/** Anthropic-like messages that go wrong after the request was accepted. */

import { jsonReply } from '../reply.ts';
import { RST, repeat, send, wait } from '../script.ts';
import {
  BLOCK_STOP,
  blockDelta,
  blockStart,
  endEvents,
  message,
  PING,
  startEvent,
  typedEvent,
} from './anthropic.ts';
import { type Ask, eventStream, paced, type Service, unfinished } from './exchange.ts';

/** Two tokens have come. */
const begun = (ask: Ask): readonly string[] => [
  startEvent(ask),
  blockStart({ type: 'text', text: '' }),
  PING,
  blockDelta({ type: 'text_delta', text: 'po' }),
  blockDelta({ type: 'text_delta', text: 'ng' }),
];

const errorEvent = (type: string, text: string): string =>
  typedEvent('error', { error: { type, message: text }, request_id: 'req_demo' });

export const MESSAGE_FAULTS = {
  hangs: () => 'hang',
  /** Pings keep coming, tokens do not. */
  'pings-only': (ask) => eventStream([send(startEvent(ask)), repeat(PING, 50)]),
  stalls: (ask) => eventStream(unfinished(begun(ask))),
  truncated: (ask) => eventStream(paced(begun(ask))),
  'cut-by-rst': (ask) => eventStream([...unfinished(begun(ask)), wait(20), RST]),
  /** https://docs.claude.com/en/api/errors: errors may come after a 200, the first event included. */
  'overloaded-first': () => eventStream(paced([errorEvent('overloaded_error', 'Overloaded')])),
  'overloaded-midway': (ask) =>
    eventStream(paced([...begun(ask), errorEvent('overloaded_error', 'Overloaded')])),
  'rate-limit-midway': (ask) =>
    eventStream(
      paced([...begun(ask), errorEvent('rate_limit_error', 'This request would exceed your rate limit.')]),
    ),
  'unknown-error': (ask) =>
    eventStream(paced([...begun(ask), errorEvent('strange_error', 'Something else')])),
  empty: (ask) =>
    ask.body.stream === true
      ? eventStream(paced([startEvent(ask), ...endEvents('end_turn', 0)]))
      : jsonReply(200, message(ask, [], 'end_turn', 0)),
  refusal: (ask) =>
    ask.body.stream === true
      ? eventStream(paced([startEvent(ask), ...endEvents('refusal', 0)]))
      : jsonReply(200, message(ask, [], 'refusal', 0)),
  /** Thinks until the budget is spent. */
  'thinking-only': (ask) =>
    eventStream(
      paced([
        startEvent(ask),
        blockStart({ type: 'thinking', thinking: '', signature: '' }),
        blockDelta({ type: 'thinking_delta', thinking: 'The user' }),
        BLOCK_STOP,
        ...endEvents('max_tokens', 2),
      ]),
    ),
} as const satisfies Readonly<Record<string, Service>>;
