import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatDiagnostics, parseEnvFile } from '../../src/config/index.ts';

it.each([
  ['A=1', { A: '1' }],
  ['  export A = 1  ', { A: '1' }],
  ['A=', { A: '' }],
  ['A=a b # note', { A: 'a b' }],
  ['A=a#b', { A: 'a#b' }],
  ['# x\n\nA=1\r\nB=2', { A: '1', B: '2' }],
  ['A="a # b" # c', { A: 'a # b' }],
  ['A="x\\n\\"y\\" \\\\"', { A: 'x\n"y" \\' }],
  ["A='x\\n'", { A: 'x\\n' }],
  ['A="-----BEGIN\nabc\n-----END"\nB=2', { A: '-----BEGIN\nabc\n-----END', B: '2' }],
  ['A=1\nA=2', { A: '2' }],
  ['A=$B ${B}', { A: '$B ${B}' }],
  ['__proto__=1', JSON.parse('{"__proto__":"1"}')],
])('%j', (text, values) => {
  const read = parseEnvFile(text);
  expect(read.diagnostics).toEqual([]);
  expect({ ...read.values }).toEqual(values);
});

it('tells what is wrong by line, never by value, and reads the rest', () => {
  const read = parseEnvFile('A=1\nsk-planted\nB="sk-planted\nC=3', 'my.env');
  expect(formatDiagnostics(read.diagnostics)).toBe(
    'my.env:2:1: this line is not NAME=value\nmy.env:3:1: the closing " of B is missing\n',
  );
  expect({ ...read.values }).toEqual({ A: '1', C: '3' });
  expect(parseEnvFile('A="x" y').diagnostics[0]?.message).toBe('something follows the closing " of A');
});

it('refuses a binary file in one line', () => {
  const { values, diagnostics } = parseEnvFile(`\x7fELF\0\0\nA=1\n${'\0x\n'.repeat(100)}`);
  expect(values).toEqual({});
  expect(diagnostics.map(({ message }) => message)).toEqual(['this is a binary file, no env file']);
});

it('gives back what was quoted', () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      const clean = value.replace(/\r/g, '');
      const escaped = clean.replace(/[\\"]/g, '\\$&');
      expect(parseEnvFile(`A="${escaped}"`).values.A).toBe(clean);
    }),
  );
});
