/**
 * ElevenLabs text to speech: the answer is audio, its first byte the first token. Every character is billed, so the
 * default text is one letter long. Source: ElevenLabs API reference, "Create speech", "Stream speech".
 */

import type { Generate, HttpRequest } from '../domain/target.ts';
import type { AnswerReader, Dialect, Json } from './dialect.ts';
import { isObject, parse } from './json.ts';
import { jsonRequest } from './request.ts';
import { Tally } from './tally.ts';

/** An error instead of audio is short, and begins as JSON does. */
const MOST_ERROR = 65_536;

function request(generate: Generate): HttpRequest {
  const text = generate.prompt === '' ? 'a' : generate.prompt;
  return jsonRequest(generate, { text, model_id: generate.model }, { accept: '*/*' });
}

class AudioReader implements AnswerReader {
  readonly #tally: Tally;
  /** The body so far, while it may still be an error; null once it is audio. */
  #head: Buffer | null = Buffer.alloc(0);

  constructor(streamed: boolean) {
    this.#tally = new Tally(streamed);
  }

  get firstTokenAt(): number | null {
    return this.#tally.firstTokenAt;
  }

  get firstVisibleAt(): number | null {
    return this.#tally.firstVisibleAt;
  }

  push(chunk: Uint8Array, at: number): void {
    if (this.#head === null || chunk.length === 0) return;
    this.#tally.at = at;
    this.#head = Buffer.concat([this.#head, chunk]);
    if (this.#head[0] !== 0x7b || this.#head.length > MOST_ERROR) this.#audio();
  }

  finish(end: { readonly complete: boolean; readonly at: number }): ReturnType<Tally['facts']> {
    this.#tally.at = end.at;
    const error = this.#head === null ? null : errorIn(this.#head);
    if (error !== null) this.#tally.fail(error);
    else if (this.#head !== null && this.#head.length > 0) this.#audio();
    if (end.complete) this.#tally.end();
    return this.#tally.facts();
  }

  #audio(): void {
    this.#head = null;
    this.#tally.events = 1;
    this.#tally.piece('answer');
  }
}

function errorIn(bytes: Buffer): Json | null {
  const found = parse(bytes.toString('utf8'));
  return isObject(found) ? found : null;
}

const elevenlabs: Dialect = {
  request,
  reader: () => new AudioReader(true),
  readDocument(text) {
    const reader = new AudioReader(false);
    reader.push(Buffer.from(text), 0);
    return reader.finish({ complete: true, at: 0 });
  },
};

export default elevenlabs;
