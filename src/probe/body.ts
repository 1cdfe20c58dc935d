/** Receives a body: undoes its content coding, keeps it up to a cap, and says how it ended. */

import type { Transform } from 'node:stream';
import type { BodyFacts, WireError } from '../domain/observation.ts';
import { lateZlib } from './late-builtins.ts';
import { fromNodeError, wireError } from './outcome.ts';
import { charsetOf, decodeText } from './text.ts';

export interface BodyListener {
  /** Decoded bytes, in order. */
  data(chunk: Uint8Array): void;
  /** The body broke a rule; nothing more will come. */
  failed(error: WireError): void;
}

/** Content codings of RFC 9110 section 8.4.1 and RFC 7932; `x-` forms are the registered aliases. */
const DECODERS: Readonly<Record<string, (first: Uint8Array) => Transform>> = {
  gzip: () => lateZlib().createGunzip(),
  'x-gzip': () => lateZlib().createGunzip(),
  deflate: createInflate,
  br: () => lateZlib().createBrotliDecompress(),
};

/** A body of one-byte chunks would take some twenty-five times its size (measured: 1 MiB, 25 MB). */
const MOST_PARTS = 1_024;

export class Body {
  readonly encoding: string | null;
  readonly #charset: string;
  readonly #cap: number;
  readonly #listener: BodyListener;
  readonly #chunks: Uint8Array[] = [];
  /** So many of them are joined already. */
  #joined = 0;
  #decoder: Transform | null = null;
  #kept = 0;
  #wire = 0;
  #failed = false;

  /** @param cap bytes, for the body as received and for what it decompresses to */
  constructor(headers: ReadonlyMap<string, string>, cap: number, listener: BodyListener) {
    const coding = headers.get('content-encoding')?.trim().toLowerCase() ?? '';
    this.encoding = coding === '' || coding === 'identity' ? null : coding;
    this.#charset = charsetOf(headers.get('content-type') ?? '');
    this.#cap = cap;
    this.#listener = listener;
  }

  write(chunk: Uint8Array): void {
    if (this.#failed) return;
    this.#wire += chunk.length;
    if (this.encoding === null) this.#take(chunk);
    else this.#decode(chunk, this.encoding);
    if (this.#wire > this.#cap) this.#overflow();
  }

  /** The wire is done. Calls back when the decoder is, too. */
  end(callback: () => void): void {
    // What follows the compressed data ends a decoder before the wire does (measured: deflate, br).
    if (this.#decoder === null || this.#failed || this.#decoder.readableEnded) {
      callback();
      return;
    }
    this.#decoder.once('end', callback);
    this.#decoder.end();
  }

  /** @param complete the body came to its announced end */
  facts(complete: boolean): BodyFacts {
    this.#decoder?.destroy();
    const { text, invalid } = decodeText(Buffer.concat(this.#chunks), this.#charset);
    return {
      text,
      bytes: this.#wire,
      complete,
      encoding: this.encoding,
      // Of a body that was cut, the last character may be too.
      invalidText: complete && invalid,
    };
  }

  #decode(chunk: Uint8Array, coding: string): void {
    if (this.#decoder === null) {
      const create = Object.hasOwn(DECODERS, coding) ? DECODERS[coding] : undefined;
      if (create === undefined) {
        const message = `content-encoding ${coding.slice(0, 100)}`;
        this.#fail(wireError('body', 'BAD_ENCODING', { afterBytes: true, message }));
        return;
      }
      this.#decoder = create(chunk);
      this.#decoder.on('data', (decoded: Buffer) => this.#take(decoded));
      this.#decoder.on('error', (error: Error) => this.#fail(decoderError(error)));
    }
    if (!this.#decoder.readableEnded) this.#decoder.write(chunk);
  }

  #take(chunk: Uint8Array): void {
    if (this.#failed) return;
    const room = this.#cap - this.#kept;
    const kept = chunk.length > room ? chunk.subarray(0, room) : chunk;
    this.#kept += kept.length;
    this.#keep(kept);
    this.#listener.data(kept);
    if (chunk.length > room) this.#overflow();
  }

  #keep(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    if (this.#chunks.length - this.#joined < MOST_PARTS) return;
    this.#chunks.push(Buffer.concat(this.#chunks.splice(this.#joined)));
    this.#joined = this.#chunks.length;
  }

  #overflow(): void {
    this.#fail(wireError('body', 'TOO_LARGE', { bound: this.#cap, afterBytes: true }));
  }

  #fail(error: WireError): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#decoder?.destroy();
    this.#listener.failed(error);
  }
}

/** RFC 9110 section 8.4.1.2: `deflate` means zlib, but some servers send it bare; a zlib header begins x8. */
function createInflate(first: Uint8Array): Transform {
  return ((first[0] ?? 0) & 0x0f) === 8 ? lateZlib().createInflate() : lateZlib().createInflateRaw();
}

/** zlib says Z_BUF_ERROR for data that ends early; everything else is data that is not what it claims to be. */
function decoderError(error: Error): WireError {
  const told = fromNodeError('body', error, 'BAD_ENCODING');
  const code = told.code === 'Z_BUF_ERROR' ? 'TRUNCATED' : 'BAD_ENCODING';
  return { ...told, code, afterBytes: true };
}
