/** Bytes of a document → its text, by byte order mark, then by the announced charset, then as UTF-8. */

const MARKS: readonly (readonly [readonly number[], string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

/** AWS sends big-endian UTF-16 with a mark, and names only "utf-16". */
export function decode(body: Uint8Array | string, contentType: string | null): string {
  if (typeof body === 'string') return body.startsWith('\uFEFF') ? body.slice(1) : body;
  // The decoder drops the mark itself, and replaces what is no text by U+FFFD.
  return new TextDecoder(charsetOf(body, contentType)).decode(body);
}

function charsetOf(bytes: Uint8Array, contentType: string | null): string {
  const marked = MARKS.find(([mark]) => mark.every((byte, index) => bytes[index] === byte));
  if (marked !== undefined) return marked[1];
  const named = /charset\s*=\s*"?([\w-]{1,40})/i.exec(contentType?.slice(0, 200) ?? '')?.[1]?.toLowerCase();
  // RFC 2781 section 4.3: without a mark it is big-endian. The first character is ASCII, which tells for certain.
  if (named === 'utf-16') return bytes[0] === 0 ? 'utf-16be' : 'utf-16le';
  return named !== undefined && isKnown(named) ? named : 'utf-8';
}

function isKnown(charset: string): boolean {
  try {
    return new TextDecoder(charset).encoding !== '';
  } catch {
    return false;
  }
}
