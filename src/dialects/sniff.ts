/** Picks the framing by the first byte that is no white space, for services that answer in either of two ways. */

import type { Framing, Sink } from './framing.ts';
import { jsonValues } from './json-values.ts';
import { sse } from './sse.ts';

const OPENERS: ReadonlySet<number> = new Set(Buffer.from('{['));
/** White space and the three bytes of a UTF-8 byte order mark. */
const BLANK: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0d, 0x20, 0xef, 0xbb, 0xbf]);
/** So many blank bytes begin no JSON document. */
const MOST_BLANK = 1_024;

/** Events, unless the body begins as JSON does. */
export function sseOrJson(sink: Sink): Framing {
  let framing: Framing | null = null;
  let held: Buffer = Buffer.alloc(0);

  function choose(): Framing | null {
    const start = held.subarray(0, MOST_BLANK);
    const first = start.find((byte) => !BLANK.has(byte));
    if (first === undefined && start.length < MOST_BLANK) return null;
    return first !== undefined && OPENERS.has(first) ? jsonValues(sink) : sse(sink);
  }

  return {
    push(chunk) {
      if (framing !== null) return framing.push(chunk);
      held = Buffer.concat([held, chunk]);
      framing = choose();
      framing?.push(held);
    },
    end: () => framing?.end(),
  };
}
