/** The step of action.yml, run as GitHub's runner would run it: inputs in the environment, outputs in a file. */

import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { bareEnv, scratch } from '../cli/aiprobe.ts';
import { HEALTHY, serve } from '../cli/servers.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

interface Step {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
}

function step(inputs: Readonly<Record<string, string>>, cwd = scratch()): Promise<Step> {
  const output = join(cwd, 'output');
  writeFileSync(output, '');
  const defaults = { TARGETS: '', CONFIG: '', REPORTER: 'github', ARGS: '', VERSION: '', FAIL: 'true' };
  const given = Object.entries({ ...defaults, ...inputs }).map(([name, value]) => [
    `AIPROBE_ACTION_${name}`,
    value,
  ]);
  const env = {
    ...bareEnv(Object.fromEntries(given)),
    AIPROBE_ACTION_PATH: ROOT,
    GITHUB_ACTIONS: 'true',
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: join(cwd, 'summary.md'),
    RUNNER_TEMP: cwd,
  };
  return new Promise((resolve, reject) => {
    const child = spawn('bash', [join(ROOT, 'scripts/action.sh')], {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [stdout, stderr]: Buffer[][] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => stdout?.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr?.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      const pairs = readFileSync(output, 'utf8').matchAll(/^([\w-]+)=(.*)$/gm);
      resolve({
        code,
        stdout: Buffer.concat(stdout ?? []).toString(),
        stderr: Buffer.concat(stderr ?? []).toString(),
        outputs: Object.fromEntries([...pairs].map(([, name = '', value = '']) => [name, value])),
      });
    });
  });
}

it('passes when all is well, with the numbers and the whole result as outputs', async () => {
  const { origin } = await serve(HEALTHY);
  const { code, outputs } = await step({ TARGETS: `${origin}/a\n${origin}/b` });
  expect({ code, exit: outputs['exit-code'] }).toEqual({ code: 0, exit: '0' });
  expect(JSON.parse(outputs.summary ?? '')).toMatchObject({ total: 2, up: 2, exit_code: 0 });
  const result: { results: unknown[] } = JSON.parse(readFileSync(outputs.result ?? '', 'utf8'));
  expect(result.results).toHaveLength(2);
});

it('fails with the exit code of the run and an annotation, or leaves that to later steps', async () => {
  const { origin } = await serve(HEALTHY);
  const config = '- { name: wrong, url: "URL", expect: { status: 500 } }\n'.replace('URL', origin);
  const cwd = scratch();
  writeFileSync(join(cwd, 'a config.yaml'), config);
  const failed = await step({ CONFIG: 'a config.yaml', ARGS: '--retries 0' }, cwd);
  expect(failed).toMatchObject({ code: 1, outputs: { 'exit-code': '1' } });
  expect(failed.stdout).toContain('::error');
  const left = await step({ CONFIG: 'a config.yaml', FAIL: 'false' }, cwd);
  expect(left).toMatchObject({ code: 0, outputs: { 'exit-code': '1' } });
});

it('never passes for well what was not probed', async () => {
  const bad = await step({ TARGETS: 'no-such-provider', FAIL: 'false' });
  expect(bad).toMatchObject({ code: 2, outputs: { 'exit-code': '2', summary: '' } });
});

it('takes inputs for words, never for commands or patterns', async () => {
  const cwd = scratch();
  writeFileSync(join(cwd, 'gpu-1'), '');
  const { code, stderr } = await step(
    { TARGETS: '$(touch${IFS}owned) `id` gpu-*', ARGS: '; touch owned' },
    cwd,
  );
  expect(code).toBe(2);
  expect(stderr).toContain('$(touch${IFS}owned)');
  expect(() => readFileSync(join(cwd, 'owned'))).toThrow();
});
