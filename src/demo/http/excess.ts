/** Answers without measure: endless or huge headers and bodies, bombs, undecodable codings. */

import { crc32, deflateRawSync, constants as zlib } from 'node:zlib';
import type { Reply } from '../reply.ts';
import { END, repeat, type Step, scripted, send } from '../script.ts';
import type { Behaviour } from '../stand-in.ts';

const onRequest = (...steps: Step[]): Behaviour => scripted('request', steps);
const FILLER = 'x'.repeat(16_384);

/** Header lines without end, as fast as the peer reads. */
export const ENDLESS_HEADERS = onRequest(
  send('HTTP/1.1 200 OK\r\n'),
  repeat(`x-filler: ${'x'.repeat(1_000)}\r\n`),
);

/** A status line without end. */
export const ENDLESS_STATUS_LINE = onRequest(send('HTTP/1.1 200 '), repeat(FILLER));

/** Interim answers without end; a final one never comes. */
export const ENDLESS_INTERIM = onRequest(
  repeat('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'.repeat(200)),
);

/** The extension of a first chunk without end (RFC 9112 section 7.1.1). */
export const ENDLESS_CHUNK_EXTENSION = onRequest(
  send('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;a='),
  repeat(FILLER),
);

/** A header block of so many bytes in one field, then a healthy body. */
export function hugeHeaders(bytes: number): Behaviour {
  return onRequest(
    send(`HTTP/1.1 200 OK\r\nContent-Length: 2\r\nx-filler: ${'x'.repeat(bytes)}\r\n\r\nok`),
    END,
  );
}

/** A body without length and without end. */
export const ENDLESS_BODY = onRequest(
  send('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n'),
  repeat(FILLER),
);

/** A chunked body without end. */
export const ENDLESS_CHUNKS = onRequest(
  send('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n'),
  repeat(`4000\r\n${FILLER}\r\n`),
);

/** One event of a stream whose line never ends. */
export const ENDLESS_LINE = onRequest(
  send('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\ndata: {"x":"'),
  repeat(FILLER),
);

const MIB = 1_048_576;

/** A small gzip body that inflates to so many MiB of zeros. */
export function gzipBomb(mib: number): Reply {
  return gzipReply(gzipZeros(mib));
}

/** Says gzip and is plain text. */
export const BAD_GZIP: Reply = gzipReply(Buffer.from('this is no gzip'));

/** The compressed data stop midway, the framing is right. */
export function cutGzip(): Reply {
  const whole = gzipZeros(1);
  return gzipReply(whole.subarray(0, whole.length - 200));
}

/** A coding that nobody has asked for or knows. */
export const UNKNOWN_CODING: Reply = {
  ...gzipReply(Buffer.from('??')),
  headers: { 'content-type': 'text/plain', 'content-encoding': 'x-unknown' },
};

function gzipReply(body: Uint8Array): Reply {
  return { status: 200, headers: { 'content-type': 'text/plain', 'content-encoding': 'gzip' }, body };
}

/**
 * One gzip member (RFC 1952) made of the same flushed deflate block again and again: nothing of the inflated size is
 * ever in memory here.
 */
function gzipZeros(mib: number): Buffer {
  const zeros = Buffer.alloc(MIB);
  const block = deflateRawSync(zeros, { finishFlush: zlib.Z_FULL_FLUSH });
  let checksum = 0;
  for (let i = 0; i < mib; i += 1) checksum = crc32(zeros, checksum);
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(checksum, 0);
  trailer.writeUInt32LE((mib * MIB) % 2 ** 32, 4);
  const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
  const lastBlock = Buffer.from([0x03, 0x00]);
  return Buffer.concat([header, ...Array.from({ length: mib }, () => block), lastBlock, trailer]);
}
