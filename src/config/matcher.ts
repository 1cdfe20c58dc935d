/** What an answer must hold, as the user writes it → a test on a value. */

import { isDeepStrictEqual } from 'node:util';
import type { Matcher } from '../domain/expectation.ts';
import { boundedPattern, parseRegex, withinLimit } from './regex.ts';
import { type Parsed, quote } from './values.ts';

/** For bodies and headers: a string is contained, `/.../flags` is a regular expression. */
export function textMatcher(source: string): Parsed<Matcher> {
  const regex = parseRegex(source);
  if (regex !== null && 'problem' in regex) return regex;
  if (regex === null && source === '')
    return { problem: 'is contained in everything; write what must be there' };
  const isString = (value: unknown) => typeof value === 'string';
  if (regex !== null) return { value: patternMatcher(source, regex.value, isString) };
  return { value: matcher(source, (value) => typeof value === 'string' && value.includes(source)) };
}

/** For `expect.json`: a value of the same type, `/regex/`, or an operator such as `>= 1`. */
export function jsonMatcher(expected: unknown): Parsed<Matcher> {
  if (typeof expected !== 'string') return { value: equality(JSON.stringify(expected), expected) };
  const regex = parseRegex(expected);
  if (regex !== null) {
    if ('problem' in regex) return regex;
    return { value: patternMatcher(expected, regex.value, isText) };
  }
  const [, turned] = /^=([<>])/.exec(expected) ?? [];
  if (turned !== undefined) {
    const hint = `write ${turned}=, or == ${quote(expected)} for the text itself`;
    return { problem: `${quote(expected)} begins with no operator`, hint };
  }
  const [, operator, operand] = /^(==|!=|>=|<=|>|<)\s*(.+)$/s.exec(expected) ?? [];
  if (operator === undefined || operand === undefined) {
    return { value: equality(JSON.stringify(expected), expected) };
  }
  return comparison(expected, operator, readOperand(operand.trim()));
}

/** All values share one time limit: how many there are, a stranger chose, and to set one up costs more than most tests. */
function patternMatcher(source: string, pattern: RegExp, isTested: (value: unknown) => boolean): Matcher {
  const { matches, isCostly } = boundedPattern(pattern);
  const test = (value: unknown) => isTested(value) && matches(String(value));
  const charactersOf = (value: unknown) => (isTested(value) ? String(value).length : 0);
  return matcher(source, test, (values) =>
    isCostly(values.reduce<number>((sum, value) => sum + charactersOf(value), 0)),
  );
}

function matcher(
  source: string,
  test: (value: unknown) => boolean,
  isCostly: (values: readonly unknown[]) => boolean = () => false,
): Matcher {
  const indexOf = (outcome: boolean, values: readonly unknown[]) => {
    const search = () => values.findIndex((value) => test(value) === outcome);
    return isCostly(values) ? withinLimit(search) : search();
  };
  return {
    source,
    indexOf,
    test: (value) => {
      const index = indexOf(true, [value]);
      return index === null ? null : index === 0;
    },
  };
}

function equality(source: string, expected: unknown): Matcher {
  // Through JSON, so that mappings from YAML (without a prototype) and from the wire are alike.
  const plain: unknown = JSON.parse(JSON.stringify(expected));
  return matcher(source, (value) => isSame(value, plain));
}

/** Zero has no sign that anybody means: `-0` is JSON, too. */
function isSame(value: unknown, wanted: unknown): boolean {
  return value === 0 ? wanted === 0 : isDeepStrictEqual(value, wanted);
}

function comparison(source: string, operator: string, bound: unknown): Parsed<Matcher> {
  if (operator === '==') return { value: { ...equality(source, bound), source } };
  if (operator === '!=') return { value: matcher(source, (value) => !isSame(value, bound)) };
  if (typeof bound === 'number') {
    const test = (value: unknown) => typeof value === 'number' && ordered(operator, value - bound);
    return { value: matcher(source, test) };
  }
  if (typeof bound === 'string' && /^\S+\s*"/.test(source)) {
    const test = (value: unknown) =>
      typeof value === 'string' && ordered(operator, compareText(value, bound));
    return { value: matcher(source, test) };
  }
  return {
    problem: `${quote(source)} compares with no number; for the text itself write == ${quote(source)}`,
  };
}

/** A JSON scalar (`1`, `true`, `"text"`), else the text as it stands. */
function readOperand(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function ordered(operator: string, difference: number): boolean {
  switch (operator) {
    case '>':
      return difference > 0;
    case '>=':
      return difference >= 0;
    case '<':
      return difference < 0;
    default:
      return difference <= 0;
  }
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
