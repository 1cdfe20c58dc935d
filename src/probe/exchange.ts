/**
 * One request and its response on a connection that is up. undici speaks the protocol; the socket's own events give
 * the times, and say what really happened where undici folds several faults into one error.
 */

import type net from 'node:net';
import Client from 'undici/lib/dispatcher/client.js';
import type { WireError } from '../domain/observation.ts';
import type { AttemptHooks } from '../domain/ports.ts';
import { reveal, type Text } from '../domain/secret.ts';
import type { HttpRequest } from '../domain/target.ts';
import { Body } from './body.ts';
import type { Line } from './dial.ts';
import { explain } from './exchange-error.ts';
import { NO_STREAM, type StreamWatch, watchStream } from './http2-stream.ts';
import type { Lifeline } from './lifeline.ts';
import { wireError } from './outcome.ts';
import { SocketWatch } from './socket-watch.ts';
import type { Trace } from './trace.ts';

/** A header block larger than this is an attack or a bug, not an answer. */
const MAX_HEADER_BYTES = 65_536;

/**
 * undici bounds header fields alone: a status line, interim answers (1xx) and chunk extensions without end go past it
 * (measured on 7.30). So does what came beyond the header and the body itself, eight times the body being tiny chunks.
 */
const MAX_FRAMING_BYTES = 4 * MAX_HEADER_BYTES;
const FRAMING_PER_BODY_BYTE = 8;

export interface ExchangeInput {
  readonly line: Line;
  readonly request: HttpRequest;
  /** Further headers, such as Proxy-Authorization. */
  readonly extraHeaders: readonly (readonly [string, Text])[];
  readonly maxBody: number;
  readonly trace: Trace;
  readonly life: Lifeline;
  readonly hooks: AttemptHooks;
  /** Decoded bytes of a 2xx body as they come, with the mark of their arrival. */
  readonly onData: ((chunk: Uint8Array, at: number) => void) | null;
}

/** @returns null when the response is whole; the response (or what came of it) is in the trace either way */
export function exchange(input: ExchangeInput): Promise<WireError | null> {
  return new Promise((resolve) => new Exchange(input, resolve).start());
}

interface Head {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly (readonly [string, string])[];
}

class Exchange {
  readonly #input: ExchangeInput;
  readonly #resolve: (error: WireError | null) => void;
  readonly #watch: SocketWatch;
  readonly #client: Client;
  readonly #url: URL;
  #offFail: () => void = () => {};
  #stream: StreamWatch = NO_STREAM;
  #head: Head | null = null;
  #body: Body | null = null;
  #over = false;
  #received = 0;
  #delivered = 0;

