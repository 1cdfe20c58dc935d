/** Collects what one attempt sees; the only mutable record of it, turned into an Observation at the end. */

import type {
  AddressOutcome,
  AnswerFacts,
  Hop,
  Marks,
  Observation,
  ResponseFacts,
  TlsFacts,
  WireError,
} from '../domain/observation.ts';

type MutableMarks = { -readonly [K in keyof Marks]: Marks[K] };

export class Trace {
  readonly marks: MutableMarks = {
    dns: null,
    connectStart: null,
    connect: null,
    tls: null,
    requestSent: null,
    firstByte: null,
    headers: null,
    firstToken: null,
    firstVisible: null,
    end: 0,
  };
  resolver: string | null = null;
  addresses: readonly AddressOutcome[] = [];
  address: Observation['address'] = null;
  proxy: string | null = null;
  tls: TlsFacts | null = null;
  hops: Hop[] = [];
  url: string;
  response: ResponseFacts | null = null;
  answer: AnswerFacts | null = null;
  readonly #started: string;
  readonly #zero: number;
  readonly #clock: () => number;

  /**
   * @param wall the start, milliseconds since 1970
   * @param clock monotonic milliseconds
   * @param zero the start on that clock; default: now
   */
  constructor(url: string, wall: number, clock: () => number, zero: number = clock()) {
    this.url = url;
    this.#started = new Date(wall).toISOString();
    this.#clock = clock;
    this.#zero = zero;
  }

  /** Milliseconds since the attempt's start. */
  readonly now = (): number => this.#clock() - this.#zero;

  /** The monotonic instant of the start, for whoever measures over the same span. */
  get zero(): number {
    return this.#zero;
  }

  /** A redirect begins a new exchange: its marks replace those of the hop before, the start stays. */
  nextHop(hop: Hop): void {
    this.hops.push(hop);
    const fresh: Partial<MutableMarks> = {
      dns: null,
      connectStart: null,
      connect: null,
      tls: null,
      requestSent: null,
      firstByte: null,
      headers: null,
    };
    Object.assign(this.marks, fresh);
    this.tls = null;
    this.response = null;
    this.address = null;
    this.addresses = [];
    this.resolver = null;
  }

  finish(error: WireError | null, lag: number): Observation {
    this.marks.end = this.now();
    const { resolver, addresses, address, proxy, tls, hops, url, response, answer } = this;
    const facts = { resolver, addresses, address, proxy, tls, hops, url, response, answer };
    return { started: this.#started, marks: this.marks, ...facts, error, lag };
  }
}
