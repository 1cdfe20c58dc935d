/** Completion scripts, in the shells that they are for where this machine has them. */

import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.ts';
import { FAILURE_CLASSES, KINDS } from '../../src/domain/failure.ts';
import { REPORTER_NAMES } from '../../src/report/index.ts';
import { aiprobe, scratch } from '../cli/aiprobe.ts';
import { hasTool, runTool } from '../support/tool.ts';
import { offeredByFish, typed, workplace } from './shells.ts';

const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;
const hasScript = spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0;

/** A line as it is typed, and what TAB makes of it; the blank that shells set behind a whole word is cut off. */
const LINES: readonly (readonly [typed: string, becomes: string])[] = [
  ['aiprobe che', 'aiprobe check'],
  ['aiprobe check --che', 'aiprobe check --check'],
  ['aiprobe check --check em', 'aiprobe check --check embeddings'],
  ['aiprobe check --check=em', 'aiprobe check --check=embeddings'],
  ['aiprobe --check em', 'aiprobe --check embeddings'],
  ['aiprobe gatew', 'aiprobe gateway-one'],
  ['aiprobe plan gatew', 'aiprobe plan gateway-one'],
  ['aiprobe plan -c other.yaml else', 'aiprobe plan -c other.yaml elsewhere'],
  ['aiprobe check anthr', 'aiprobe check anthropic'],
  ['aiprobe check 10.0.0.8:63', 'aiprobe check 10.0.0.8:6333'],
  ['aiprobe check --tag pro', 'aiprobe check --tag production'],
  ['aiprobe check --group fail', 'aiprobe check --group failover'],
  ['aiprobe check --fail-on down,dns.t', 'aiprobe check --fail-on down,dns.timeout'],
  ['aiprobe check -r ndj', 'aiprobe check -r ndjson'],
  ['aiprobe check -r json=prob', 'aiprobe check -r json=probes.yaml'],
  ['aiprobe check --config oth', 'aiprobe check --config other.yaml'],
  ['aiprobe check --config=oth', 'aiprobe check --config=other.yaml'],
  ['aiprobe check --reporter=json=oth', 'aiprobe check --reporter=json=other.yaml'],
  ['aiprobe check --only-failed old', 'aiprobe check --only-failed old\\ result.json'],
  ['aiprobe check my', 'aiprobe check my\\ probe'],
  ['aiprobe check my\\ pr', 'aiprobe check my\\ probe'],
  ["aiprobe check 'my pr", "aiprobe check 'my probe'"],
  ['aiprobe check "my pr', 'aiprobe check "my probe"'],
  ['aiprobe check --name=my', 'aiprobe check --name=my\\ probe'],
  ['aiprobe explain overloaded.c', 'aiprobe explain overloaded.capacity'],
  ['aiprobe providers openr', 'aiprobe providers openrouter'],
  ['aiprobe import --from upt', 'aiprobe import --from uptime-kuma'],
  ['aiprobe completion powe', 'aiprobe completion powershell'],
  ['aiprobe help impo', 'aiprobe help import'],
];

const THIRD = Math.ceil(LINES.length / 3);
const TYPED = (['bash', 'zsh'] as const).flatMap((name) =>
  [0, 1, 2].map((part) => ({
    name,
    part: part + 1,
    lines: LINES.slice(part * THIRD, (part + 1) * THIRD),
  })),
);

describe.each(TYPED)('typed into $name, part $part', ({ name, lines }) => {
  it.skipIf(!hasScript || !hasTool(name))(
    'TAB completes commands, flags, values, files and names',
    async () => {
      const became = await typed(
        name,
        workplace(scratch()),
        lines.map(([line]) => line),
      );
      // A list may go on, so zsh writes a comma behind its part; a flag that takes a value, the = before it.
      const bare = became.map((line) => line.replace(/[\s,=]+$/, ''));
      expect(bare).toEqual(lines.map(([, becomes]) => becomes));
    },
  );
});

describe.skipIf(!hasTool('fish'))('asked of fish', () => {
  it('it offers commands, flags, values, files and names', async () => {
    const offers = await offeredByFish(
      workplace(scratch()),
      LINES.map(([line]) => line),
    );
    for (const [index, [line, becomes]] of LINES.entries())
      expect(offers[index], line).toContain(lastWord(becomes));
  });

  it('it offers no command where one stands, and no flag of another', async () => {
    const [words, flags] = await offeredByFish(workplace(scratch()), [
      'aiprobe check expl',
      'aiprobe explain --t',
    ]);
    expect(words).not.toContain('explain');
    expect(flags).not.toContain('--tag');
  });
});

