/** Server-sent events (WHATWG HTML, 9.2). */

import { createParser } from 'eventsource-parser';
import type { Framing, Sink } from './framing.ts';
import { LONGEST_MESSAGE } from './framing.ts';
import { Lines } from './lines.ts';

/** What an event stream is made of; other lines the standard ignores, we keep them as evidence. */
const EVENT_LINE = /^(?:data|event|id|retry)(?::|$)|^:/;
/** Enough for an error document that was sent where a stream was due. */
const MOST_STRAY = 65_536;

/**
 * The parser gets whole lines, so that its limits and its handling of CR do not depend on how the bytes were cut.
 */
export function sse(sink: Sink): Framing {
  let ending = false;
  let size = 0;
  let stray = '';
  const parser = createParser({
    onEvent({ data, event = '' }) {
      if (ending) sink.rest(data, event);
      else sink.message(data, event);
    },
  });

  function line(text: string): void {
    size = text === '' ? 0 : size + text.length;
    if (size > LONGEST_MESSAGE) tooLong();
    else if (text !== '' && !EVENT_LINE.test(text)) keepStray(text);
    else parser.feed(`${text}\n`);
  }

  function tooLong(): void {
    sink.broken('an event over 1 MiB');
  }

  function keepStray(text: string): void {
    if (stray.length + text.length < MOST_STRAY) stray += `${text}\n`;
  }

  const lines = new Lines(line, tooLong);
  return {
    push: (chunk) => lines.push(chunk),
    end() {
      const last = lines.end();
      ending = true;
      if (last !== '') line(last);
      line('');
      if (stray !== '') sink.stray(stray);
    },
  };
}
