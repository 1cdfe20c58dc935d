/** HTTP answers that are always the same, as data. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Behaviour } from './stand-in.ts';

export interface Reply {
  readonly status: number;
  /** Reason phrase; default: the usual one. */
  readonly statusText?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

export function jsonReply(
  status: number,
  document: unknown,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(document),
  };
}

export function textReply(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body };
}

export function htmlReply(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', ...headers }, body };
}

/** Writes the reply whole, with its length announced; a HEAD request gets the head alone. */
export function sendReply(response: ServerResponse, reply: Reply): void {
  const headers = { ...reply.headers, 'content-length': String(Buffer.byteLength(reply.body)) };
  if (reply.statusText === undefined) response.writeHead(reply.status, headers);
  else response.writeHead(reply.status, reply.statusText, headers);
  response.end(reply.body);
}

/** The same answer to every request. */
export function always(reply: Reply): Behaviour {
  return answering(() => reply);
}

/** An answer that depends on the request's line and headers; the request's body is read and ignored. */
export function answering(choose: (request: IncomingMessage) => Reply): Behaviour {
  return {
    via: 'http',
    listener: (request, response) => {
      request.resume();
      sendReply(response, choose(request));
    },
  };
}

/** Path of the request without its query. */
export function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0] ?? '/';
}
