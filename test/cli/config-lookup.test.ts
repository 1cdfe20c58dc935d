/** Which config a run reads, what several of them make, and where variables come from. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { aiprobe, BIN, scratch, shell } from './aiprobe.ts';
import { HEALTHY, serve } from './servers.ts';

const folder = scratch();
let origin = '';

const one = (name: string) => `probes:\n  - {name: ${name}, url: "${origin}/"}\n`;

function write(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
}

async function names(
  args: readonly string[],
  options: Parameters<typeof aiprobe>[1] = {},
): Promise<string[]> {
  const { stdout, stderr } = await aiprobe([...args, '--json'], { cwd: folder, ...options });
  expect(stderr).toBe('');
  return JSON.parse(stdout).results.map(({ name }: { name: string }) => name);
}

beforeAll(async () => {
  ({ origin } = await serve(HEALTHY));
});

describe('the config', () => {
  it('is -c before $AIPROBE_CONFIG before the usual names, in their order', async () => {
    const cwd = join(folder, 'usual');
    write('usual/.aiprobe.yaml', one('hidden'));
    expect(await names([], { cwd })).toEqual(['hidden']);
    write('usual/probes.yml', one('yml'));
    expect(await names([], { cwd })).toEqual(['yml']);
    write('usual/probes.yaml', one('yaml'));
    expect(await names([], { cwd })).toEqual(['yaml']);
    const env = { AIPROBE_CONFIG: write('env.yaml', one('env')) };
    expect(await names([], { cwd, env })).toEqual(['env']);
    expect(await names(['-c', write('flag.yaml', one('flag'))], { cwd, env })).toEqual(['flag']);
    // An empty variable is none.
    expect(await names([], { cwd, env: { AIPROBE_CONFIG: '' } })).toEqual(['yaml']);
  });

  it('may be several files, and standard input among them, kept in their order', async () => {
    write('a.yaml', one('a'));
    write('b.yaml', one('b'));
    const options = { stdin: one('piped') };
    expect(await names(['-c', 'b.yaml', '-c', '-', '-c', 'a.yaml'], options)).toEqual(['b', 'piped', 'a']);
  });

  it('is told to be missing, by name, with what to do', async () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    const [none, absent, fromEnv, twice, fifo] = await Promise.all([
      aiprobe([], { cwd: empty }),
      aiprobe(['-c', 'absent.yaml'], { cwd: empty }),
      aiprobe([], { cwd: empty, env: { AIPROBE_CONFIG: 'gone.yaml' } }),
      aiprobe(['-c', '-', '-c', '-'], { cwd: empty, stdin: one('x') }),
      aiprobe(['-c', '.'], { cwd: empty }),
    ]);
    expect([none, absent, fromEnv, twice, fifo].map(({ code }) => code)).toEqual([2, 2, 2, 2, 2]);
    expect(none?.stderr).toMatch(/probes\.yaml, probes\.yml, \.aiprobe\.yaml[\s\S]*aiprobe init/);
    expect(absent?.stderr).toContain('absent.yaml: there is no such file');
    expect(fromEnv?.stderr).toContain('gone.yaml: there is no such file');
    expect(twice?.stderr).toContain('once only');
    expect(fifo?.stderr).toContain('it is a folder');
  });

  it('may come through a named pipe, as from a process substitution', async () => {
    write('real.yaml', one('from-a-pipe'));
    const { code, stdout } = await shell(
      'mkfifo pipe && { cat real.yaml > pipe & } && aiprobe -c pipe --json',
      { cwd: folder },
    );
    expect(code).toBe(0);
    expect(stdout).toContain('"from-a-pipe"');
  });

  it('is not needed for a URL, and is not in the way of one', async () => {
    const cwd = join(folder, 'broken');
    write('broken/probes.yaml', one('listed'));
    expect(await names([`${origin}/x`], { cwd })).toEqual([origin.replace('http://', '')]);
    expect(await names(['listed'], { cwd })).toEqual(['listed']);
  });
});

describe('variables', () => {
  const CONFIG =
    'probes:\n  - {name: v, url: "http://127.0.0.1:9/", headers: {x-team: "${TEAM}", x-b: "${B:-two words}"}}\n';

  it('come from --env-file, and the environment wins over it', async () => {
    const seen: (string | undefined)[] = [];
    const echo = await serve({
      via: 'http',
      listener: (request, response) => {
        seen.push(String(request.headers['x-team']), String(request.headers['x-b']));
        response.end('ok');
      },
    });
    write('vars.yaml', CONFIG.replace('http://127.0.0.1:9', echo.origin));
    write('.env.test', '# a comment\nexport TEAM="search team"\r\nB=three\n');
    const args = ['-c', 'vars.yaml', '--env-file', '.env.test', '-q'];
    expect(await aiprobe(args, { cwd: folder })).toMatchObject({ code: 0, stderr: '' });
    expect(await aiprobe(args, { cwd: folder, env: { TEAM: 'ops' } })).toMatchObject({ code: 0 });
    // Each probe may be asked again, to time it better.
    expect([...new Set(seen)]).toEqual(['search team', 'three', 'ops']);
    const unset = await aiprobe(['-c', 'vars.yaml'], { cwd: folder });
    expect(unset.stderr).toMatch(/vars\.yaml:2:\d+: .*TEAM/);
  });

  it('make a probe skipped with --allow-missing-env, which fails nothing', async () => {
    write('vars.yaml', CONFIG);
    const ran = await aiprobe(['-c', 'vars.yaml', '--allow-missing-env', '--json'], { cwd: folder });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(ran.stdout).results).toMatchObject([
      { state: 'skipped', kind: 'config', reason: 'missing-env', fault: 'local' },
    ]);
  });

  it('say which env file is not there', async () => {
    // Node itself reads --env-file wherever it stands and ends with 9 (nodejs/node#54232); after "--" it does not.
    const { code, stderr } = await shell(`"$NODE" -- "$BIN" --env-file absent.env http://127.0.0.1:9/`, {
      cwd: folder,
      env: { NODE: process.execPath, BIN },
    });
    expect(code).toBe(2);
    expect(stderr).toContain('absent.env: there is no such file');
  });

  it('in a malformed env file are told with their line, and no value is shown', async () => {
    write('bad.env', 'GOOD=1\nthis is sk-planted-value no assignment\n');
    const ran = await aiprobe(['-c', 'vars.yaml', '--env-file', 'bad.env'], { cwd: folder });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('bad.env:2:');
    expect(ran.stderr).not.toContain('sk-planted');
  });
});