  constructor(input: ExchangeInput, resolve: (error: WireError | null) => void) {
    this.#input = input;
    this.#resolve = resolve;
    const { line, trace, life } = input;
    this.#watch = new SocketWatch(line.socket, trace.now, {
      bytes: (count) => {
        if (life.phase === 'request') life.enter('headers');
        this.#bound();
        this.#received += count;
      },
    });
    this.#url = new URL(input.request.url);
    this.#client = new Client(this.#url.origin, {
      connect: connectOnce(line.socket),
      headersTimeout: 0,
      bodyTimeout: 0,
      maxHeaderSize: MAX_HEADER_BYTES,
      allowH2: isHttp2(line.socket),
      pingInterval: 0,
    });
  }

  start(): void {
    const { request, life, line } = this.#input;
    const { origin, pathname, search } = this.#url;
    this.#offFail = life.onFail((error) => this.#finish(error));
    if (this.#over) return;
    life.enter('request');
    try {
      this.#client.dispatch(
        {
          method: request.method,
          path: (line.absoluteForm ? origin : '') + pathname + search,
          headers: this.#headers(),
          body: request.body === null ? null : reveal(request.body),
          reset: !isHttp2(line.socket),
        },
        this.#handler(),
      );
    } catch (error) {
      this.#failed(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #headers(): string[] {
    const { request, extraHeaders } = this.#input;
    return [...request.headers, ...extraHeaders].flatMap(([name, value]) => [name, reveal(value)]);
  }

  #handler(): Parameters<Client['dispatch']>[1] {
    const { trace, life, hooks, line } = this.#input;
    return {
      onRequestStart: () => {
        this.#stream = watchStream(line.socket);
        // undici writes the request right after this call.
        trace.marks.requestSent = trace.now();
        hooks.waiting();
      },
      onResponseStart: (controller, status, _headers, statusText) => {
        // An interim answer (103) is followed by the real one.
        if (status < 200) return this.#watch.restart();
        // undici's parser takes RTSP/1.0 and ICE/1.0 for HTTP (measured on 7.30).
        if (this.#watch.stray !== null) return this.#failed(new Error('the status line is not that of HTTP'));
        hooks.working();
        const now = trace.now();
        trace.marks.firstByte = this.#watch.firstByteAt ?? now;
        trace.marks.headers = now;
        this.#head = { status, statusText: statusText ?? '', headers: pairs(controller.rawHeaders) };
        life.enter('body');
        this.#body = this.#receiveBody(this.#head);
      },
      onResponseData: (_controller, chunk) => {
        life.touched();
        this.#delivered += chunk.length;
        this.#body?.write(chunk);
      },
      onResponseEnd: () => this.#ended(),
      onResponseError: (_controller, error) => this.#failed(error),
    };
  }

  /** Looks at what the parser has made of the bytes before the ones that just came. */
  #bound(): void {
    const framing = this.#received - this.#delivered;
    if (framing <= MAX_FRAMING_BYTES + FRAMING_PER_BODY_BYTE * this.#delivered) return;
    const phase = this.#head === null ? 'headers' : 'body';
    const error = wireError(phase, 'TOO_LARGE', { bound: MAX_FRAMING_BYTES, afterBytes: true });
    // Not from within undici's own reading loop, which goes on with its parser.
    queueMicrotask(() => this.#finish(error));
  }

  #ended(): void {
    const reset = this.#watch.error;
    // undici takes an RST as the end of a body that has no length (measured); it is none.
    if (reset !== null && this.#endsWithConnection()) this.#failed(reset);
    else if (this.#isCutOff()) this.#failed(streamReset(this.#stream.resetCode()));
    else this.#body?.end(() => this.#finish(null));
  }

  /** Where all that was announced has come, a reset says no more than that the request's rest is not wanted. */
  #isCutOff(): boolean {
    if (this.#stream.resetCode() === 0) return false;
    const announced = this.#head?.headers.find(([name]) => name === 'content-length')?.[1];
    return announced === undefined || Number(announced) !== this.#delivered;
  }

  #receiveBody({ status, headers }: Head): Body {
    const { maxBody, trace, onData } = this.#input;
    const wanted = onData !== null && status >= 200 && status < 300;
    return new Body(new Map(headers), maxBody, {
      data: (chunk) => {
        if (wanted) onData(chunk, trace.now());
      },
      failed: (error) => this.#finish(error),
    });
  }

  /** RFC 9112 section 6.3, rule 8: only the end of the connection ends the body. */
  #endsWithConnection(): boolean {
    const names = new Set(this.#head?.headers.map(([name]) => name));
    return (
      !isHttp2(this.#input.line.socket) && !names.has('content-length') && !names.has('transfer-encoding')
    );
  }

  #failed(error: Error): void {
    if (this.#over) return;
    const { line } = this.#input;
    const { begun, ended, error: socketError, stray } = this.#watch;
    const seen = { headersWhole: this.#head !== null, begun, ended, socketError, stray };
    const told = explain(error, { ...seen, maxHeaderBytes: MAX_HEADER_BYTES });
    // A proxy makes an answer of its own where the target fails; without a whole one, it failed itself.
    this.#finish(line.absoluteForm && this.#head === null ? { ...told, viaProxy: true } : told);
  }

  #finish(error: WireError | null): void {
    if (this.#over) return;
    this.#over = true;
    this.#offFail();
    const { trace, line, hooks } = this.#input;
    hooks.working();
    if (error === null) this.#stream.letGo();
    if (this.#head !== null && this.#body !== null) {
      const httpVersion = isHttp2(line.socket) ? '2' : (this.#watch.httpVersion ?? '1.1');
      trace.response = { ...this.#head, httpVersion, body: this.#body.facts(error === null) };
    } else {
      trace.marks.firstByte = this.#watch.firstByteAt;
    }
    this.#client.destroy(null, () => {});
    line.socket.destroy();
    this.#resolve(error);
  }
}

type Connector = Extract<NonNullable<Client.Options['connect']>, (...args: never[]) => unknown>;

/**
 * Gives undici the connection that is there. Not at once: a connector that calls back from within the call leaves the
 * request in undici's queue. And only once: undici asks again, without end, when the connection is lost before the
 * request went out, unless it gets an error that is none of its own (all measured).
 */
function connectOnce(socket: net.Socket): Connector {
  let used = false;
  return (_options, callback) => {
    const lost = used || socket.destroyed;
    used = true;
    queueMicrotask(() => (lost ? callback(connectionLost(), null) : callback(null, socket)));
  };
}

function connectionLost(): Error {
  return Object.assign(new Error('the connection was lost before the request went out'), { code: 'CLOSED' });
}

function streamReset(code: number): Error {
  return Object.assign(new Error(`the stream was reset with code ${code}`), {
    code: 'ERR_HTTP2_STREAM_ERROR',
  });
}

function isHttp2(socket: net.Socket): boolean {
  return 'alpnProtocol' in socket && socket.alpnProtocol === 'h2';
}

/** Raw header list → names in lower case with their values, each repetition apart. */
function pairs(raw: unknown): [string, string][] {
  const headers: [string, string][] = [];
  if (!Array.isArray(raw)) return headers;
  for (let i = 0; i + 1 < raw.length; i += 2) headers.push([text(raw[i]).toLowerCase(), text(raw[i + 1])]);
  return headers;
}

function text(value: unknown): string {
  return Buffer.isBuffer(value) ? value.toString('latin1') : String(value);
}
