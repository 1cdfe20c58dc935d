/**
 * Text inside GitHub-flavoured Markdown that stays text. A backslash does not do: mentions, e-mail addresses, issue
 * numbers and emoji are looked for after it is gone. So whatever is not plainly a word of prose stands in a code span,
 * where no reader looks for anything. Source: GitHub Flavored Markdown specification, 6.3 (code spans), 6.9 (autolinks),
 * 4.10 (tables).
 */

import { safeText } from '../safe.ts';

/** Letters of any script, digits, and punctuation that means nothing inside a line. */
const PROSE = /^[\p{L}\p{N}\p{M}.,;:?!…'’"“”()–—·×%-]+$/u;

/**
 * Prose that is not: `www.` links, `:emoji:`, GitLab's `!1` and `%1`, a commit's hash, an issue of a tracker (`GH-1`).
 */
const REFERENCE = /www\.|:[^\s:]+:|[!%](?=[\p{L}\p{N}"])|\b(?=\w*\d)[0-9a-f]{7,40}\b|\b[A-Z]{2,}-\d/iu;

/** @returns one line; words that could mean something to a reader of Markdown in code spans */
export function prose(text: string): string {
  const parts: { readonly code: boolean; readonly words: string[] }[] = [];
  for (const word of safeText(text).split(/\s+/)) {
    if (word === '') continue;
    const code = !PROSE.test(word) || REFERENCE.test(word);
    const last = parts.at(-1);
    if (last?.code === code) last.words.push(word);
    else parts.push({ code, words: [word] });
  }
  return parts.map(({ code, words }) => (code ? codeSpan(words.join(' ')) : words.join(' '))).join(' ');
}

/**
 * A pipe would end a cell of a table even in a code span, and an escaped one would not be safe after a backslash, so the
 * span is interrupted for it.
 *
 * @returns one line; nothing for an empty text
 */
export function codeSpan(text: string): string {
  const pieces = safeText(text).replace(/\s+/g, ' ').trim().split('|');
  return pieces.map(span).join('&#124;');
}

function span(text: string): string {
  if (text === '') return '';
  const longest = (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
  const fence = '`'.repeat(longest + 1);
  const padding = /^[` ]|[` ]$/.test(text) ? ' ' : '';
  return fence + padding + text + padding + fence;
}
