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
    ['a: *nope', '1:4 no anchor &nope stands before this alias (put it in quotes if it is text)'],
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
    ['a:\n\t- b', '2:1 tab used for indentation; YAML wants spaces (indent with spaces)'],
    ['a: b: c', '1:4 a second ": " in one line (put the value in quotes, or the inner key on its own line)'],
    ['a: @x', '1:4 a value cannot begin with this character (put it in quotes)'],
    ["a: 'x", '1:4 this quote is not closed'],
    [
      'a:\n  - b\n - c',
      '3:1 this list item is indented like none above (items of one list begin in the same column)',
    ],
    [
      'a: b\n   c: d',
      '1:4 the next line looks like a key but is indented like a part of this value (keys of one mapping begin in the same column)',
    ],
    [
      '- {a: "${B}"}\n- {a: ${B}}',
      '2:7 a variable within { } or [ ] has to stand in quotes (write "${NAME}")',
    ],
    ['- "a\n- b: c', '1:3 this quote is not closed'],
    [
      '- a: [1, 2\n- b',
      '1:6 this bracket is not closed (or the lines within it are not indented further than its key)',
    ],
    ['a: [1]]', '1:7 this bracket closes none'],
    ['a: - b', '1:4 a list cannot begin behind its key (put "- " on the next line)'],
    ['- "a"#b', '1:6 a blank is missing before "#"'],
    [
      '- url:http://h\n  name: x',
      '1:3 a key goes over two lines (is a blank missing after ":", or a "," within { }, or is the second line indented wrongly?)',
    ],
    ['a: "\\d"', '1:5 no such escape in "..." (write \\\\ for a backslash, or use \'...\')'],
  ])('%j', (text, message) => {
    expect(read(text).said).toEqual([message]);
  });
  it.each([
    ['probes:\n\t- a: 1\n\t  b: 2', '2:1', ', also in line 3'],
    ['- a: 1\n\tb: 2\n\tc: 3', '2:1', ', also in line 3'],
    ['- a: 1\n  \tb: 2', '2:3', ''],
    ['- a: 1\n  b:\n\t\tc: 3', '3:1', ''],
    ['- a: |\n\t\tx', '2:1', ''],
    ['- http://a\n\t- http://b', '2:1', ''],
    ['- http://a\n\thttp://b', '2:1', ''],
    [`- a: 1\n${'\tb: 2\n'.repeat(8)}`, '2:1', ', also in 7 more lines'],
  ])('a tab, told once: %j', (text, place, more) => {
    const message = `${place} tab used for indentation; YAML wants spaces (indent with spaces${more})`;
    expect(read(text).said).toEqual([message]);
  });
  it('but no tab elsewhere', () => {
    expect(read('- a:\t1\t# x\n\t\n  b: "x\ty"\n').said).toEqual([]);
  });
  it('bounds the depth, in brackets and in blocks', () => {
    const bracket = ['1:65 the file is nested too deeply to be a config'];
    expect(read('['.repeat(100_000)).said).toEqual(bracket);
    expect(read(`${'['.repeat(80)}${']'.repeat(80)}`).said).toEqual(bracket);
    expect(read('{a: '.repeat(100_000)).said).toEqual(['1:257 the file is nested too deeply to be a config']);
    expect(read('- '.repeat(100_000)).said).toEqual(['1:129 the file is nested too deeply to be a config']);
    const block = (levels: number) =>
      Array.from({ length: levels }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n');
    expect(read(block(1_000)).said).toEqual(['402:402 the file is nested too deeply to be a config']);
    expect(read(block(200)).said).toEqual(['66:66 nested more than 64 levels deep']);
  });
  it('reads a mapping of many keys in time', () => {
    const keys = Array.from({ length: 50_000 }, (_, index) => `k${index}: 1`);
    expect(read(keys.join('\n')).said).toEqual([]);
  });
});
