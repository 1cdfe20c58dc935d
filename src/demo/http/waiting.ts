/** Services that answer late, or begin an answer and fall silent. */

import { setTimeout as delay } from 'node:timers/promises';
import { type Reply, sendReply } from '../reply.ts';
import { playBody, repeat, type Step, scripted, send, wait } from '../script.ts';
import type { Behaviour } from '../stand-in.ts';

/** @param ms until the first byte */
export function slow(ms: number, reply: Reply): Behaviour {
  return {
    via: 'http',
    listener: (request, response) => {
      request.resume();
      const gone = new AbortController();
      response.once('close', () => gone.abort());
      delay(ms, undefined, { signal: gone.signal }).then(
        () => sendReply(response, reply),
        () => undefined,
      );
    },
  };
}

/** Takes the request and says nothing. */
export const HANGING: Behaviour = scripted('request', []);

/** A 200, then the given steps as its body: chunked, unless the headers announce a length. */
export function bodyOf(
  steps: readonly Step[],
  headers: Readonly<Record<string, string>> = { 'content-type': 'application/json' },
): Behaviour {
  return {
    via: 'http',
    listener: (request, response) => {
      request.resume();
      response.writeHead(200, headers);
      response.flushHeaders();
      void playBody(response, steps);
    },
  };
}

/** The head and the beginning of a body, then silence. */
export const STALLED_BODY: Behaviour = bodyOf([send('{"status":')]);

/** The head alone, then silence. */
export const STALLED_BEFORE_BODY: Behaviour = bodyOf([]);

/** Never ends, never pauses for long: only a limit on the whole ends it. @param everyMs between two bytes */
export function slowDrip(everyMs: number): Behaviour {
  return bodyOf([repeat('.', everyMs)], { 'content-type': 'text/plain', 'content-length': '1000000' });
}

/** Header lines keep coming, one at a time: the header block is never whole. */
export function headerDrip(everyMs: number): Behaviour {
  return scripted('request', [send('HTTP/1.1 200 OK\r\n'), wait(everyMs), repeat('x-drip: 1\r\n', everyMs)]);
}
