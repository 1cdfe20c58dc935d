/** A mistake in the user's own text, with the place where it stands. Mistakes are data: all of them are gathered, none is thrown. */

import { KNOWN_CREDENTIAL } from '../domain/secret-names.ts';

export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  /** Stable, e.g. `unknown-key`. */
  readonly code: string;
  /** Name of the file as the user gave it, `command line`, or an environment variable with `$`. */
  readonly file: string;
  /** From 1; 0: there is no line to point at. */
  readonly line: number;
  /** From 1, in characters (code points). */
  readonly column: number;
  readonly message: string;
  readonly hint?: string;
  /** The line as it stands in the file, secrets blotted out; raw otherwise: writers make it safe. */
  readonly sourceLine: string;
  /** How many characters of the line are meant, at least 1. */
  readonly length: number;
}

/** One config text, kept for the places that diagnostics point at. */
export interface Source {
  readonly name: string;
  readonly text: string;
  /** Offsets at which lines begin. */
  readonly lineStarts: readonly number[];
}

/** A stretch of a source: offsets, `end` exclusive. */
export interface Place {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Extra {
  readonly hint?: string | undefined;
  readonly severity?: Diagnostic['severity'];
}

export function toSource(name: string, text: string): Source {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  return { name, text, lineStarts };
}

export function positionOf(place: Place): Position {
  const line = lineIndex(place.source.lineStarts, place.start);
  const before = place.source.text.slice(place.source.lineStarts[line], place.start);
  return { line: line + 1, column: [...before].length + 1 };
}

/** `probes.yaml:12`, the origin of a setting. */
export function originOf(place: Place): string {
  return `${place.source.name}:${lineIndex(place.source.lineStarts, place.start) + 1}`;
}

export function diagnose(place: Place, code: string, message: string, extra: Extra = {}): Diagnostic {
  const { line, column } = positionOf(place);
  const begin = place.source.lineStarts[line - 1] ?? 0;
  const end = place.source.lineStarts[line] ?? place.source.text.length;
  const sourceLine = blotSecrets(place.source.text.slice(begin, end).replace(/\r?\n$/, ''));
  const marked = place.source.text.slice(place.start, Math.min(place.end, begin + sourceLine.length));
  return {
    severity: extra.severity ?? 'error',
    code,
    file: place.source.name,
    line,
    column,
    message: blotMessage(message),
    ...(extra.hint === undefined ? {} : { hint: extra.hint }),
    sourceLine,
    length: Math.max(1, [...marked].length),
  };
}

/** A mistake that stands in no file: `file` is `command line` or a variable's name. */
export function diagnoseLoose(file: string, code: string, message: string, extra: Extra = {}): Diagnostic {
  return {
    severity: extra.severity ?? 'error',
    code,
    file,
    line: 0,
    column: 0,
    message: blotMessage(message),
    ...(extra.hint === undefined ? {} : { hint: extra.hint }),
    sourceLine: '',
    length: 1,
  };
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

/** As a reader meets them: file by file, from the top. */
export function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const files = [...new Set(diagnostics.map(({ file }) => file))];
  return [...diagnostics].sort(
    (a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line || a.column - b.column,
  );
}

const KEY_LIKE_VALUE =
  /((?:[\w-]*(?:key|(?<!first_)token(?!s)|secret|password|credential|authorization|cookie)[\w-]*)["']?\s*[:=]\s*)(?!\s*\$\{)("[^"]*"?|'[^']*'?|[^,}\]&#]+)/gi;
const USERINFO = /(:\/\/)([^/@\s"']+)(@)/g;
/** What stands behind an authentication scheme. */
const SCHEME = /((?:bearer|basic)\s+)([^\s"',}\]]{6,})/gi;

/** A line under a diagnostic may hold a key next to the mistake: blotted out, same length, so that the caret still fits. */
export function blotSecrets(line: string): string {
  return line
    .replace(KEY_LIKE_VALUE, (_, lead: string, value: string) => lead + blot(value))
    .replace(USERINFO, (_, lead: string, value: string, tail: string) => lead + blot(value) + tail)
    .replace(SCHEME, (_, lead: string, value: string) => lead + blot(value))
    .replace(KNOWN_CREDENTIAL, blot);
}

/** What a message quotes may be a key that stands in the wrong place. */
function blotMessage(message: string): string {
  return message
    .replace(SCHEME, (_, lead: string) => `${lead}***`)
    .replace(KNOWN_CREDENTIAL, '***')
    .replace(USERINFO, '$1***$3');
}

function blot(value: string): string {
  return value.replace(/[^\s"']/gu, '*');
}

function lineIndex(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
