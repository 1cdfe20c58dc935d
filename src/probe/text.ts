/** Bytes to text by their charset: a byte order mark first, then what the header says, then UTF-8 (WHATWG Encoding). */

import { isUtf8 } from 'node:buffer';

export interface DecodedText {
  readonly text: string;
  /** Some bytes made no sense and stand as U+FFFD. */
  readonly invalid: boolean;
}

/** @param contentType value of the header; empty where there is none */
export function charsetOf(contentType: string): string {
  return /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(contentType)?.[1] ?? 'utf-8';
}

/** @param charset a label of any kind; one that nobody knows is taken for UTF-8 */
export function decodeText(bytes: Buffer, charset: string): DecodedText {
  const label = markOf(bytes) ?? charset;
  if (/^utf-?8$/i.test(label)) return asUtf8(bytes);
  try {
    return { text: new TextDecoder(label, { fatal: true }).decode(bytes), invalid: false };
  } catch {
    return leniently(bytes, label);
  }
}

function leniently(bytes: Buffer, label: string): DecodedText {
  try {
    return { text: new TextDecoder(label).decode(bytes), invalid: true };
  } catch {
    return asUtf8(bytes);
  }
}

function asUtf8(bytes: Buffer): DecodedText {
  const text = bytes.toString('utf8');
  return { text: text.startsWith('\uFEFF') ? text.slice(1) : text, invalid: !isUtf8(bytes) };
}

function markOf(bytes: Buffer): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 'utf-8' : null;
}
