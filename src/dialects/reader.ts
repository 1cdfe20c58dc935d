/** Joins a framing and a grammar to the two readers of a dialect: of streams, and of whole documents. */

import type { AnswerFacts } from '../domain/observation.ts';
import type { Generate, HttpRequest } from '../domain/target.ts';
import type { AnswerReader, Dialect, Grammar } from './dialect.ts';
import type { Framing, FramingFactory, Sink } from './framing.ts';
import { isError, isObject, parse } from './json.ts';
import { Tally } from './tally.ts';

/** A dialect from its parts. */
export function compose(
  grammar: Grammar,
  framing: FramingFactory,
  request: (generate: Generate) => HttpRequest,
): Dialect {
  return {
    request,
    reader: () => new StreamReader(grammar, framing),
    readDocument: (text) => readDocument(grammar, text),
  };
}

class StreamReader implements AnswerReader, Sink {
  readonly #grammar: Grammar;
  readonly #framing: Framing;
  readonly #tally = new Tally(true);
  /** Nothing after this can count: the end was seen, or the format is lost. */
  #closed = false;
  /** The body ended within a message that makes no sense so far. */
  #cut = false;

  constructor(grammar: Grammar, framing: FramingFactory) {
    this.#grammar = grammar;
    this.#framing = framing(this);
  }

  get firstTokenAt(): number | null {
    return this.#tally.firstTokenAt;
  }

  get firstVisibleAt(): number | null {
    return this.#tally.firstVisibleAt;
  }

  push(chunk: Uint8Array, at: number): void {
    if (this.#closed) return;
    this.#tally.at = at;
    this.#framing.push(chunk);
  }

  finish(end: { readonly complete: boolean; readonly at: number }): AnswerFacts {
    this.#tally.at = end.at;
    if (!this.#closed) this.#framing.end();
    const whole = end.complete && !this.#cut && !this.#closed;
    if (whole && this.#grammar.endsWithBody?.(this.#tally)) this.#tally.end();
    this.#closed = true;
    return this.#tally.facts();
  }

  message(text: string, name: string): void {
    if (!this.#read(text, name)) this.#tally.broken(`event ${this.#tally.events} is no JSON object`);
  }

  rest(text: string, name: string): void {
    const events = this.#tally.events;
    if (this.#read(text, name)) return;
    this.#tally.events = events;
    this.cut();
  }

  cut(): void {
    this.#cut = true;
  }

  stray(text: string): void {
    if (this.#closed) return;
    const found = parse(text);
    const answer = new Tally(false);
    for (const document of Array.isArray(found) ? found : [found]) {
      if (isObject(document)) this.#grammar.document(document, answer);
    }
    if (answer.errorBody !== null) this.#tally.fail(answer.errorBody);
    else if (this.#tally.events > 0) return;
    else if (found === undefined) this.#tally.broken('no event stream');
    else this.#tally.broken('one JSON document instead of a stream');
  }

  broken(what: string): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#tally.broken(what);
  }

  /** @returns false when it cannot be read */
  #read(text: string, name: string): boolean {
    if (this.#closed || text.trim() === '') return true;
    if (text === this.#grammar.terminator) this.#tally.end();
    else {
      this.#tally.events += 1;
      if (!this.#take(text, name)) return false;
    }
    this.#closed = this.#tally.ended;
    return true;
  }

  #take(text: string, name: string): boolean {
    if (this.#grammar.text?.(text, this.#tally, name)) return true;
    const data = parse(text);
    if (isObject(data) && (name !== 'error' || isError(data))) this.#grammar.event(data, this.#tally, name);
    else if (name === 'error') this.#tally.fail({ error: data ?? text });
    else return false;
    return true;
  }
}

/** A list with one object in it is that object: Google wraps errors so on its stream paths. */
function readDocument(grammar: Grammar, text: string): AnswerFacts {
  const tally = new Tally(false);
  const found = parse(text);
  const document = Array.isArray(found) && found.length === 1 ? found[0] : found;
  if (isObject(document)) {
    tally.events = 1;
    tally.end();
    grammar.document(document, tally);
  } else if (text.trim() === '') tally.broken('the body is empty');
  else tally.broken(found === undefined ? 'the body is no JSON' : 'the body is no JSON object');
  return tally.facts();
}
