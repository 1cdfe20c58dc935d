/**
 * How deep a text is nested, before the parser goes there: it calls itself for each level, and a stack that is nearly
 * full is no place to compile a regular expression in (V8 ends the process).
 */

import { Lexer } from 'yaml';

/** More than people nest, and far from what the stack holds. */
const MAX_FLOW = 64;
/** Columns of indentation, each of which may open a level. */
const MAX_INDENT = 400;

/** What the lexer puts between the pieces of the text: beginnings of documents and scalars, ends of broken brackets. */
const MARKS: ReadonlySet<string> = new Set(['\x02', '\x18', '\x1f']);

/** @returns where `[`, `{`, `-` or indentation nests deeper than in a config (an offset), or null */
export function tooDeepAt(text: string): number | null {
  let flow = 0;
  let indent = 0;
  let indicators = 0;
  let at = 0;
  let before = '\n';
  for (const token of new Lexer().lex(text)) {
    if (MARKS.has(token)) continue;
    if (before.endsWith('\n')) [indent, indicators] = [token.startsWith(' ') ? token.length : 0, 0];
    if (token === '[' || token === '{') flow++;
    else if (token === ']' || token === '}') flow = Math.max(0, flow - 1);
    else if (flow === 0 && /^[-?:]$/.test(token)) indicators++;
    const indented = flow === 0 && indent > MAX_INDENT && !/^[\s#]/.test(token);
    if (flow > MAX_FLOW || indicators > MAX_FLOW || indented) return at;
    at += token.length;
    before = token;
  }
  return null;
}