/** Without quotes and backslashes, as fish offers it. */
function lastWord(line: string): string {
  const [word = ''] = /(?:\\ |'[^']*'|"[^"]*"|[^ ])+$/.exec(line) ?? [];
  return word.replace(/[\\'"]/g, '');
}

describe('a completion script', () => {
  it.each(SHELLS)('for %s names every command, flag, reporter and class', async (name) => {
    const { stdout, stderr, code } = await aiprobe(['completion', name]);
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    const shown = COMMANDS.filter(({ hidden }) => hidden !== true);
    for (const command of shown) expect(stdout).toContain(command.name);
    const flags = shown.flatMap(({ options }) =>
      options.map((option) => /--([\w-]+)/.exec(option.flags)?.[1] ?? '?'),
    );
    for (const word of [...flags, ...REPORTER_NAMES, ...KINDS, ...FAILURE_CLASSES])
      expect(stdout).toContain(word);
  });

  it.skipIf(!hasTool('shellcheck'))('for bash is found good by shellcheck', async () => {
    const { stdout } = await aiprobe(['completion', 'bash']);
    expect(runTool('shellcheck', ['--shell=bash', '-'], stdout).stdout).toBe('');
  });

  // There is no PowerShell to run it in: at least every quote and bracket outside of texts has its partner.
  it('for PowerShell is balanced', async () => {
    const { stdout } = await aiprobe(['completion', 'powershell']);
    const code = stdout.replace(/'(?:[^']|'')*'|"(?:[^"`]|`.)*"|#.*$/gm, '');
    expect(code).not.toMatch(/['"]/);
    const open: string[] = [];
    for (const [bracket = ''] of code.matchAll(/[()[\]{}]/g)) {
      if ('([{'.includes(bracket)) open.push(bracket);
      else expect(`${open.pop()}${bracket}`).toMatch(/^(?:\(\)|\[\]|\{\})$/);
    }
    expect(open).toEqual([]);
  });

  it('for PowerShell asks by the documented names, and for what stands behind = and a quote', async () => {
    const { stdout } = await aiprobe(['completion', 'powershell']);
    expect(stdout).toContain('Register-ArgumentCompleter -Native -CommandName aiprobe');
    expect(stdout).toContain('param($wordToComplete, $commandAst, $cursorPosition)');
    // A bare -- is taken away where npm's script for PowerShell stands before the program.
    expect(stdout).toContain("& aiprobe __complete $spec.What '--' @line");
    // No template of ours is left in it, and no backslash has been lost on the way.
    expect(stdout).not.toContain('undefined');
    expect(stdout).toContain(String.raw`'^[''"]?(--[\w-]+)='`);
  });

  it('is there for known shells alone', async () => {
    expect(await aiprobe(['completion', 'tcsh'])).toMatchObject({
      code: 2,
      stderr: 'aiprobe: "tcsh" is none of bash, zsh, fish, powershell\n',
    });
  });
});

describe('aiprobe __complete', () => {
  it('prints names, one a line, and nothing at all where there is nothing to read', async () => {
    const { folder } = workplace(scratch());
    const ask = async (what: string, ...line: string[]) =>
      (await aiprobe(['__complete', what, '--', 'aiprobe', ...line], { cwd: folder })).stdout;
    expect(await ask('probes')).toBe('gateway-one\n10.0.0.8:6333\nmy probe\n');
    expect(await ask('probes', '-cother.yaml')).toBe('elsewhere\n');
    expect(await ask('tags')).toBe('production\n');
    expect(await ask('targets')).toContain('\nanthropic\n');
    const quiet = { code: 0, stdout: '', stderr: '' };
    for (const line of [['probes', '--', '-c', 'missing.yaml'], ['groups', '--', '-c', '/'], ['nonsense']])
      expect(await aiprobe(['__complete', ...line], { cwd: folder })).toMatchObject(quiet);
  });

  it('is in no list of commands', async () => {
    const { stdout } = await aiprobe(['--help']);
    expect(stdout).not.toContain('__complete');
  });
});
