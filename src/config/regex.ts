/**
 * Regular expressions of the user on texts of strangers. A pattern that may backtrack without end runs under a time
 * limit, so that no answer from the network can hang the run.
 */

import { type Context, createContext, Script } from 'node:vm';
import { regexWords } from './regex-errors.ts';
import { type Parsed, quote } from './values.ts';

/** Longer texts are cut: as much as the default `max_body`. */
const MAX_TEXT = 2 ** 20;
/** Up to here a pattern with one unbounded repetition costs at most some million steps. */
const SHORT_TEXT = 2_000;
const MAX_CHOICES = 8;
const TIME_LIMIT_MS = 100;

/**
 * @param text `/source/flags`
 * @returns null when the text is no regular expression but plain text, e.g. the path `/v1/models`
 */
export function parseRegex(text: string): Parsed<RegExp> | null {
  const [, source, flags = ''] = /^\/(.+)\/([a-z]*)$/s.exec(text) ?? [];
  if (source === undefined || (flags.length > 2 && !/^[dgimsuvy]+$/.test(flags))) return null;
  try {
    // `g` and `y` would make one match depend on the one before.
    return { value: new RegExp(source, flags.replace(/[gy]/g, '')) };
  } catch (error) {
    const { problem, hint } = regexWords(error instanceof Error ? error.message : String(error));
    const message = `${quote(text)} is no regular expression: ${problem}`;
    return { problem: message, ...(hint === undefined ? {} : { hint }) };
  }
}

/** A pattern, and whether so many characters of text want a time limit. */
export interface BoundedPattern {
  matches(text: string): boolean;
  isCostly(characters: number): boolean;
}

export function boundedPattern(pattern: RegExp): BoundedPattern {
  const direct = directLimit(pattern.source);
  return {
    matches: (text) => pattern.test(text.length > MAX_TEXT ? text.slice(0, MAX_TEXT) : text),
    isCostly: (characters) => direct < MAX_TEXT && characters > direct,
  };
}

/** Up to which length of text a pattern is harmless without a time limit. */
function directLimit(source: string): number {
  const bare = source.replace(/\\./gs, '_').replace(/\[(?:[^\]])*\]/g, '_');
  const backReference = /\\[1-9k]/.test(source);
  const repeatedGroup = /\)[*+{]/.test(bare);
  const unbounded = bare.match(/[*+]|\{\d+,\d*\}/g)?.length ?? 0;
  // `a?a?a?...` and `(a|a)(a|a)...`: each choice doubles the ways.
  const choices = bare.match(/\||[^(*+?}]\?/g)?.length ?? 0;
  if (backReference || repeatedGroup || unbounded > 1 || choices > MAX_CHOICES) return 0;
  return unbounded === 1 ? SHORT_TEXT : MAX_TEXT;
}

/** Made when the first risky pattern is met: a context takes a millisecond. */
let sandbox: { readonly context: Context; readonly script: Script } | null = null;

/**
 * @param timeout milliseconds
 * @returns what `work` returns; null when it took longer
 */
export function withinLimit<T>(work: () => T, timeout = TIME_LIMIT_MS): T | null {
  sandbox ??= { context: createContext(Object.create(null)), script: new Script('work()') };
  const { context, script } = sandbox;
  let result: T | null = null;
  const run = () => {
    result = work();
  };
  Object.assign(context, { work: run });
  try {
    script.runInContext(context, { timeout });
    return result;
  } catch (error) {
    if (isTimeout(error)) return null;
    throw error;
  } finally {
    Object.assign(context, { work: null });
  }
}

/** The error belongs to the other context, so that it is no `instanceof` our Error. */
function isTimeout(error: unknown): boolean {
  const code = 'ERR_SCRIPT_EXECUTION_TIMEOUT';
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
