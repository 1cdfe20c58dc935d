/** The man page: everything that the program has is in it, and the programs that read man pages find nothing wrong. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.ts';
import { EXIT_CODES } from '../../src/cli/exit-codes.ts';
import { manPage } from '../../src/cli/man.ts';
import { aiprobe } from '../cli/aiprobe.ts';
import { hasTool, runTool } from '../support/tool.ts';

const BUILT = fileURLToPath(new URL('../../dist/aiprobe.1', import.meta.url));
const page = manPage({ version: '1.2.3', date: '2026-11-24' });
/** As a reader sees it, near enough. */
const seen = page
  .replace(/\\f[BIR]/g, '')
  .replaceAll('\\-', '-')
  .replaceAll('\\(aq', "'")
  .replaceAll('\\(dq', '"')
  .replaceAll('\\(ti', '~')
  .replaceAll('\\(ha', '^')
  .replaceAll('\\e', '\\')
  .replace(/\s+/g, ' ');

describe('aiprobe(1)', () => {
  it('is what the build has written, date and version apart', () => {
    const rest = (text: string) => text.slice(text.indexOf('\n'));
    expect(rest(readFileSync(BUILT, 'utf8'))).toBe(rest(page));
  });

  it('has the sections that people look for', () => {
    const sections = [...page.matchAll(/^\.SH (.+)$/gm)].map(([, title]) => title);
    expect(sections).toEqual(
      'NAME,SYNOPSIS,DESCRIPTION,COMMANDS,OPTIONS,EXIT STATUS,ENVIRONMENT,FILES,EXAMPLES,SEE ALSO'.split(','),
    );
  });

  it('has every command with its flags, helps and examples, and none that is hidden', () => {
    for (const { name, hidden, options, examples } of COMMANDS) {
      if (hidden === true) expect(seen).not.toContain(name);
      else expect(seen).toContain(`aiprobe ${name}`);
      for (const { flags } of options) expect(seen).toContain(/--[\w-]+/.exec(flags)?.[0]);
      for (const [line] of examples) expect(seen).toContain(line);
    }
  });

  it('has every exit code that the help has', async () => {
    const { stdout } = await aiprobe(['--help']);
    const [, codes = ''] = /Exit codes:\n([\s\S]*?)\n\n/.exec(stdout) ?? [];
    const told = [...codes.matchAll(/(?:^|\s{2,})(\d+) {2,}\S/gm)].map(([, code = '']) => code);
    expect(told.length).toBeGreaterThan(4);
    for (const code of told) expect(Object.keys(EXIT_CODES)).toContain(code);
  });

  it('has no line that is a request by accident', () => {
    const requests = new Set([...page.matchAll(/^[.'](\S*)/gm)].map(([, name]) => name));
    expect([...requests].sort()).toEqual(['PP', 'SH', 'SS', 'TH', 'TP', 'br']);
  });
});

it.skipIf(!hasTool('mandoc'))('mandoc -Tlint has nothing to say of it', () => {
  expect(runTool('mandoc', ['-Tlint', '-Wstyle'], page)).toEqual({ status: 0, stdout: '', stderr: '' });
});

it.skipIf(!hasTool('groff'))('groff has no warning for it', () => {
  expect(runTool('groff', ['-ww', '-man', '-Tutf8', '-z'], page)).toEqual({
    status: 0,
    stdout: '',
    stderr: '',
  });
});

it.skipIf(!hasTool('man'))('man has no warning for it', () => {
  expect(runTool('man', ['--warnings', '-l', BUILT], '').stderr).toBe('');
});
