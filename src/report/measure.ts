/** How wide text stands on a terminal, and how it is cut, padded and wrapped to fit. Widths are columns, never code units. */

import stringWidth from 'string-width';

/** ASCII and this program's own symbols: one column and one code unit each, so that they need no measuring. */
const NARROW = /^[\x20-\x7e…→–·●▲✖─━░▒▓█▁]*$/;
/** Made when first needed: it takes 15 ms, and most reports are ASCII throughout. */
let graphemes: Intl.Segmenter | undefined;

/** The text has no color, and as many columns as code units whoever measures it. */
export function isNarrow(text: string): boolean {
  return NARROW.test(text);
}

/** Columns that the text takes; color sequences take none. */
export function width(text: string): number {
  return isNarrow(text) ? text.length : stringWidth(text);
}

export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - width(text)));
}

export function padStart(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - width(text))) + text;
}

/** @returns the longest start of the text that fits, never half a character */
export function takeStart(text: string, columns: number): string {
  if (isNarrow(text)) return text.slice(0, Math.max(0, columns));
  return take([...split(text)], columns).join('');
}

function takeEnd(text: string, columns: number): string {
  if (isNarrow(text)) return columns > 0 ? text.slice(-columns) : '';
  return take([...split(text)].reverse(), columns)
    .reverse()
    .join('');
}

/** Cuts out the middle: both ends of a name or URL tell probes apart, the middle seldom does. */
export function truncateMiddle(text: string, columns: number, ellipsis: string): string {
  if (width(text) <= columns) return text;
  const room = columns - width(ellipsis);
  if (room < 2) return takeStart(text, columns);
  const start = takeStart(text, Math.ceil(room / 2));
  return start + ellipsis + takeEnd(text, room - width(start));
}

export function truncateEnd(text: string, columns: number, ellipsis: string): string {
  if (width(text) <= columns) return text;
  return takeStart(text, Math.max(0, columns - width(ellipsis))) + ellipsis;
}

/** Where a line may be broken: at a space, but not between a number and its unit. */
const BREAK = / (?!(?:ms|s|m|h|d|%)(?![\w]))/;

/** Breaks at spaces; a word longer than a line (a URL, a sentence in Chinese) is broken where the line ends. */
export function wrap(text: string, columns: number): string[] {
  const limit = Math.max(columns, 1);
  const lines: string[] = [];
  let line = '';
  let room = limit;
  for (const word of text.split(BREAK)) {
    let rest = word;
    const gap = line === '' ? 0 : 1;
    const size = width(rest);
    if (size + gap <= room) {
      line += (gap === 0 ? '' : ' ') + rest;
      room -= size + gap;
      continue;
    }
    if (size > limit && room > limit / 2) {
      const head = takeStart(rest, room - gap);
      lines.push(line + (gap === 0 ? '' : ' ') + head);
      rest = rest.slice(head.length);
    } else if (line !== '') lines.push(line);
    for (; width(rest) > limit; ) {
      const head = takeStart(rest, limit) || firstOf(rest);
      lines.push(head);
      rest = rest.slice(head.length);
    }
    line = rest;
    room = limit - width(rest);
  }
  if (line !== '' || lines.length === 0) lines.push(line);
  return lines;
}

function take(characters: readonly string[], columns: number): string[] {
  const taken: string[] = [];
  let room = columns;
  for (const character of characters) {
    room -= width(character);
    if (room < 0) break;
    taken.push(character);
  }
  return taken;
}

function* split(text: string): Iterable<string> {
  graphemes ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  for (const { segment } of graphemes.segment(text)) yield segment;
}

/** A line narrower than one wide character still has to make progress. */
function firstOf(text: string): string {
  for (const character of split(text)) return character;
  return text;
}
