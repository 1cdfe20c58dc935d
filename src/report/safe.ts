/**
 * Text from the network, made harmless for a terminal: one line, bounded, and with every character that could move the
 * cursor, set a color, reorder its neighbours or hide, written as an escape that can be seen.
 */

const PLAIN = /^[\x20-\x7e]*$/;

/** Line and column breaks of any kind become one space. */
const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;

/**
 * Joiners that belong to ordinary writing: inside emoji sequences (UTS 51) and between the letters of Arabic and Indic
 * scripts (RFC 5892 appendix A). Everywhere else they only hide.
 */
const JOINER =
  /(?<=\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]?)\u200d(?=\p{Extended_Pictographic})|(?<=[\p{Script=Arabic}\p{Mn}])[\u200c\u200d](?=\p{L})/u;

/** Controls (C0, DEL, C1), format characters (bidi overrides and isolates, zero width, tags), lone surrogates, invisible fillers. */
const UNSAFE = new RegExp(
  `(${JOINER.source})|[\\p{Cc}\\p{Cf}\\p{Cs}\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u2065\\u2800\\u3164\\uffa0\\ufff0-\\ufff8\\u{e0000}-\\u{e0fff}]`,
  'gu',
);

/**
 * What a CI system would obey if a log line began with it (`::error::`, GitHub) or merely held it (`##[error]`,
 * `##vso[...]`, GitHub and Azure): the second mark is escaped. Indentation does not help, the runner trims.
 * Source: GitHub runner, ActionCommand; Azure Pipelines, "Logging commands".
 */
const COMMAND = /(:):(?=[A-Za-z][\w-]*(?: (?:[^:]|:(?!:))*)?::)|(#)#(?=\[|vso\[|teamcity\[)/g;

/** More marks on one letter than any script uses: they would be drawn over the lines above and below. */
const STACK = /(\p{M}{6})\p{M}+/gu;

/** Enough for any sentence and for the head of a body. */
const MAX_LENGTH = 2_000;

/**
 * @param text anything, from anywhere
 * @param max longest result in UTF-16 units, before escapes are written out
 * @returns one line without a control, format or lone surrogate character (joiners inside words and emoji stay)
 */
export function safeText(text: string, max = MAX_LENGTH): string {
  if (text.length <= max && PLAIN.test(text) && !/::|##/.test(text)) return text;
  const bounded = text.length > max ? `${text.slice(0, max - 1).replace(/[\ud800-\udbff]$/, '')}…` : text;
  return bounded
    .replace(BREAKS, ' ')
    .replace(UNSAFE, (found, joiner: string | undefined) => joiner ?? escapeCharacter(found))
    .replace(STACK, '$1')
    .replace(COMMAND, (_, colon: string | undefined) => (colon === undefined ? '#\\x23' : ':\\x3a'));
}

/** A character as a JavaScript string literal would spell it: `\x1b`, `\u202e`, `\u{e0041}`. */
function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code > 0xffff) return `\\u{${code.toString(16)}}`;
  return code > 0xff
    ? `\\u${code.toString(16).padStart(4, '0')}`
    : `\\x${code.toString(16).padStart(2, '0')}`;
}
