/** From what undici threw and what the socket saw to what happened: pure, so that each fault has one name. */

import type { Phase, WireError } from '../domain/observation.ts';
import { fromNodeError, wireError } from './outcome.ts';

export interface Seen {
  /** The header block was whole. */
  readonly headersWhole: boolean;
  /** Bytes had come. */
  readonly begun: boolean;
  /** The peer had sent FIN. */
  readonly ended: boolean;
  /** What the system or OpenSSL said of the socket. */
  readonly socketError: Error | null;
  /** The first bytes, if they are not HTTP. */
  readonly stray: string | null;
  /** undici's cap on the header block, bytes. */
  readonly maxHeaderBytes: number;
}

/**
 * The socket decides. undici reports a body that FIN cut short sometimes as a closed socket, sometimes as a wrong
 * length or a parser's complaint (measured: it depends on whether the server announced `Connection: close`).
 */
export function explain(error: Error, seen: Seen): WireError {
  const phase: Phase = seen.headersWhole ? 'body' : seen.begun ? 'headers' : 'request';
  const details = { afterBytes: seen.begun || seen.headersWhole, received: seen.stray };
  const told = fromNodeError(phase, error, 'MALFORMED', details);
  if (isOutOfMemory(error)) return { ...told, code: 'ENOMEM' };
  if (isOurMistake(told.code, seen)) return { ...told, code: 'BUG' };
  if (told.code === 'UND_ERR_HEADERS_OVERFLOW')
    return { ...told, code: 'TOO_LARGE', bound: seen.maxHeaderBytes };
  // An assertion of undici also ends the socket, which then bears it as its own error.
  if (seen.stray !== null || told.code === 'ERR_ASSERTION') return { ...told, code: 'MALFORMED' };
  if (seen.socketError !== null) return fromNodeError(phase, seen.socketError, 'ECONNRESET', details);
  if (seen.ended) return wireError(phase, cut(details.afterBytes), { ...details, message: error.message });
  if (isParserError(error, told.code)) return { ...told, code: 'MALFORMED' };
  if (told.code === 'ERR_HTTP2_STREAM_ERROR')
    return { ...told, code: seen.headersWhole ? 'TRUNCATED' : 'ECONNRESET' };
  if (told.code === 'CLOSED' || told.code.startsWith('UND_ERR_'))
    return { ...told, code: cut(details.afterBytes) };
  return told;
}

/** undici's parser reserves gigabytes of address space, which `ulimit -v` may refuse (measured: Node 20, 4 GB). */
function isOutOfMemory(error: Error): boolean {
  return error.name === 'RangeError' && /^WebAssembly\b.*memory/is.test(error.message);
}

function cut(afterBytes: boolean): 'TRUNCATED' | 'CLOSED' {
  return afterBytes ? 'TRUNCATED' : 'CLOSED';
}

/** An assertion of undici's fails over our request, or over an answer that its parser lets through (a status of 000; measured on 7.30). */
function isOurMistake(code: string, { begun }: Seen): boolean {
  return (
    code.startsWith('UND_ERR_INVALID_') ||
    code.startsWith('UND_ERR_REQ_') ||
    code === 'UND_ERR_NOT_SUPPORTED' ||
    (code === 'ERR_ASSERTION' && !begun)
  );
}

/** `bad response` and `bad upgrade` are undici's words for a 1xx that nobody asked for; measured on 7.30. */
function isParserError(error: Error, code: string): boolean {
  return (
    error.name === 'HTTPParserError' ||
    code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH' ||
    (code === 'UND_ERR_SOCKET' && /^bad (response|upgrade)$/.test(error.message))
  );
}
