/**
 * What the YAML parser complains of → one diagnostic for each cause. The parser goes on after a mistake and then finds
 * more, which are none: of those in one line the first is told, of those that follow from a tab or a variable none.
 */

import { type Document, isCollection, isScalar, type Node, visit } from 'yaml';
import { type Diagnostic, diagnose, positionOf, type Source } from './diagnostic.ts';
import {
  BARE_VARIABLE,
  OPEN_BRACKET,
  OPEN_QUOTE,
  STRAY_KEY,
  syntaxWords,
  TAB,
  type Words,
} from './yaml-errors.ts';

export interface SyntaxProblems {
  readonly diagnostics: readonly Diagnostic[];
  /** Offset from which on the tree is not what was meant; null: it is right throughout. */
  readonly wrongFrom: number | null;
  /** Offsets of mistakes inside single values, which leave the rest of the tree as it was meant. */
  readonly within: readonly number[];
}

interface Problem {
  readonly start: number;
  readonly end: number;
  readonly words: Words;
  /** A mistake inside one value. */
  readonly inner: boolean;
}

type ParseError = Document['errors'][number];

const INNER: ReadonlySet<string> = new Set(['BAD_DQ_ESCAPE', 'BAD_SCALAR_START']);
/** So many diagnostics are enough to see what is wrong, and so many errors to find their causes. */
const MOST = 20;
const MOST_ERRORS = 200;

export function syntaxProblems(source: Source, documents: readonly Document[]): SyntaxProblems {
  const all = documents.flatMap((document) => document.errors);
  const errors = all.slice(0, MOST_ERRORS);
  if (errors.length === 0) return { diagnostics: [], wrongFrom: null, within: [] };
  const problems = causes(source, documents, errors);
  const outer = [
    ...problems.filter(({ inner }) => !inner).map(({ start }) => start),
    // What is not looked at may be anything.
    ...(all[MOST_ERRORS]?.pos.slice(0, 1) ?? []),
  ];
  return {
    diagnostics: problems
      .slice(0, MOST)
      .map(({ start, end, words: { text, hint } }) =>
        diagnose({ source, start, end }, 'syntax', text, { hint }),
      ),
    wrongFrom: outer.length === 0 ? null : Math.min(...outer),
    within: problems.filter(({ inner }) => inner).map(({ start }) => start),
  };
}

function causes(source: Source, documents: readonly Document[], errors: readonly ParseError[]): Problem[] {
  const [first] = errors;
  if (first === undefined) return [];
  const { text } = source;
  const [at] = first.pos;
  if (text[at - 1] === '$' && text[at] === '{') return [bareVariable(text, at)];
  const tabs = tabbedLines(source, errors);
  const problems = errors
    .filter((error) => error === first || !/in YAML stream/.test(error.message))
    .map((error) => problemOf(error, documents, errors))
    .filter(({ start }) => !tabs.has(positionOf({ source, start, end: start }).line));
  return onePerLine(source, [...tabProblem(tabs), ...problems]);
}

/** `{ key: ${NAME} }`: to YAML the second brace begins a mapping. */
function bareVariable(text: string, brace: number): Problem {
  const close = text.indexOf('}', brace);
  return {
    start: brace - 1,
    end: close === -1 ? brace + 1 : close + 1,
    words: BARE_VARIABLE,
    inner: false,
  };
}

/** Lines that a tab indents and an error is about, with the offset of the tab. */
function tabbedLines(source: Source, errors: readonly ParseError[]): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const { code, pos } of errors) {
    const [start] = pos;
    const { line } = positionOf({ source, start, end: start });
    const begin = source.lineStarts[line - 1] ?? 0;
    const [, blanks = null] = /^( *)\t/.exec(source.text.slice(begin, begin + 1_000)) ?? [];
    if (blanks !== null) found.set(line, begin + blanks.length);
    else if (code === 'TAB_AS_INDENT') found.set(line, start);
  }
  return found;
}

function tabProblem(tabs: ReadonlyMap<number, number>): Problem[] {
  const lines = [...tabs].sort(([a], [b]) => a - b);
  const [first, ...others] = lines;
  if (first === undefined) return [];
  const more =
    others.length > 5 ? `${others.length} more lines` : `line ${others.map(([line]) => line).join(', ')}`;
  const hint = others.length === 0 ? TAB.hint : `${TAB.hint}, also in ${more}`;
  const words = { text: TAB.text, ...(hint === undefined ? {} : { hint }) };
  return [{ start: first[1], end: first[1] + 1, words, inner: false }];
}

function problemOf(
  error: ParseError,
  documents: readonly Document[],
  errors: readonly ParseError[],
): Problem {
  const { code, message, pos } = error;
  const [start, end] = pos;
  const words = syntaxWords(code, message);
  if (words.text === OPEN_QUOTE.text) {
    const quote = startOf(documents, (node, [, valueEnd]) => isScalar(node) && valueEnd === start);
    return { start: quote ?? start, end: (quote ?? start) + 1, words: OPEN_QUOTE, inner: false };
  }
  if (words.text === OPEN_BRACKET.text) {
    const bracket = startOf(
      documents,
      (node, [, valueEnd]) => isCollection(node) && node.flow === true && valueEnd === start,
    );
    return { start: bracket ?? start, end: (bracket ?? start) + 1, words: OPEN_BRACKET, inner: false };
  }
  const stray =
    code === 'BLOCK_AS_IMPLICIT_KEY' &&
    errors.some((other) => other.code === 'MULTILINE_IMPLICIT_KEY' && other.pos[0] === start);
  return { start, end, words: stray ? STRAY_KEY : words, inner: INNER.has(code) };
}

/** Where the last node begins that is meant. */
function startOf(
  documents: readonly Document[],
  isMeant: (node: Node, range: readonly [number, number, number]) => boolean,
): number | null {
  let start: number | null = null;
  for (const document of documents) {
    visit(document, {
      Node: (_, node) => {
        if (node.range && isMeant(node, node.range)) start = node.range[0];
      },
    });
  }
  return start;
}

function onePerLine(source: Source, problems: readonly Problem[]): Problem[] {
  const lines = new Map<number, Problem>();
  for (const problem of [...problems].sort((a, b) => a.start - b.start)) {
    const { line } = positionOf({ source, ...problem });
    if (!lines.has(line)) lines.set(line, problem);
  }
  return [...lines.values()];
}
