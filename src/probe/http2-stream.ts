/**
 * How the one stream of an HTTP/2 exchange ended. Node gives a reset by CANCEL after the header block as an ordinary
 * end, and undici passes that on as a whole answer (measured: Node 20, undici 7.30).
 */

import type net from 'node:net';
import symbols from 'undici/lib/core/symbols.js';

/** Of Node's ClientHttp2Session, which undici makes, what is needed here. */
interface Session {
  request(...args: unknown[]): { readonly rstCode?: number };
}

/**
 * Node's own ends of sessions that went wrong, never let go of: after some broken header blocks Node aborts the process
 * when it collects one (measured on Node 20.20: `Assertion failed: (current_nghttp2_memory_) == (0)` in ~Http2Session).
 */
const kept = new Set<unknown>();

export interface StreamWatch {
  /** The error code that the stream was reset with (RFC 9113 section 7); 0 where it was not. */
  resetCode(): number;
  /** All went well: nothing has to be kept. */
  letGo(): void;
}

/** HTTP/1.1 has no streams. */
export const NO_STREAM: StreamWatch = { resetCode: () => 0, letGo: () => {} };

/** To be called before the request is written. */
export function watchStream(socket: net.Socket): StreamWatch {
  const session: unknown = Reflect.get(socket, symbols.kHTTP2Session);
  if (!isSession(session)) return NO_STREAM;
  const handle = handleOf(session);
  kept.add(handle);
  let stream: ReturnType<Session['request']> | null = null;
  const request = session.request.bind(session);
  session.request = (...args) => {
    stream = request(...args);
    return stream;
  };
  return { resetCode: () => stream?.rstCode ?? 0, letGo: () => kept.delete(handle) };
}

function handleOf(session: Session): unknown {
  const symbol = Object.getOwnPropertySymbols(session).find(({ description }) => description === 'kHandle');
  return symbol === undefined ? session : Reflect.get(session, symbol);
}

function isSession(value: unknown): value is Session {
  return (
    typeof value === 'object' && value !== null && 'request' in value && typeof value.request === 'function'
  );
}
