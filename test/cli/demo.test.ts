/** `aiprobe demo` is the promise of the README: every verdict true, the report valid, nothing left behind. */

import { execFileSync, fork } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEMO_SCENARIO } from '../../src/demo/scenario.ts';
import type { Report } from '../../src/domain/report.ts';
import { expectGolden } from '../support/golden.ts';
import { aiprobe, BIN, bareEnv, type Ran, scratch, shell } from './aiprobe.ts';

const folder = scratch();
let ran: Ran;
let report: Report;
let lines: readonly { name?: string; run?: unknown; schema?: string }[];

beforeAll(async () => {
  ran = await aiprobe(['demo', '-r', 'json=run.json', '-r', 'ndjson=run.ndjson', '-r', 'table'], {
    cwd: folder,
    // So wide that no column is left out for the length of a time.
    env: { COLUMNS: '220' },
  });
  report = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'));
  lines = readFileSync(join(folder, 'run.ndjson'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}, 60_000);

describe('aiprobe demo', () => {
  it('ends with 0, since failures are what it shows', () => {
    expect(ran.code).toBe(0);
    expect(ran.stderr.split('\n')).toHaveLength(2);
    expect(ran.stderr).toContain('stand-ins');
  });

  it('finds every service to be what it is, in the order of its config', () => {
    const expected = DEMO_SCENARIO.services.map(({ name, expected: verdict }) => [name, verdict]);
    const found = report.results.map(({ name, state, kind, reason }) => [
      name,
      state === 'up' ? 'up' : `${kind}.${reason}`,
    ]);
    expect(found).toEqual(expected);
  });

  it('gives every failure a sentence, a hint, a fault and the rule that decided', () => {
    for (const { name, state, message, hint, fault, rule } of report.results) {
      if (state === 'up') expect([fault, rule], name).toEqual([null, null]);
      else {
        expect(message.length, name).toBeGreaterThan(10);
        expect(hint?.length, name).toBeGreaterThan(10);
        expect(fault, name).toMatch(/^(?:provider|client|network|local)$/);
        expect(rule, name).not.toBeNull();
      }
    }
  });

  it('is valid by the published schema, and its summary adds up', () => {
    const ajv = new Ajv2020({ allErrors: true, strict: false });
    addFormats.default(ajv);
    const schema = JSON.parse(readFileSync(new URL('../../schema/run.schema.json', import.meta.url), 'utf8'));
    const validate = ajv.compile(schema);
    expect(validate(report) ? [] : validate.errors).toEqual([]);
    const { total, up, degraded, down, unknown, skipped } = report.summary;
    expect(up + degraded + down + unknown + skipped).toBe(total);
    expect(report.results).toHaveLength(total);
  });

  it('writes the same results as lines, the run last', () => {
    expect(lines.at(-1)).toMatchObject({ schema: 'aiprobe/run@1' });
    const names = lines.slice(0, -1).map(({ name }) => name);
    expect([...names].sort()).toEqual(report.results.map(({ name }) => name).sort());
  });

  it('looks as it did when it was last looked at', () => {
    expectGolden('cli/demo.txt', masked(ran.stdout));
  });

  it('leaves no process behind, also when it is cut short', async () => {
    const before = demoServers();
    const cut = await aiprobe(['demo'], {
      meanwhile: (child) => child.stderr?.once('data', () => child.kill('SIGINT')),
    });
    // Before there is anything to report, the signal itself ends the program.
    expect(cut.code === 130 || cut.signal === 'SIGINT').toBe(true);
    await expect
      .poll(() => demoServers().filter((pid) => !before.includes(pid)), { timeout: 10_000 })
      .toEqual([]);
  });

  it('leaves no file behind when its parent is gone before the stand-ins are there', async () => {
    const temporary = join(folder, 'temporary');
    mkdirSync(temporary);
    const child = fork(join(dirname(BIN), '..', 'dist', 'demo-server.js'), [], {
      stdio: 'ignore',
      execArgv: [],
      env: bareEnv({ TMPDIR: temporary }),
    });
    child.disconnect();
    const code = await new Promise((resolve) => child.once('exit', resolve));
    expect([code, readdirSync(temporary)]).toEqual([0, []]);
  });

  it('with --keep prints a config that works while it runs', async () => {
    const { code, stdout, stderr } = await shell(
      // Not by the function, which would run in a shell of its own that the signal ends in place of the program.
      '"$NODE" "$BIN" demo --keep > demo.yaml 2>/dev/null & pid=$!\n' +
        'while ! grep -qs "^probes:" demo.yaml; do sleep 0.1; done\n' +
        'aiprobe -c demo.yaml --name gateway --json; code=$?\n' +
        'kill $pid; wait $pid; echo "keep $?" >&2; exit $code',
      { cwd: folder, env: { NODE: process.execPath, BIN } },
    );
    expect([code, stderr]).toEqual([0, 'keep 143\n']);
    expect(JSON.parse(stdout).results).toMatchObject([{ name: 'gateway', state: 'up' }]);
  });

  it('with --keep ends, and says why, when its stand-ins are gone', async () => {
    const { code, stderr } = await shell(
      '"$NODE" "$BIN" demo --keep > gone.yaml & pid=$!\n' +
        'while ! grep -qs "^probes:" gone.yaml; do sleep 0.1; done\n' +
        'kill -9 $(ps -o pid= --ppid $pid); wait $pid',
      { cwd: folder, env: { NODE: process.execPath, BIN } },
    );
    expect([code, stderr]).toEqual([70, expect.stringContaining("the stand-ins' process is gone")]);
  });

  it('takes no bug for it that this machine has no room for the stand-ins', async () => {
    // Under a file, where Node's own code cache cannot make the folder first (it does from Node 22 on).
    const { code, stderr } = await aiprobe(['demo'], { cwd: folder, env: { TMPDIR: '/dev/null/nowhere' } });
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^aiprobe: the demo's stand-ins did not start: this machine does not .*ENOTDIR.*\n$/,
    );
  });
});

/** Process ids of stand-ins on this machine. */
function demoServers(): string[] {
  const all = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' });
  return all.split('\n').flatMap((line) => /^\s*(\d+) .*demo-server\.js/.exec(line)?.[1] ?? []);
}

/** Times, ports and dates go, and where lines and columns break because of them; also that a reading was repeated. */
function masked(table: string): string {
  return table
    .replace(/^ +\d+ attempts: each .*\n/gm, '')
    .replace(/(?: · |\n)this machine was busy:.*/g, '')
    .replace(/\n {12,}(?!→|request id|still works)/g, ' ')
    .replace(/\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?/g, 'DATE')
    .replace(/(?<=127\.0\.0\.1:|\[::1\]:)\d+/g, 'PORT')
    .replace(/(?<=demo\.yaml:)\d+/g, 'LINE')
    .replace(/\b\d+(?:\.\d+)? (?:ms|s|m|h)(?: \d+ (?:ms|s|m|h))?\b/g, 'TIME')
    .replace(/[░▒▓█▁]+/g, 'BAR')
    .replace(/\b\d+(?:\.\d+)? tok\/s/g, 'RATE')
    .replace(/ {2,}/g, '  ')
    .replace(/ +$/gm, '');
}
