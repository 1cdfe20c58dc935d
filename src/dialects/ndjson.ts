/** One JSON document a line. */

import type { Framing, Sink } from './framing.ts';
import { Lines } from './lines.ts';

export function ndjson(sink: Sink): Framing {
  const lines = new Lines(
    (line) => {
      if (line.trim() !== '') sink.message(line, '');
    },
    () => sink.broken('a line over 1 MiB'),
  );
  return {
    push: (chunk) => lines.push(chunk),
    end() {
      const last = lines.end();
      if (last.trim() !== '') sink.rest(last, '');
    },
  };
}
