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
  /** The line as it stands in the file, secrets blotted out; raw otherwise: writers make it safe. Of a very long one a part. */
  readonly sourceLine: string;
  /** The column at which `sourceLine` begins; absent: 1, it is the whole line. */
  readonly sourceColumn?: number;
  /** How many characters of the line are meant, at least 1. */
  readonly length: number;
}

/** One config text, kept for the places that diagnostics point at. */
export interface Source {
  readonly name: string;
  readonly text: string;
  /** Offsets at which lines begin. */
  readonly lineStarts: readonly number[];
  /** Lines that a diagnostic points at, by their index: one line may hold thousands of mistakes. */
  readonly seen: Map<number, SeenLine>;
}

interface SeenLine {
  readonly start: number;
  /** Of the text, without the line feed. */
  readonly end: number;
  /** Secrets blotted out; in characters where some take two units of a string. */
  readonly shown: string | readonly string[];
  /** How many characters stand before each offset of the line; null: each character is one unit. */
  readonly charactersBefore: Uint32Array | null;
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
  return { name, text, lineStarts, seen: new Map() };
}

export function positionOf({ source, start }: Place): Position {
  const index = lineIndex(source.lineStarts, start);
  const line = lineAt(source, index);
  return { line: index + 1, column: lengthOf(line, line.start, start) + 1 };
}

function lineAt(source: Source, index: number): SeenLine {
  const known = source.seen.get(index);
  if (known !== undefined) return known;
  const start = source.lineStarts[index] ?? 0;
  const text = source.text
    .slice(start, source.lineStarts[index + 1] ?? source.text.length)
    .replace(/\r?\n$/, '');
  const charactersBefore = /[\ud800-\udbff]/.test(text) ? countCharacters(text) : null;
  const shown = blotSecrets(text);
  const line = {
    start,
    end: start + text.length,
    shown: charactersBefore === null ? shown : [...shown],
    charactersBefore,
  };
  source.seen.set(index, line);
  return line;
}

/** Once for a line, however many mistakes it holds. */
function countCharacters(text: string): Uint32Array {
  const before = new Uint32Array(text.length + 1);
  let offset = 0;
  let count = 0;
  for (const character of text) {
    before.fill(count, offset, offset + character.length);
    offset += character.length;
    count += 1;
  }
  before[offset] = count;
  return before;
}

/** From one offset of the source to another on the same line, in characters. */
function lengthOf({ start, charactersBefore }: SeenLine, from: number, to: number): number {
  if (charactersBefore === null) return to - from;
  const before = (offset: number) => charactersBefore[offset - start] ?? charactersBefore.at(-1) ?? 0;
  return before(to) - before(from);
}

/** `probes.yaml:12`, the origin of a setting. */
export function originOf(place: Place): string {
  return `${place.source.name}:${lineIndex(place.source.lineStarts, place.start) + 1}`;
}

export function diagnose(place: Place, code: string, message: string, extra: Extra = {}): Diagnostic {
  const { source, start, end } = place;
  const position = positionOf(place);
  const line = lineAt(source, position.line - 1);
  return {
    severity: extra.severity ?? 'error',
    code,
    file: source.name,
    ...position,
    message: blotMessage(message),
    ...(extra.hint === undefined ? {} : { hint: extra.hint }),
    ...excerptOf(line, position.column),
    length: Math.max(1, lengthOf(line, start, Math.min(end, line.end))),
  };
}

/** More of a long line than anybody wants to see, before the place and behind it. */
const BEFORE = 200;
const BEHIND = 400;

function excerptOf({ shown }: SeenLine, column: number): Pick<Diagnostic, 'sourceLine' | 'sourceColumn'> {
  const isWhole = shown.length <= BEFORE + BEHIND;
  const from = isWhole ? 0 : Math.max(0, column - 1 - BEFORE);
  const part = isWhole ? shown : shown.slice(from, column - 1 + BEHIND);
  const sourceLine = typeof part === 'string' ? part : part.join('');
  return isWhole ? { sourceLine } : { sourceLine, sourceColumn: from + 1 };
}

/** A mistake of the file as a whole; no line of it is shown. */
export function diagnoseFile(file: string, code: string, message: string, extra: Extra = {}): Diagnostic {
  return { ...diagnoseLoose(file, code, message, extra), line: 1, column: 1 };
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

/** As a reader meets them: file by file, from the top; what several probes share (a default, an anchor) once. */
export function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const files = [...new Set(diagnostics.map(({ file }) => file))];
  return once(diagnostics).sort(
    (a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line || a.column - b.column,
  );
}

function once(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const told = new Map(
    diagnostics.map((one) => [`${one.file}:${one.line}:${one.column}:${one.message}`, one]),
  );
  return [...told.values()];
}

/** What repeats is bounded, so that no line takes longer than its length. */
const KEY_LIKE_VALUE =
  /((?:key|(?<!first_)token(?!s)|secret|password|credential|authorization|cookie)[\w-]{0,100}["']?\s{0,200}[:=]\s{0,200})(?!\s{0,200}\$\{)("[^"]*"?|'[^']*'?|[^,}\]&#]+)/gi;
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
