/** How a body is cut into messages: the seam between bytes and grammars. */

/** Longest message, in characters or bytes: many `data:` lines of one event, a JSON object, a binary frame. */
export const LONGEST_MESSAGE = 1_048_576;

export interface Sink {
  /** A whole message. `name`: the event's type, empty where the framing has none. */
  message(text: string, name: string): void;
  /** The body ended within a message. It may be whole all the same: some servers spare the last line end. */
  rest(text: string, name: string): void;
  /** The body ended within a message that cannot be read. */
  cut(): void;
  /** Text that belongs to no message. */
  stray(text: string): void;
  /** The format is broken beyond repair; what follows cannot be read. */
  broken(what: string): void;
}

export interface Framing {
  push(chunk: Uint8Array): void;
  /** No more bytes come. */
  end(): void;
}

export type FramingFactory = (sink: Sink) => Framing;
