import { expect, it } from 'vitest';
import { formatDiagnostics } from '../../src/config/index.ts';
import { parse } from './helpers.ts';

async function shown(text: string, color = false): Promise<string> {
  return formatDiagnostics((await parse(text)).diagnostics, { color });
}

it('puts the caret under the place', async () => {
  expect(await shown('probes:\n  - url: http://h\n    tiemout: 3s')).toBe(
    [
      'probes.yaml:3:5: unknown key "tiemout" (did you mean "timeout"?)',
      '  3 |     tiemout: 3s',
      '    |     ^^^^^^^',
      '',
    ].join('\n'),
  );
});

it('also behind wide characters, combining ones and tabs', async () => {
  expect(await shown('- {name: "日本e\u0301",\turl: http://h, wat: 1}')).toBe(
    [
      'probes.yaml:1:33: unknown key "wat"',
      '  1 | - {name: "日本e\u0301",\turl: http://h, wat: 1}',
      `    | ${' '.repeat(17)}\t${' '.repeat(15)}^^^`,
      '',
    ].join('\n'),
  );
});

it('shows a window of a long line', async () => {
  const [, line, caret] = (
    await shown(`- {url: http://h/${'x'.repeat(5_000)}, wat: 1, name: ${'y'.repeat(300)}}`)
  ).split('\n');
  expect(line?.length).toBeLessThan(115);
  expect(line?.slice(caret?.indexOf('^'))).toMatch(/^wat: 1, name/);
  expect(line).toMatch(/…$/);
});

it('makes what the file holds harmless', async () => {
  const text = formatDiagnostics([
    {
      severity: 'error',
      code: 'x',
      file: 'a\u001b]0;x',
      line: 1,
      column: 4,
      message: '\u001b[31m\r\n::error::',
      sourceLine: 'k: \u001b[2J\u202e\u2028',
      length: 3,
    },
  ]);
  expect(text).toBe('a␛]0;x:1:4: ␛[31m␍␊::error::\n  1 | k: ␛[2J��\n    |    ^^^\n');
});

it('colors only when told to', async () => {
  expect(await shown('- 5')).not.toContain('\u001b');
  expect(await shown('- 5', true)).toContain('\u001b[31m^');
  expect(await shown('a: 010', true)).toContain('\u001b[33mwarning: ');
});

it('a mistake on the command line has no place', () => {
  expect(
    formatDiagnostics([
      {
        severity: 'error',
        code: 'flag',
        file: 'command line',
        line: 0,
        column: 0,
        message: 'no',
        hint: 'yes?',
        sourceLine: '',
        length: 1,
      },
    ]),
  ).toBe('command line: no (yes?)\n');
});

it('blots keys out of a quoted line, and leaves numbers of tokens alone', async () => {
  const { blotSecrets } = await import('../../src/config/diagnostic.ts');
  expect(blotSecrets('  max_tokens: 4x, first_token: 1y')).toBe('  max_tokens: 4x, first_token: 1y');
  expect(blotSecrets('  token: abc')).toBe('  token: ***');
});
