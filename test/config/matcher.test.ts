import { describe, expect, it } from 'vitest';
import { compileExpectation } from '../../src/config/expectation.ts';
import { compileJsonPath } from '../../src/config/json-path.ts';
import { jsonMatcher, textMatcher } from '../../src/config/matcher.ts';
import { parseRegex } from '../../src/config/regex.ts';
import type { Matcher } from '../../src/domain/expectation.ts';

function matches(expected: unknown, value: unknown): boolean | null | string {
  const matcher = jsonMatcher(expected);
  return 'problem' in matcher ? matcher.problem : matcher.value.test(value);
}

describe('expect.json', () => {
  it.each([
    [42, 42, true],
    [42, '42', false],
    ['42', 42, false],
    [null, null, true],
    [{ a: [1] }, { a: [1] }, true],
    ['ok', 'ok!', false],
    ['/^o/', 'ok', true],
    ['/4/', 42, true],
    ['/n/', null, false],
    ['>= 1', 1, true],
    ['>= 1', '1', false],
    ['> 1', 1, false],
    ['<2', 1.5, true],
    ['<= -1', -1, true],
    ['!= x', 'y', true],
    ['!= x', 'x', false],
    ['!= null', null, false],
    ['== "> 5"', '> 5', true],
    ['== 5', 5, true],
    [0, -0, true],
    [-0, 0, true],
    ['!= 0', -0, false],
    ['>= "2026-01-01"', '2026-02-01', true],
    ['/v1/models', '/v1/models', true],
  ])('%j of %j: %s', (expected, value, outcome) => expect(matches(expected, value)).toBe(outcome));
  it.each(['> x', '/(/', '/x/q'])('%s is refused', (expected) =>
    expect(matches(expected, 1)).toBeTypeOf('string'),
  );
});

describe('expect.body', () => {
  it.each([
    ['pong', 'ping pong', true],
    ['/PONG/i', 'ping pong', true],
    ['/^pong/', 'ping pong', false],
    ['/a.b/s', 'a\nb', true],
  ])('%s in %j: %s', (source, text, outcome) => {
    const matcher = textMatcher(source);
    expect('value' in matcher && matcher.value.test(text)).toBe(outcome);
  });
  it('a global pattern is no different the second time', () => {
    const matcher = textMatcher('/x/g');
    if ('problem' in matcher) throw new Error(matcher.problem);
    expect([matcher.value.test('x'), matcher.value.test('x')]).toEqual([true, true]);
  });
});

function patternOf(source: string): Matcher {
  const matcher = textMatcher(source);
  if ('problem' in matcher) throw new Error(matcher.problem);
  return matcher.value;
}

describe('a pattern that backtracks without end', () => {
  it.each([
    ['/(a+)+$/', `${'a'.repeat(40)}!`],
    ['/a.*b.*c.*d/', 'ab'.repeat(200_000)],
    ['/(x+x+)+y/', 'x'.repeat(60)],
    [`/^${'a?'.repeat(40)}!/`, 'a'.repeat(40)],
    [`/^${'(a|a)'.repeat(40)}$/`, `${'a'.repeat(40)}!`],
  ])('%s ends, and is not known to match or not', (source, text) => {
    expect(patternOf(source).test(text)).toBe(null);
  });

  it('ends on many short texts as on a long one', () => {
    expect(patternOf('/a+b/').indexOf(true, Array(2_000).fill('a'.repeat(1_900)))).toBe(null);
  });
});

describe('a pattern on many values', () => {
  it('has one time limit, which costs once', () => {
    const pattern = patternOf('/^(a|b)+$/');
    const values = Array(400_000).fill('ab');
    expect(pattern.indexOf(true, values)).toBe(0);
    // With a limit for each value this took half a minute (measured).
    expect(pattern.indexOf(false, values)).toBe(-1);
    expect(pattern.indexOf(false, [...values, 'c'])).toBe(400_000);
  }, 10_000);
});

describe('a JSONPath whose pattern backtracks without end', () => {
  it.each(['match', 'search'])('ends within %s(), and nobody knows what it selects', async (name) => {
    const path = await compileJsonPath(`$[?${name}(@, '(a+)+b')]`);
    if ('problem' in path) throw new Error(path.problem);
    expect(path.value({ a: 'a'.repeat(60) })).toBe(null);
    expect(path.value({ a: 'aab' })).toEqual(['aab']);
  });
});

