/** OpenAI-like chats that go wrong after the request was accepted, whole and streamed. */

import { HTML_WITH_200 } from '../http/edges.ts';
import { jsonReply, type Reply } from '../reply.ts';
import { END, FIN, RST, repeat, type Step, send, wait } from '../script.ts';
import { type Ask, eventStream, type Outcome, paced, type Service, unfinished } from './exchange.ts';
import {
  chunk,
  completion,
  DONE,
  event,
  PIECES,
  pieces,
  roleChunk,
  type Usage,
  usage,
  usageChunks,
} from './openai-wire.ts';

/** Two of the three pieces have come. */
const begun = (ask: Ask): readonly string[] => [
  roleChunk(ask),
  ...PIECES.slice(0, 2).map((content) => chunk(ask, { content })),
];

const whole = (ask: Ask, message: Readonly<Record<string, unknown>>, finish: string, used: Usage): Reply =>
  jsonReply(200, completion(ask, message, finish, used));

/** Streams the steps where a stream was asked for; else gives the document. */
function either(ask: Ask, document: Outcome, steps: readonly Step[]): Outcome {
  return ask.body.stream === true ? eventStream(steps) : document;
}

/** The role at once, the first token after so many milliseconds. */
export function slowFirstToken(ms: number): Service {
  return (ask) => {
    const { said, finish } = pieces(ask);
    const rest = [...said.map((content) => chunk(ask, { content })), chunk(ask, {}, finish)];
    return eventStream([send(roleChunk(ask)), wait(ms), ...paced([...rest, DONE])]);
  };
}

/** An error object inside a 200, after the first pieces of a stream. */
export function errorInside(error: Readonly<Record<string, unknown>>, afterTokens: boolean): Service {
  return (ask) =>
    either(
      ask,
      jsonReply(200, { error }),
      paced([...(afterTokens ? begun(ask) : []), event({ error }), DONE]),
    );
}

/** A model that thinks until the budget is spent, and says nothing. */
const reasoningOnly: Service = (ask) => {
  const thoughts = ['The ', 'user '].map((text) => chunk(ask, { reasoning_content: text }));
  const used = usage(2, 2);
  return either(
    ask,
    whole(ask, { content: '', reasoning_content: 'The user ' }, 'length', used),
    paced([roleChunk(ask), ...thoughts, chunk(ask, {}, 'length'), ...usageChunks(ask, used), DONE]),
  );
};

export const CHAT_FAULTS = {
  /** Alive, and generates nothing: no byte of an answer. */
  hangs: () => 'hang',
  /** The head and the role, then nothing. */
  'role-then-silence': (ask) => eventStream([send(roleChunk(ask))]),
  /** Comments keep the line alive while nothing is generated. */
  'keep-alive-only': () => eventStream([repeat(': keep-alive\n\n', 50)]),
  /** Two tokens, then silence. */
  stalls: (ask) => eventStream(unfinished(begun(ask))),
  /** Two tokens, then a proper end of the body: no finish reason, no [DONE]. */
  truncated: (ask) => eventStream(paced(begun(ask))),
  /** The same by the transport: the last chunk is missing. */
  'cut-by-fin': (ask) => eventStream([...unfinished(begun(ask)), wait(20), FIN]),
  'cut-by-rst': (ask) => eventStream([...unfinished(begun(ask)), wait(20), RST]),
  /** Everything but [DONE]. */
  'no-end-marker': (ask) => eventStream(paced([...begun(ask), chunk(ask, {}, 'stop')])),
  /** [DONE] without a finish reason. */
  'no-finish-reason': (ask) => eventStream(paced([...begun(ask), DONE])),
  /** A data line that is no JSON. */
  malformed: (ask) => eventStream(paced([roleChunk(ask), 'data: {"choices":[{"delta"\n\n', DONE])),
  overloaded: errorInside(
    {
      message: 'The server is overloaded, please try again later.',
      type: 'service_unavailable_error',
      code: 'server_is_overloaded',
    },
    true,
  ),
  'server-error': errorInside(
    {
      message: 'The server had an error while processing your request.',
      type: 'server_error',
      code: 'server_error',
    },
    true,
  ),
  'quota-inside': errorInside(
    { message: 'You exceeded your current quota.', type: 'insufficient_quota', code: 'insufficient_quota' },
    false,
  ),
  /** Finished well, and said nothing. */
  empty: (ask) =>
    either(
      ask,
      whole(ask, { content: '' }, 'stop', usage(0)),
      paced([roleChunk(ask), chunk(ask, {}, 'stop'), DONE]),
    ),
  'content-filter': (ask) =>
    either(
      ask,
      whole(ask, { content: '' }, 'content_filter', usage(0)),
      paced([roleChunk(ask), chunk(ask, {}, 'content_filter'), DONE]),
    ),
  'reasoning-only': reasoningOnly,
  /** One JSON document, whatever was asked for. */
  'document-for-stream': (ask) => whole(ask, { content: PIECES.join('') }, 'stop', usage(PIECES.length)),
  html: () => HTML_WITH_200,
  /** Two [DONE], and an event after the end. */
  'after-the-end': (ask) =>
    eventStream(paced([...begun(ask), chunk(ask, {}, 'stop'), DONE, DONE, chunk(ask, { content: 'late' })])),
  /** Well formed, in the oddest legal framing: CRLF, comments, no space after the colon, byte by byte. */
  'odd-framing': (ask) => {
    const text = [': hello\n', ...begun(ask), chunk(ask, {}, 'stop'), DONE].join('');
    const odd = text.replaceAll('data: ', 'data:').replaceAll('\n', '\r\n');
    return eventStream([...[...Buffer.from(odd)].map((byte) => send(Uint8Array.of(byte))), END]);
  },
} as const satisfies Readonly<Record<string, Service>>;

export type ChatFault = keyof typeof CHAT_FAULTS;
