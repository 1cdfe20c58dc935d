/** Clients that hide nothing: the bytes of an answer and how it ended, and curl's opinion. */

import { execFile } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import tls, { type ConnectionOptions } from 'node:tls';

export interface RawAnswer {
  /** One character a byte. */
  readonly text: string;
  /** `rst`: any error of the socket; `open`: it fell silent. */
  readonly end: 'fin' | 'rst' | 'open';
  /** Error code of the socket. */
  readonly code: string | null;
}

export interface RawOptions {
  /** What to send; null: nothing. */
  readonly request?: string | null;
  readonly tls?: ConnectionOptions;
  /** So long a silence means `open`. */
  readonly quietMs?: number;
  /** Stop reading (`open`) when so many bytes are there. */
  readonly enough?: number;
}

export const GET = 'GET / HTTP/1.1\r\nHost: stand-in\r\nConnection: close\r\n\r\n';

export function post(path: string, document: unknown, headers = ''): string {
  const body = JSON.stringify(document);
  return `POST ${path} HTTP/1.1\r\nHost: stand-in\r\nConnection: close\r\n${headers}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

export function rawExchange(port: number, options: RawOptions = {}): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const socket =
      options.tls === undefined
        ? connect(port, '127.0.0.1')
        : tls.connect({ host: '127.0.0.1', port, ...options.tls });
    const request = options.request === undefined ? GET : options.request;
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (end: RawAnswer['end'], code: string | null = null) => {
      clearTimeout(quiet);
      clearTimeout(confirm);
      resolve({ text: Buffer.concat(chunks).toString('latin1'), end, code });
      socket.destroy();
    };
    const quiet = setTimeout(() => {
      // A busy machine fires timers before it reads what has come: look once more.
      const known = size;
      confirm = setTimeout(() => (size === known ? finish('open') : quiet.refresh()), 50);
    }, options.quietMs ?? 400);
    let confirm: NodeJS.Timeout | undefined;
    socket.on('data', (chunk: Buffer) => {
      quiet.refresh();
      chunks.push(chunk);
      size += chunk.length;
      if (size >= (options.enough ?? Number.POSITIVE_INFINITY)) finish('open');
    });
    let code: string | null = null;
    socket.on('error', (error: NodeJS.ErrnoException) => {
      code = error.code ?? error.message;
    });
    socket.once('close', () => finish(code === null ? 'fin' : 'rst', code));
    if (request !== null) sendWhenOpen(socket, request);
  });
}

function sendWhenOpen(socket: Socket, request: string): void {
  socket.once(socket instanceof tls.TLSSocket ? 'secureConnect' : 'connect', () => socket.write(request));
}

/** Head and body of an answer. */
export function split(answer: RawAnswer): { readonly head: string; readonly body: string } {
  const [head = '', ...body] = answer.text.split('\r\n\r\n');
  return { head, body: body.join('\r\n\r\n') };
}

/** Takes the chunked coding off (RFC 9112 section 7.1). `whole`: the last chunk was there. */
export function dechunk(body: string): { readonly text: string; readonly whole: boolean } {
  let rest = body;
  let text = '';
  for (;;) {
    const [, size] = /^([0-9a-f]+)\r\n/i.exec(rest) ?? [];
    if (size === undefined) return { text, whole: false };
    const start = size.length + 2;
    const length = Number.parseInt(size, 16);
    if (length === 0) return { text, whole: rest === '0\r\n\r\n' };
    text += rest.slice(start, start + length);
    rest = rest.slice(start + length + 2);
  }
}

export interface CurlAnswer {
  /** curl's exit code: 7 refused, 28 time ran out, 35 handshake, 52 empty reply, 56 receive failed, 60 certificate, ... */
  readonly exit: number;
  readonly stdout: string;
}

export function curl(...args: string[]): Promise<CurlAnswer> {
  return new Promise((resolve) => {
    const quiet = ['--silent', '--noproxy', '', '--max-time', '5', ...args];
    execFile(
      'curl',
      quiet,
      { encoding: 'latin1', maxBuffer: 2 ** 26, env: { PATH: process.env.PATH ?? '' } },
      (error, stdout) => {
        resolve({ exit: error === null ? 0 : Number(error.code), stdout });
      },
    );
  });
}
