import { describe, expect, it } from 'vitest';
import { compileExpectation, compileJsonPath } from '../../src/config/expectation.ts';
import { jsonMatcher, textMatcher } from '../../src/config/matcher.ts';
import { boundedTest, parseRegex } from '../../src/config/regex.ts';

function matches(expected: unknown, value: unknown): boolean | string {
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

describe('a pattern that backtracks without end', () => {
  it.each([
    ['/(a+)+$/', `${'a'.repeat(40)}!`],
    ['/a.*b.*c.*d/', 'ab'.repeat(200_000)],
    ['/(x+x+)+y/', 'x'.repeat(60)],
  ])('%s ends, as no match', (source, text) => {
    const regex = parseRegex(source);
    if (regex === null || 'problem' in regex) throw new Error(source);
    expect(boundedTest(regex.value)(text)).toBe(false);
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
    expect(json[0]?.select({ s: 'ok' }).every((value) => json[0]?.matcher.test(value))).toBe(true);
    expect(headers[0]?.name).toBe('x-a');
  });
});
