/**
 * Binary frames of `application/vnd.amazon.eventstream` (Smithy specification, "Amazon Event Stream"): total length,
 * header length, CRC of both; headers; payload; CRC of everything. Integers are big-endian.
 */

import { crc32 } from 'node:zlib';
import type { Framing, Sink } from './framing.ts';
import { LONGEST_MESSAGE } from './framing.ts';

const PRELUDE = 12;
const TRAILER = 4;
/** Many tiny chunks are joined, or their bookkeeping would outweigh them. */
const MOST_PARTS = 1_024;

/**
 * Messages are named by the frame's `:message-type` and its type, e.g. `event messageStop`,
 * `exception throttlingException`.
 */
export function frames(sink: Sink): Framing {
  let parts: Buffer[] = [];
  let size = 0;
  let needed = PRELUDE;
  let number = 1;
  let stopped = false;

  function stop(what: string): void {
    stopped = true;
    sink.broken(`frame ${number} ${what}`);
  }

  /** Reads whole frames off the front; returns what is left. */
  function read(bytes: Buffer): Buffer {
    needed = PRELUDE;
    if (bytes.length < needed) return bytes;
    const fault = preludeFault(bytes);
    if (fault !== null) {
      stop(fault);
      return bytes;
    }
    needed = bytes.readUInt32BE(0);
    return bytes.length < needed ? bytes : take(bytes.subarray(0, needed), bytes.subarray(needed));
  }

  function take(frame: Buffer, rest: Buffer): Buffer {
    const end = frame.length - TRAILER;
    if (crc32(frame.subarray(0, end)) !== frame.readUInt32BE(end)) stop('has a wrong checksum');
    else {
      const headersEnd = PRELUDE + frame.readUInt32BE(4);
      sink.message(frame.toString('utf8', headersEnd, end), nameOf(frame.subarray(PRELUDE, headersEnd)));
    }
    number += 1;
    return rest;
  }

  return {
    push(chunk) {
      if (stopped) return;
      // Copied: whoever pushes may use its buffer again.
      parts.push(Buffer.from(chunk));
      size += chunk.length;
      if (size < needed && parts.length < MOST_PARTS) return;
      let left: Buffer = Buffer.concat(parts);
      for (let before = -1; before !== left.length && !stopped; ) {
        before = left.length;
        left = read(left);
      }
      parts = [left];
      size = left.length;
    },
    end() {
      if (size > 0) sink.cut();
    },
  };
}

/** What makes a frame unreadable, by its first 12 bytes. */
function preludeFault(bytes: Buffer): string | null {
  const length = bytes.readUInt32BE(0);
  if (crc32(bytes.subarray(0, 8)) !== bytes.readUInt32BE(8)) return 'has a wrong checksum in its prelude';
  if (length > LONGEST_MESSAGE) return 'is over 1 MiB';
  return PRELUDE + bytes.readUInt32BE(4) + TRAILER > length ? 'is shorter than its headers' : null;
}

function nameOf(bytes: Buffer): string {
  const headers = headersOf(bytes);
  const type =
    headers.get(':event-type') ?? headers.get(':exception-type') ?? headers.get(':error-code') ?? '';
  return `${headers.get(':message-type') ?? 'event'} ${type}`;
}

/** Header type 7 is a string with a length of two bytes; the sizes of the other types by their number. */
const STRING = 7;
const FIXED_SIZES: Readonly<Record<number, number>> = { 0: 0, 1: 0, 2: 1, 3: 2, 4: 4, 5: 8, 8: 8, 9: 16 };

/** The string headers; stops at the first that makes no sense. */
function headersOf(bytes: Buffer): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  let at = 0;
  while (at < bytes.length) {
    const nameEnd = at + 1 + bytes.readUInt8(at);
    if (nameEnd >= bytes.length) break;
    const type = bytes.readUInt8(nameEnd);
    const fixed = FIXED_SIZES[type];
    const start = nameEnd + (fixed === undefined ? 3 : 1);
    if (start > bytes.length) break;
    const end = start + (fixed ?? bytes.readUInt16BE(start - 2));
    if (end > bytes.length) break;
    if (type === STRING)
      headers.set(bytes.toString('utf8', at + 1, nameEnd), bytes.toString('utf8', start, end));
    at = end;
  }
  return headers;
}
