/** The benchmarks run to their end and measure every contestant, at sizes that take a second. What they read is not asserted. */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { hasTool } from '../support/tool.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

function bench(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['bench/run.mjs', ...args, '--rounds', '1'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

/** A row that holds a name, and whether all its other cells are numbers above zero. */
function measured(stdout: string, name: string): boolean {
  const row = stdout.split('\n').find((line) => line.includes(name)) ?? '';
  const numbers = row.slice(row.indexOf(name) + name.length).match(/\d+(\.\d+)?/g) ?? [];
  return numbers.length > 1 && numbers.some((number) => Number(number) > 0);
}

const names = ['aiprobe', 'undici alone', 'curl --parallel'];
const missing = [
  ...(process.platform === 'linux' ? [] : ['Linux']),
  ...(existsSync('/usr/bin/time') ? [] : ['GNU time']),
  ...['nginx', 'curl'].filter((tool) => !hasTool(tool)),
].join(', ');

describe.skipIf(missing !== '')(`the benchmarks${missing && ` (without ${missing})`}`, () => {
  it('startup', () => {
    const stdout = bench('startup');
    for (const name of ['node -e 0', 'aiprobe --version', 'aiprobe check URL', 'curl URL']) {
      expect([name, measured(stdout, name)]).toEqual([name, true]);
    }
  });

  it.each(['plain', 'tls'])('throughput, %s', (kind) => {
    const stdout = bench('throughput', '--sizes', '3', '--kinds', kind);
    for (const name of names) expect([name, measured(stdout, name)]).toEqual([name, true]);
  });

  it('accuracy', () => {
    const stdout = bench('accuracy', '--sizes', '2', '--kinds', 'plain');
    for (const name of ['aiprobe', 'curl --parallel 64']) {
      expect([name, measured(stdout, name)]).toEqual([name, true]);
    }
  });

  it('isolation', () => {
    expect(bench('isolation', '--sizes', '5')).toMatch(/1 healthy beside 5 that hang .* 1 of 1 /);
  });

  it('scale', () => {
    expect(measured(bench('scale', '--sizes', '20'), 'check 20 skipped, table')).toBe(true);
  });

  it('names the benchmarks there are when there is no such one', () => {
    const { status, stderr } = spawnSync(process.execPath, ['bench/run.mjs', 'speed'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(status).toBe(2);
    expect(stderr).toContain('no such benchmark: speed');
    expect(stderr).toContain('throughput');
  });
});
