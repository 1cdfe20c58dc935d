/** JSON objects one after another, bare or as the elements of one array that grows as the answer does. */

import type { Framing, Sink } from './framing.ts';
import { LONGEST_MESSAGE } from './framing.ts';

export function jsonValues(sink: Sink): Framing {
  const decoder = new TextDecoder();
  let object = '';
  let depth = 0;
  let quoted = false;
  let escaped = false;
  let open = false;
  let stopped = false;

  /** Follows one character; true when it closes an object. */
  function step(char: string): boolean {
    if (escaped) escaped = false;
    else if (quoted && char === '\\') escaped = true;
    else if (char === '"') quoted = !quoted;
    else if (!quoted && char === '{') depth += 1;
    else if (!quoted && char === '}') depth -= 1;
    return depth === 0;
  }

  function stop(what: string): void {
    stopped = true;
    sink.broken(what);
  }

  /** Between objects only the array's own marks and white space may stand. */
  function between(char: string): boolean {
    if (char === '{') return true;
    if (char === '[') open = true;
    else if (char === ']') open = false;
    else if (!/[\s,]/.test(char)) stop('text between JSON objects');
    return false;
  }

  function read(text: string): void {
    let start = depth > 0 ? 0 : -1;
    for (let i = 0; i < text.length && !stopped; i += 1) {
      const char = text.charAt(i);
      if (depth === 0 && !between(char)) continue;
      if (depth === 0) start = i;
      if (!step(char)) continue;
      const whole = object + text.slice(start, i + 1);
      object = '';
      start = -1;
      if (whole.length > LONGEST_MESSAGE) stop('a JSON object over 1 MiB');
      else sink.message(whole, '');
    }
    if (start !== -1 && !stopped) object += text.slice(start);
    if (object.length > LONGEST_MESSAGE && !stopped) stop('a JSON object over 1 MiB');
  }

  return {
    push(chunk) {
      if (!stopped) read(decoder.decode(chunk, { stream: true }));
    },
    end() {
      if (!stopped) read(decoder.decode());
      if (object !== '' || open) sink.cut();
    },
  };
}
