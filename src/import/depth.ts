/**
 * How deep a text is nested, before the parser goes there: it calls itself for each level, and a stack that is nearly
 * full is no place to compile a regular expression in (V8 ends the process).
 */

import { Lexer } from 'yaml';

/** More than people nest, and far from what the stack holds. */
const MAX_FLOW = 64;
/** Columns of indentation, each of which may open a level. */
const MAX_INDENT = 400;

/** @returns whether `[`, `{`, `-` and indentation nest deeper than a config does */
export function isTooDeep(text: string): boolean {
  let flow = 0;
  let column = 0;
  let indicators = 0;
  for (const token of new Lexer().lex(text)) {
    const [first] = token;
    if (first === '\n' || first === '\r') [column, indicators] = [0, 0];
    else if (token === '[' || token === '{') flow++;
    else if (token === ']' || token === '}') flow = Math.max(0, flow - 1);
    else if (flow === 0 && /^[-?:]$/.test(token)) indicators++;
    else if (column === 0 && first === ' ') column = token.length;
    if (flow > MAX_FLOW || indicators > MAX_FLOW || (flow === 0 && column > MAX_INDENT)) return true;
  }
  return false;
}
