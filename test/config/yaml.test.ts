import { describe, expect, it } from 'vitest';
import { toSource } from '../../src/config/diagnostic.ts';
import { toPlain } from '../../src/config/tree.ts';
import { readYaml } from '../../src/config/yaml.ts';
import { told } from './helpers.ts';

function read(text: string) {
  const { tree, diagnostics } = readYaml(toSource('f', text));
  return { value: tree === null ? null : JSON.parse(JSON.stringify(toPlain(tree))), said: told(diagnostics) };
}

describe('values', () => {
  it('are those of YAML 1.2', () => {
    const text = 'a: yes\nb: on\nc: true\nd: 0o17\ne: 1e3\nf: ~\ng: "1"\nh: 2026-01-01\n1.5: x\n__proto__: y';
    expect(read(text).value).toEqual(
      JSON.parse(
        '{"a":"yes","b":"on","c":true,"d":15,"e":1000,"f":null,"g":"1","h":"2026-01-01","1.5":"x","__proto__":"y"}',
      ),
    );
  });
  it('warns of numbers that look octal', () => {
    expect(read('a: 0777').said).toEqual([
      '1:4 warning: 0777 is read as 777, not as an octal number (quote it if it is text)',
    ]);
  });
  it('keeps the digits of what goes on the wire', () => {
    expect(read('headers: {x-version: 1.10}\nn: 1.10').value).toEqual({
      headers: { 'x-version': '1.10' },
      n: 1.1,
    });
  });
});

describe('anchors and merge keys', () => {
  it('merge beneath what stands in the mapping itself, the first of a list first', () => {
    const text = 'a: &a {x: 1, y: 1}\nb: &b {x: 2, z: 2}\nc:\n  x: 0\n  <<: [*a, *b]\nd: {"<<": 1}';
    expect(read(text).value).toMatchObject({ c: { x: 0, y: 1, z: 2 }, d: { '<<': 1 } });
  });
  it.each([
    ['a: *nope', '1:4 no anchor &nope stands before this alias'],
    ['a: &a [*a]', '1:8 the alias *a contains itself'],
    ['a: {<<: 1}', '1:5 "<<" merges a mapping (or a list of them) into this one'],
  ])('%s', (text, message) => {
    expect(read(text).said).toEqual([message]);
  });
  it('stops a bomb', () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) => `l${i + 1}: &l${i + 1} [${Array(10).fill(`*l${i}`).join()}]`,
    );
    const { said } = read(['l0: &l0 [x]', ...levels].join('\n'));
    expect(said.join()).toContain('expands to more than 50000 values');
  });
});

describe('what a careful person would not want', () => {
  it.each([
    ['a: 1\nb: 2\na: 3', '3:1 the key "a" is here a second time, first in line 1'],
    ['{a: {b: 1, b: 2}}', '1:12 the key "b" is here a second time, first in line 1'],
    [
      'a: 1\n---\nb: 2',
      '2:1 a second YAML document begins here; a config is one document (use one file for each)',
    ],
    ['? [1]\n: x', '1:3 a key must be plain text'],
    ['a: !env X', '1:9 the tag !env means nothing here'],
    ['a:\n\t- b', '2:1 a tab stands where YAML wants spaces (indent with spaces)'],
    ['a: b: c', '1:4 a second ": " in one line (put the value in quotes, or the inner key on its own line)'],
    ['a: @x', '1:4 a value cannot begin with this character (put it in quotes)'],
    ["a: 'x", '1:6 a closing quote or bracket, or a ":", is missing'],
    ['a: "\\d"', '1:5 no such escape in "..." (write \\\\ for a backslash, or use \'...\')'],
  ])('%j', (text, message) => {
    expect(read(text).said).toEqual([message]);
  });
  it('bounds the depth, in brackets and in blocks', () => {
    expect(read('['.repeat(100_000)).said.length).toBeGreaterThan(0);
    expect(read(`a: ${'['.repeat(80)}${']'.repeat(80)}`).said.join()).toContain('more than 64 levels deep');
    const block = Array.from({ length: 400 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n');
    expect(read(block).said.join()).toContain('deep');
  });
  it('reads a mapping of many keys in time', () => {
    const keys = Array.from({ length: 50_000 }, (_, index) => `k${index}: 1`);
    expect(read(keys.join('\n')).said).toEqual([]);
  });
});
