/** Diagnostics as text for a terminal: `file:line:column: message`, the line, a caret under the place. */

import type chalk from 'chalk';
import { Chalk } from 'chalk';
import stringWidth from 'string-width';
import type { Diagnostic } from './diagnostic.ts';

export interface FormatOptions {
  readonly color?: boolean;
}

/** A window of this many characters is shown of a long line. */
const WINDOW = 100;
const LEAD = 40;

/**
 * @returns one block for each diagnostic, each line ended by a newline; '' for none. Escape codes and control
 * characters of the file come out as visible symbols.
 */
export function formatDiagnostics(diagnostics: readonly Diagnostic[], options: FormatOptions = {}): string {
  const paint = new Chalk({ level: options.color === true ? 1 : 0 });
  return diagnostics.map((diagnostic) => block(diagnostic, paint)).join('');
}

function block(diagnostic: Diagnostic, paint: typeof chalk): string {
  const { file, line, column, message, hint, severity } = diagnostic;
  const place = line === 0 ? file : `${file}:${line}:${column}`;
  const label = severity === 'warning' ? paint.yellow('warning: ') : '';
  const advice = hint === undefined ? '' : ` (${visible(hint)})`;
  const head = `${paint.bold(`${visible(place)}:`)} ${label}${visible(message)}${advice}\n`;
  return diagnostic.sourceLine === '' ? head : head + excerpt(diagnostic, paint);
}

function excerpt(diagnostic: Diagnostic, paint: typeof chalk): string {
  const { sourceLine, sourceColumn = 1, line, length, severity } = diagnostic;
  const characters = [...sourceLine];
  const column = diagnostic.column - sourceColumn + 1;
  const from = characters.length > WINDOW && column > LEAD ? column - LEAD : 0;
  const shown = characters.slice(from, from + WINDOW).map(visibleKeepingTab);
  const before = shown.slice(0, column - 1 - from);
  const marked = shown.slice(column - 1 - from, column - 1 - from + length).join('');
  const open = from > 0 || sourceColumn > 1 ? '…' : '';
  const close = from + WINDOW < characters.length ? '…' : '';
  const caret = '^'.repeat(Math.max(1, stringWidth(marked)));
  const mark = severity === 'warning' ? paint.yellow(caret) : paint.red(caret);
  const gutter = String(line);
  const blank = ' '.repeat(gutter.length);
  return (
    `${paint.dim(`  ${gutter} |`)} ${open}${shown.join('')}${close}\n` +
    `${paint.dim(`  ${blank} |`)} ${' '.repeat(open.length)}${padLike(before)}${mark}\n`
  );
}

/** As wide as the characters before the caret; a tab stays a tab, since only the terminal knows how wide it is. */
function padLike(characters: readonly string[]): string {
  return characters
    .join('')
    .split('\t')
    .map((part) => ' '.repeat(stringWidth(part)))
    .join('\t');
}

function visible(text: string): string {
  return [...text].map((character) => (character === '\t' ? ' ' : visibleKeepingTab(character))).join('');
}

/** Control characters become their Unicode pictures; bidi and other invisible controls, line separators and lone surrogates U+FFFD. */
function visibleKeepingTab(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (character === '\t') return character;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(character) ? '\ufffd' : character;
}
