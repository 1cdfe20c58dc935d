/** JSON objects one after another, bare or as the elements of one array that grows as the answer does. */

import type { Framing, Sink } from './framing.ts';
import { LONGEST_MESSAGE } from './framing.ts';

export function jsonValues(sink: Sink): Framing {
  const decoder = new TextDecoder();
  const braces = new Braces();
  /** What has come of the object that is still open. */
  let object = '';
  let arrayOpen = false;
  let stopped = false;

  function read(text: string): void {
    for (let rest = text; rest !== '' && !stopped; )
      rest = object === '' ? skipBetween(rest) : readObject(rest);
  }

  /** Between objects only the array's own marks and white space may stand. */
  function skipBetween(text: string): string {
    const lead = /^[\s,[\]]*/.exec(text)?.[0] ?? '';
    const bracket = Math.max(lead.lastIndexOf('['), lead.lastIndexOf(']'));
    if (bracket !== -1) arrayOpen = lead[bracket] === '[';
    const rest = text.slice(lead.length);
    if (rest === '') return '';
    if (!rest.startsWith('{')) return stop('text between JSON objects');
    return readObject(rest);
  }

  function readObject(text: string): string {
    const end = braces.endIn(text);
    object += end === -1 ? text : text.slice(0, end);
    if (object.length > LONGEST_MESSAGE) return stop('a JSON object over 1 MiB');
    if (end === -1) return '';
    const whole = object;
    object = '';
    sink.message(whole, '');
    return text.slice(end);
  }

  function stop(what: string): '' {
    stopped = true;
    sink.broken(what);
    return '';
  }

  return {
    push(chunk) {
      if (!stopped) read(decoder.decode(chunk, { stream: true }));
    },
    end() {
      if (!stopped) read(decoder.decode());
      if (object !== '' || arrayOpen) sink.cut();
    },
  };
}

/** Follows one object at a time, whose text may come in pieces, to the brace that closes it. */
class Braces {
  #depth = 0;
  #quoted = false;
  #escaped = false;

  /** @returns where the text behind the closing brace begins, or -1 when the object goes on */
  endIn(text: string): number {
    for (let i = 0; i < text.length; i += 1) {
      this.#take(text.charAt(i));
      if (this.#depth === 0) return i + 1;
    }
    return -1;
  }

  #take(char: string): void {
    if (this.#escaped) this.#escaped = false;
    else if (this.#quoted && char === '\\') this.#escaped = true;
    else if (char === '"') this.#quoted = !this.#quoted;
    else if (!this.#quoted && char === '{') this.#depth += 1;
    else if (!this.#quoted && char === '}') this.#depth -= 1;
  }
}
