/** What an answer must hold, as the user writes it → a test on a value. */

import { isDeepStrictEqual } from 'node:util';
import type { Matcher } from '../domain/expectation.ts';
import { boundedTest, parseRegex } from './regex.ts';
import { type Parsed, quote } from './values.ts';

/** For bodies and headers: a string is contained, `/.../flags` is a regular expression. */
export function textMatcher(source: string): Parsed<Matcher> {
  const regex = parseRegex(source);
  if (regex !== null && 'problem' in regex) return regex;
  if (regex === null && source === '')
    return { problem: 'is contained in everything; write what must be there' };
  const test = regex === null ? (text: string) => text.includes(source) : boundedTest(regex.value);
  return { value: { source, test: (value) => typeof value === 'string' && test(value) } };
}

/** For `expect.json`: a value of the same type, `/regex/`, or an operator such as `>= 1`. */
export function jsonMatcher(expected: unknown): Parsed<Matcher> {
  if (typeof expected !== 'string') return { value: equality(JSON.stringify(expected), expected) };
  const regex = parseRegex(expected);
  if (regex !== null) {
    if ('problem' in regex) return regex;
    const test = boundedTest(regex.value);
    return { value: { source: expected, test: (value) => isText(value) && test(String(value)) } };
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

function equality(source: string, expected: unknown): Matcher {
  // Through JSON, so that mappings from YAML (without a prototype) and from the wire are alike.
  const plain: unknown = JSON.parse(JSON.stringify(expected));
  return { source, test: (value) => isDeepStrictEqual(value, plain) };
}

function comparison(source: string, operator: string, bound: unknown): Parsed<Matcher> {
  if (operator === '==') return { value: { ...equality(source, bound), source } };
  if (operator === '!=') return { value: { source, test: (value) => !isDeepStrictEqual(value, bound) } };
  if (typeof bound === 'number') {
    return {
      value: { source, test: (value) => typeof value === 'number' && ordered(operator, value - bound) },
    };
  }
  if (typeof bound === 'string' && /^\S+\s*"/.test(source)) {
    const test = (value: unknown) =>
      typeof value === 'string' && ordered(operator, compareText(value, bound));
    return { value: { source, test } };
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