describe('a JSONPath on a document that a stranger made large', () => {
  async function search(path: string, document: unknown): Promise<readonly unknown[] | null> {
    const compiled = await compileJsonPath(path);
    if ('problem' in compiled) throw new Error(compiled.problem);
    return compiled.value(document);
  }
  const nested = (levels: number, inner: unknown): unknown => {
    let document = inner;
    for (let i = 0; i < levels; i += 1) document = [document];
    return document;
  };

  it('takes a list of any length', async () => {
    const list = Array(400_000).fill(1);
    expect(await search('$[*]', list)).toHaveLength(400_000);
    expect(await search('$[?@ == 1]', list)).toHaveLength(400_000);
  });

  it('looks as deep as a document may go', async () => {
    expect(await search('$..a', nested(128, { a: 'here' }))).toEqual(['here']);
  });

  it.each([
    ['with ".." twice', '$..*..*'],
    ['with ".." in a filter', '$[?@..x]'],
    ['with "$" in a filter', '$[?$[?@ == 2]]'],
  ])('ends %s, and nobody knows what it selects', async (_how, path) => {
    const document = [nested(100, Array(200_000).fill(1)), ...Array(30_000).fill([2])];
    expect(await search(path, document)).toBe(null);
  });
});

describe('a pattern that is none', () => {
  it.each([
    ['/(/', 'a "(" is not closed', 'write \\( for the character itself'],
    ['/)/', 'a ")" closes nothing', 'write \\) for the character itself'],
    ['/[/', 'a "[" is not closed', 'write \\[ for the character itself'],
    [
      '/*x/',
      'nothing stands before a "*", "+", "?" or "{" to be repeated',
      'write \\* for the character itself, .* for any text',
    ],
    ['/a{2,1}/', 'in {from,to} the first number is the larger one', 'turn them round'],
    [
      '/[b-a]/',
      'in [from-to] the first character comes after the second',
      'turn them round, or write \\- for a hyphen',
    ],
    ['/(?i)x/', 'a "(?" is followed by what means nothing', 'flags stand at the end: /text/i, not (?i)text'],
    ['/x\\/', 'it ends in a backslash', 'write \\\\ for the character itself'],
    ['/x/q', 'the letters behind the last "/" are no flags', 'flags are i, m, s, u and v, each once'],
    ['/{/u', 'a "{" or "}" stands alone', 'write \\{ for the character itself'],
    ['/(?<n>a)(?<n>b)/u', 'two groups have the same name', 'a plain group is ( )'],
    [
      '/(?<n>a)\\k<m>/',
      'the name of a group is wrong, or of none here',
      'a named group is (?<name> ), a plain one ( )',
    ],
    ['/\\p{Nope}/u', 'invalid property name', undefined],
  ])('%s', (source, problem, hint) => {
    expect(parseRegex(source)).toEqual({
      problem: `"${source}" is no regular expression: ${problem}`,
      ...(hint === undefined ? {} : { hint }),
    });
  });
});

describe('a path that is none', () => {
  const example = 'e.g. "$.data[0].id", "$..name", "$.items[?@.ok == true].id"';
  it.each([
    ['data[0].id', 'it has to begin with "$"', 'did you mean "$.data[0].id"?'],
    ['.id', 'it has to begin with "$"', 'did you mean "$.id"?'],
    ['@.id', 'it has to begin with "$"', 'did you mean "$.id"?'],
    ['', 'it has to begin with "$"', example],
    ['$.a[', 'it breaks off', example],
    ['$.a.', 'it breaks off', 'did you mean "$.a"?'],
    ['$.a.0.b', 'it cannot be read from "0.b" on', 'did you mean "$.a[0].b"?'],
    ['$[?@.a = 1]', 'it cannot be read from "= 1]" on', 'did you mean "$[?@.a == 1]"?'],
    ['$.a b', 'it cannot be read from "b" on', example],
    ['$[?nope(@.a)]', 'it cannot be read from "nope(@.a)]" on', example],
  ])('%j', async (path, problem, hint) => {
    expect(await compileJsonPath(path)).toEqual({ problem, hint });
  });
});

describe('JSONPath', () => {
  it('selects by RFC 9535', async () => {
    const compiled = await compileJsonPath('$.a[?@.b > 1].b');
    expect('value' in compiled && compiled.value({ a: [{ b: 1 }, { b: 2 }] })).toEqual([2]);
    expect('value' in compiled && compiled.value(undefined)).toEqual([]);
  });
  it('is compiled into an expectation', async () => {
    const matcher = jsonMatcher('ok');
    if ('problem' in matcher) throw new Error(matcher.problem);
    const { json, headers } = await compileExpectation({
      json: { '$.s': matcher.value },
      header: { 'X-A': matcher.value },
    });
    expect(json[0]?.select({ s: 'ok' })?.every((value) => json[0]?.matcher.test(value))).toBe(true);
    expect(headers[0]?.name).toBe('x-a');
  });
});
