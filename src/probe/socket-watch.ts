/**
 * Looks over undici's shoulder at the socket: when the first byte came, what it was, and how the connection ended.
 * undici consumes the socket with `read()`; that call is wrapped on this one socket, so nothing is read twice.
 * (HTTP/2 takes the bytes below the socket: there only the end is seen.)
 */

import type net from 'node:net';

/** Enough to tell what protocol it is and to show a person what came. */
const EXCERPT_BYTES = 200;

export interface WatchListener {
  /** Bytes came, before anybody has parsed them. */
  bytes(count: number): void;
}

export class SocketWatch {
  firstByteAt: number | null = null;
  /** Bytes have been read. */
  begun = false;
  /** The peer sent FIN. */
  ended = false;
  /** What the system or OpenSSL said; not undici's own words about what it read. */
  error: Error | null = null;
  #head: Buffer = Buffer.alloc(0);

  constructor(socket: net.Socket, now: () => number, listener: WatchListener) {
    const mark = () => {
      if (socket.readableLength === 0) return;
      this.firstByteAt ??= now();
      socket.off('readable', mark);
    };
    if (socket.errored) this.error = socket.errored;
    // Before undici's own listeners, so that parsing does not count.
    socket.on('readable', mark);
    socket.once('end', () => {
      this.ended = true;
    });
    socket.on('error', (error: Error) => {
      if (!isUndici(error)) this.error ??= error;
    });
    const read = socket.read.bind(socket);
    socket.read = (size?: number) => {
      const chunk: unknown = read(size);
      if (Buffer.isBuffer(chunk)) {
        this.firstByteAt ??= now();
        this.begun = true;
        this.#keep(chunk);
        listener.bytes(chunk.length);
      }
      return chunk;
    };
  }

  /** What came so far was an interim answer (1xx): the time of the real one is wanted. */
  restart(): void {
    this.firstByteAt = null;
  }

  /** `1.0` or `1.1` as the status line says; null before it came. */
  get httpVersion(): string | null {
    return /^HTTP\/(\d\.\d) /.exec(this.#head.toString('latin1'))?.[1] ?? null;
  }

  /** The first bytes, if they are not HTTP. */
  get stray(): string | null {
    const start = this.#head.toString('latin1', 0, 6);
    return 'HTTP/'.startsWith(start) || /^HTTP\/\d/.test(start) ? null : this.#head.toString('latin1');
  }

  #keep(chunk: Buffer): void {
    const room = EXCERPT_BYTES - this.#head.length;
    if (room > 0) this.#head = Buffer.concat([this.#head, chunk.subarray(0, room)]);
  }
}

function isUndici(error: Error): boolean {
  const code: unknown = Reflect.get(error, 'code');
  return error.name === 'HTTPParserError' || (typeof code === 'string' && code.startsWith('UND_ERR_'));
}
