/** `--on-change`: silent until something changes, whatever happened to the file in which it remembers. */

import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aiprobe, type Ran, scratch } from '../cli/aiprobe.ts';
import { type Service, startService } from './service.ts';

const folder = scratch();
let service: Service;
let other: Service;
let round = 0;
let home = '';

beforeAll(async () => {
  [service, other] = await Promise.all([startService(), startService()]);
  writeFileSync(
    join(folder, 'probes.yaml'),
    `probes:\n  - {name: a, url: "${service.url}"}\n  - {name: b, url: "${other.url}"}\n`,
  );
});

beforeEach(() => {
  round += 1;
  home = join(folder, `state-${round}`);
  service.status = 200;
  other.status = 200;
});

const run = (...flags: string[]): Promise<Ran> =>
  aiprobe(['--retries', '0', '--on-change', ...flags], { cwd: folder, env: { XDG_STATE_HOME: home } });

const stateFile = (): string =>
  join(
    home,
    'aiprobe',
    readdirSync(join(home, 'aiprobe')).find((name) => name.endsWith('.state.json')) ?? '',
  );

function names({ stdout }: Ran): string[] {
  return stdout === '' ? [] : JSON.parse(stdout).results.map(({ name }: { name: string }) => name);
}

describe('--on-change', () => {
  it('prints what is not well, then nothing, then what changed; the exit code is that of the run', async () => {
    service.status = 500;
    const first = await run('--json');
    expect([first.code, names(first), first.stderr]).toEqual([1, ['a'], '']);
    const second = await run('--json');
    expect([second.code, second.stdout, second.stderr]).toEqual([1, '', '']);
    other.status = 503;
    const third = await run('--json');
    expect([third.code, names(third)]).toEqual([1, ['b']]);
    expect(JSON.parse(third.stdout).summary).toMatchObject({ total: 2, down: 2, exit_code: 1 });
    expect(third.stderr).toMatch(
      /^aiprobe: b is down \(server-error\.unavailable\); before: up since 20\S+\n$/,
    );
    service.status = 200;
    other.status = 200;
    const fourth = await run('-q', '--json');
    expect([fourth.code, names(fourth)]).toEqual([0, ['a', 'b']]);
    expect(fourth.stderr).toContain('aiprobe: a is up again; before: down (server-error.internal) since 20');
    expect(fourth.stderr).toContain(
      'aiprobe: b is up again; before: down (server-error.unavailable) since 20',
    );
    const fifth = await run('-r', 'ndjson');
    expect([fifth.code, fifth.stdout, fifth.stderr]).toEqual([0, '', '']);
  });

  it('prints nothing at all at first when all is well, and files get the whole report all the same', async () => {
    const ran = await run('-r', 'table', '-r', 'json=whole.json');
    expect([ran.code, ran.stdout, ran.stderr]).toEqual([0, '', '']);
    expect(JSON.parse(readFileSync(join(folder, 'whole.json'), 'utf8')).results).toHaveLength(2);
  });

  it('keeps its file to itself, and no longer than a run about what it did not probe', async () => {
    service.status = 500;
    await run('b');
    await run();
    expect(statSync(stateFile()).mode & 0o777).toBe(0o600);
    expect(statSync(join(home, 'aiprobe')).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(home, 'aiprobe'))).toHaveLength(1);
    expect((await run('a')).stdout).toBe('');
  });

  it.each([
    ['cut off', '{"schema":"aiprobe/sta'],
    ['of another version', '{"schema":"aiprobe/state@9"}'],
    ['hostile', '{"schema":"aiprobe/state@1","probes":[{"name":"a","state":"\\u001b[2J"}],"groups":[]}'],
  ])('sets a file aside that is %s, with a warning', async (_, text) => {
    service.status = 500;
    await run();
    const file = stateFile();
    writeFileSync(file, text);
    const ran = await run('--json');
    expect([ran.code, names(ran)]).toEqual([1, ['a']]);
    expect(ran.stderr).toMatch(/state\.json cannot be used: .*; it is set aside as .*\.corrupt-\d+, and all/);
    const aside = readdirSync(join(home, 'aiprobe')).find((name) => name.includes('corrupt'));
    expect(readFileSync(join(home, 'aiprobe', aside ?? ''), 'utf8')).toBe(text);
    expect((await run()).stdout).toBe('');
  });

  it('sets a folder in its place aside too', async () => {
    await run();
    const file = stateFile();
    rmSync(file);
    mkdirSync(file);
    const ran = await run();
    expect([ran.code, ran.stderr.includes('set aside')]).toEqual([0, true]);
    expect(statSync(file).isFile()).toBe(true);
  });

  it('sets a named pipe in its place aside, and does not wait for it', async () => {
    await run();
    const file = stateFile();
    rmSync(file);
    spawnSync('mkfifo', [file]);
    const ran = await run();
    expect([ran.code, ran.stderr.includes('it is no regular file; it is set aside')]).toEqual([0, true]);
    expect(statSync(file).isFile()).toBe(true);
  });

  it('is refused before anything is probed where nothing can be kept', async () => {
    const before = service.asked;
    writeFileSync(home, 'a file');
    const taken = await run();
    expect([taken.code, taken.stderr]).toEqual([2, expect.stringContaining('nothing can be kept in')]);
    const homeless = await aiprobe(['--on-change'], {
      cwd: folder,
      env: { XDG_STATE_HOME: 'relative', HOME: '' },
    });
    expect([homeless.code, homeless.stderr]).toEqual([
      2,
      expect.stringContaining('neither XDG_STATE_HOME nor HOME'),
    ]);
    // In /proc no folder can be made, and Node 20's own way of making several never returns.
    const nowhere = await aiprobe(['--on-change'], { cwd: folder, env: { XDG_STATE_HOME: '/proc/nowhere' } });
    expect([nowhere.code, nowhere.stderr]).toEqual([2, expect.stringContaining('nothing can be kept in')]);
    expect(service.asked).toBe(before);
  });

  it('tells again what nobody was told', async () => {
    service.status = 500;
    const full = await aiprobe(['--retries', '0', '--on-change', '-r', 'json=/dev/full'], {
      cwd: folder,
      env: { XDG_STATE_HOME: home },
    });
    expect(full.code).toBe(1);
    expect(names(await run('--json'))).toEqual(['a']);
  });
});
