/** What every API family has to offer: a question put into a request, and an answer read into facts. */

import type { AnswerFacts } from '../domain/observation.ts';
import type { Generate, HttpRequest } from '../domain/target.ts';

export interface Dialect {
  /** The smallest request that makes the model work. `generate.headers` go out as they are. */
  request(generate: Generate): HttpRequest;
  /** A reader for the body of a 2xx answer to a request with `stream: true`. */
  reader(generate: Generate): AnswerReader;
  /** Reads a 2xx answer that came as one document. Never throws: what is wrong with it stands in the facts. */
  readDocument(text: string, generate: Generate): AnswerFacts;
}

/**
 * Takes the bytes of a body as they come. Never throws, holds one message at a time whatever comes, and gives the
 * same facts for the same bytes however they were cut. What follows the end marker is ignored.
 */
export interface AnswerReader {
  /** @param at milliseconds since the start of the attempt */
  push(chunk: Uint8Array, at: number): void;
  /** When the first token of any channel came (same clock as `at`); null before that. */
  readonly firstTokenAt: number | null;
  /** When the first token of the answer itself came. */
  readonly firstVisibleAt: number | null;
  /** @param end `complete`: the transport brought the body to its announced end */
  finish(end: { readonly complete: boolean; readonly at: number }): AnswerFacts;
}

/** How one family words its answers; framing and time are none of its business. */
export interface Grammar {
  /** One event, line or frame of a stream. `name` is the event's type where the framing has one, else empty. */
  event(data: Json, answer: Answer, name: string): void;
  /** A whole answer. */
  document(data: Json, answer: Answer): void;
  /** Text (not JSON) that ends the stream. */
  readonly terminator?: string;
  /** An event whose data need not be JSON; false when it is none of these. */
  text?(text: string, answer: Answer, name: string): boolean;
  /** No marker ends the stream: a clean end of the body is the end, if this says that nothing is missing. */
  endsWithBody?(answer: Answer): boolean;
}

/** A JSON object, as parsed. */
export type Json = Readonly<Record<string, unknown>>;

/** Where a grammar puts what it reads. */
export interface Answer {
  /** Counts a generated piece if `text` is a string that is not empty. */
  say(channel: Channel, text: unknown): void;
  /** Counts a generated piece that has no text (a tool call, an image, a vector). */
  piece(channel: Channel): void;
  /** Tokens that the model spent out of sight, as the provider counts them. */
  unseen(tokens: unknown): void;
  /** The provider's own word why it stopped; ignored unless a string that is not empty. */
  finish(reason: unknown): void;
  /** The end marker. */
  end(): void;
  /** An error object, as it came; the first one counts. */
  fail(body: unknown): void;
  /** A breach of the format; the first one counts. */
  broken(what: string): void;
  /** A filter stopped it; the provider's word for that. */
  filter(word: unknown): void;
  model(name: unknown): void;
  /** Numbers that are there replace earlier ones. */
  usage(input: unknown, output: unknown): void;
  readonly finishReason: string | null;
  readonly filtered: string | null;
}

/** Only `answer` is visible to the person who asked. */
export type Channel = 'answer' | 'reasoning' | 'tool' | 'refusal';
