/** What goes where, and how it looks: reports on stdout, the rest on stderr, color only where it is wanted. */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { always, jsonReply } from '../../src/demo/reply.ts';
import { aiprobe, scratch } from './aiprobe.ts';
import { HEALTHY, serve } from './servers.ts';

const folder = scratch();
let up = '';
let down = '';

beforeAll(async () => {
  up = (await serve(HEALTHY)).origin;
  down = (await serve(always(jsonReply(503, { error: { message: 'no' } })))).origin;
  const probes = [
    `{name: last-is-slow, url: "${up}/"}`,
    `{name: bad, url: "${down}/"}`,
    `{name: good, url: "${up}/b"}`,
  ];
  writeFileSync(
    join(folder, 'probes.yaml'),
    `defaults: {retries: 0}\nprobes:\n${probes.map((one) => `  - ${one}\n`).join('')}`,
  );
});

const ESCAPE = String.fromCharCode(27);

describe('streams', () => {
  it('keep the report apart from the rest, in the order of the config', async () => {
    const { stdout, stderr } = await aiprobe(['--json'], { cwd: folder });
    expect(stderr).toBe('');
    const names = JSON.parse(stdout).results.map(({ name }: { name: string }) => name);
    expect(names).toEqual(['last-is-slow', 'bad', 'good']);
    expect(stdout.endsWith('}\n')).toBe(true);
  });

  it('carry no color and no cursor code to a pipe', async () => {
    const { stdout, stderr } = await aiprobe(['-v'], { cwd: folder, env: { TERM: 'xterm-256color' } });
    expect(stdout + stderr).not.toContain(ESCAPE);
  });

  it('say nothing at all when quiet and well, and everything when not', async () => {
    const [well, ill] = await Promise.all([
      aiprobe(['-q', '--name', 'good'], { cwd: folder }),
      aiprobe(['-q'], { cwd: folder }),
    ]);
    expect(well).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(ill?.code).toBe(1);
    expect(ill?.stdout).toContain('server-error.unavailable');
  });
});

describe('words of the service', () => {
  it('are quoted as they came', async () => {
    const plain = {
      status: 500,
      headers: { 'content-type': 'text/plain' },
      body: '  Service Foo FAILED, Code X9\n',
    };
    const { origin } = await serve(always(plain));
    const { stdout } = await aiprobe([origin, '--retries', '0']);
    expect(stdout).toContain('"Service Foo FAILED, Code X9"');
  });
});

describe('color', () => {
  it.each([
    [['--color'], {}, true],
    [[], { FORCE_COLOR: '1' }, true],
    [[], { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
    [['--no-color'], { FORCE_COLOR: '1' }, false],
    [['--color'], { NO_COLOR: '1' }, true],
    [[], { NO_COLOR: '1' }, false],
    [[], { FORCE_COLOR: '0' }, false],
  ] as const)('with %j and %j', async (flags, env, colored) => {
    const { stdout } = await aiprobe([...flags, '--name', 'bad'], { cwd: folder, env });
    expect(stdout.includes(ESCAPE)).toBe(colored);
    // Of the escape sequences only those that set colors and weights.
    expect(stdout.replaceAll(new RegExp(`${ESCAPE}\\[[\\d;]*m`, 'g'), '')).not.toContain(ESCAPE);
  });

  it('is in no file and no other format', async () => {
    const args = ['--color', '-r', 'json', '-r', 'table=table.txt', '--name', 'bad'];
    const { stdout } = await aiprobe(args, { cwd: folder });
    expect(stdout).not.toContain(ESCAPE);
    expect(readFileSync(join(folder, 'table.txt'), 'utf8')).toContain('bad');
  });
});

describe('width and letters', () => {
  it.each([40, 80, 160])('fit %i columns', async (columns) => {
    const env = { COLUMNS: String(columns) };
    const { stdout } = await aiprobe(['-v'], { cwd: folder, env });
    for (const line of stdout.split('\n')) expect([...line].length, line).toBeLessThanOrEqual(columns);
  });

  it('are plain ASCII where the locale is', async () => {
    const { stdout } = await aiprobe([], { cwd: folder, env: { LANG: 'C', LC_ALL: 'C' } });
    expect(stdout).toMatch(/^[\n\x20-\x7e]*$/);
  });
});

describe('files', () => {
  it('are written whole, side by side with another report on stdout', async () => {
    const ran = await aiprobe(['-r', 'json=a.json', '-r', 'ndjson=b.ndjson', '-r', 'table'], { cwd: folder });
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain('bad');
    expect(JSON.parse(readFileSync(join(folder, 'a.json'), 'utf8')).results).toHaveLength(3);
    expect(readFileSync(join(folder, 'b.ndjson'), 'utf8').trim().split('\n')).toHaveLength(4);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});
