/** Words of a POSIX shell command line, whatever bytes are in them, and harmless to look at on a terminal. */

const BARE = /^[A-Za-z0-9_@%+=:,./-]+$/;

/**
 * What single quotes would keep but a terminal would act on: controls other than the line feed, format characters
 * (bidi, zero width), line and paragraph separators. NUL cannot stand in an argument.
 */
const UNPRINTABLE = /[\x01-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\p{Cf}]+/gu;

/**
 * @param text any text; a NUL ends an argument in every shell, so it is the caller's to keep out
 * @returns one word in UTF-8: bare, or in single quotes, with unprintable characters written as octal for printf
 */
export function shellQuote(text: string): string {
  const wellFormed = asUtf8(text);
  if (BARE.test(wellFormed)) return wellFormed;
  const quoted = `'${wellFormed.replaceAll("'", "'\\''")}'`;
  return quoted.replace(UNPRINTABLE, (found) => `'"$(printf '${octal(found)}')"'`);
}

/**
 * The format argument that makes `printf` write exactly these bytes, NUL too.
 *
 * @returns a quoted word
 */
export function printfQuote(text: string): string {
  const escaped = asUtf8(text)
    .replace(/[\\%]/g, (found) => (found === '%' ? '%%' : '\\\\'))
    .replace(/[\x00-\x1f\x7f-\x9f\u2028\u2029\p{Cf}]/gu, octal)
    .replaceAll("'", '\\047');
  return `'${escaped}'`;
}

function octal(text: string): string {
  return [...Buffer.from(text)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}

/** As it goes out on the wire: a lone surrogate has no UTF-8, it becomes U+FFFD. */
function asUtf8(text: string): string {
  return Buffer.from(text).toString();
}
