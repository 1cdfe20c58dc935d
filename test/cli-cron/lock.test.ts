/** `--lock`: of runs of one config that overlap, one probes. */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { takeLock } from '../../src/cli/lock.ts';
import { privateFiles } from '../../src/cli/private-files.ts';
import { systemProcesses } from '../../src/cli/processes.ts';
import { aiprobe, type Ran, scratch } from '../cli/aiprobe.ts';
import { type Service, startService } from './service.ts';

const folder = scratch();
let service: Service;
let round = 0;
let home = '';

beforeAll(async () => {
  service = await startService();
  writeFileSync(join(folder, 'probes.yaml'), `- {name: a, url: "${service.url}", timeout: 20s}\n`);
});

beforeEach(() => {
  round += 1;
  home = join(folder, `state-${round}`);
  service.asked = 0;
  service.hold = Promise.resolve();
  service.onAsked = () => {};
});

const run = (flags: readonly string[] = [], meanwhile?: (child: ChildProcess) => void): Promise<Ran> =>
  aiprobe(['--lock', '--json', ...flags], {
    cwd: folder,
    env: { XDG_STATE_HOME: home },
    ...(meanwhile === undefined ? {} : { meanwhile }),
  });

/** A run that has asked and waits for its answer, and how to let it go on. */
async function underWay(meanwhile?: (child: ChildProcess) => void) {
  let release = () => {};
  service.hold = new Promise((resolve) => {
    release = resolve;
  });
  const asked = new Promise<void>((resolve) => {
    service.onAsked = resolve;
  });
  const first = run([], meanwhile);
  await asked;
  return { first, release };
}

const locks = (): string[] => readdirSync(join(home, 'aiprobe'));

describe('--lock', () => {
  it('lets one of two runs probe; the other ends at once with 75 and a line', async () => {
    const { first, release } = await underWay();
    const second = await run();
    expect([second.code, second.stdout]).toEqual([75, '']);
    expect(second.stderr).toMatch(
      /^aiprobe: another run of .*probes\.yaml is under way \(process \d+\): nothing is probed\n$/,
    );
    const quiet = await run(['-q']);
    expect([quiet.code, quiet.stderr]).toEqual([75, '']);
    const plugin = await aiprobe(['--lock', '-r', 'nagios'], { cwd: folder, env: { XDG_STATE_HOME: home } });
    expect([plugin.code, plugin.stdout]).toEqual([
      3,
      expect.stringMatching(/^AIPROBE UNKNOWN: .* another run/),
    ]);
    release();
    expect([(await first).code, service.asked]).toEqual([0, 1]);
    expect(locks()).toEqual([]);
    expect((await run()).code).toBe(0);
  });

  it('keeps apart what is not the same config, and shards', async () => {
    const { first, release } = await underWay();
    const [shard, url] = await Promise.all([
      run(['--shard', '1/1', '--dry-run']),
      aiprobe(['--lock', '--allow-empty', '--tag', 'none', '-c', '-'], {
        cwd: folder,
        env: { XDG_STATE_HOME: home },
        stdin: `- {name: other, url: "${service.url}"}\n`,
      }),
    ]);
    expect([shard.code, url.code]).toEqual([0, 0]);
    release();
    await first;
  });

  it('recognises the lock of a process that was killed', async () => {
    let child: ChildProcess | undefined;
    const { first, release } = await underWay((started) => {
      child = started;
    });
    expect(locks()).toHaveLength(1);
    child?.kill('SIGKILL');
    expect((await first).signal).toBe('SIGKILL');
    expect(locks()).toHaveLength(1);
    release();
    service.hold = Promise.resolve();
    const again = await run();
    expect([again.code, again.stderr]).toEqual([0, '']);
    expect(locks()).toEqual([]);
  });

  it('is let go by a run that is interrupted', async () => {
    let child: ChildProcess | undefined;
    const { first, release } = await underWay((started) => {
      child = started;
    });
    child?.kill('SIGTERM');
    expect((await first).code).toBe(143);
    expect(locks()).toEqual([]);
    release();
  });
});

describe('a lock file', () => {
  const processes = systemProcesses(process.pid, (pid, signal) => void process.kill(pid, signal));
  const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  const clock = { now: () => performance.now(), wall: () => Date.now(), sleep };
  /** As a process of its own would have it. */
  const port = (own: number) => ({
    privateFiles: privateFiles(own),
    processes: { ...processes, self: { ...processes.self } },
    clock,
  });
  const path = () => {
    mkdirSync(home, { recursive: true });
    return join(home, 'x.lock');
  };
  const holder = (pid: number, started: string | null) =>
    `${JSON.stringify({ schema: 'aiprobe/lock@1', pid, started })}\n`;

  it('of a process id that was given anew is stale', async () => {
    const file = path();
    writeFileSync(file, holder(process.pid, 'another-boot/1'));
    expect((await takeLock(port(1), file)).held).toBe(processes.self.started !== null);
  });

  it('of a living process is held, also where only its id is known', async () => {
    const file = path();
    writeFileSync(file, holder(process.pid, null));
    expect(await takeLock(port(1), file)).toEqual({ held: false, by: process.pid });
  });

  it('that is no lock is set aside, not lost', async () => {
    const file = path();
    writeFileSync(file, 'a letter');
    const lock = await takeLock(port(1), file);
    expect(lock).toMatchObject({ held: true, setAside: `${file}.set-aside` });
    expect(readFileSync(`${file}.set-aside`, 'utf8')).toBe('a letter');
    if (lock.held) lock.release();
    expect(readdirSync(home)).toEqual(['x.lock.set-aside']);
  });

  it.each([
    ['a named pipe', (file: string) => spawnSync('mkfifo', [file])],
    ['a link that leads nowhere', (file: string) => symlinkSync('/nonexistent', file)],
  ])('that is %s is set aside too, and nobody waits for it', async (_, put) => {
    const file = path();
    put(file);
    const lock = await takeLock(port(1), file);
    expect(lock).toMatchObject({ held: true, setAside: `${file}.set-aside` });
    expect(readFileSync(file, 'utf8')).toContain('aiprobe/lock@1');
  });

  it('survives a takeover that was broken off', async () => {
    const file = path();
    const dead = holder(2 ** 22 + 5, null);
    writeFileSync(file, dead);
    writeFileSync(`${file}.takeover`, dead);
    expect((await takeLock(port(1), file)).held).toBe(true);
    expect(readdirSync(home)).toEqual(['x.lock']);
  });

  it('that is stale is taken by exactly one of many processes', async () => {
    const file = path();
    const script = join(folder, 'contend.ts');
    const source = new URL('../../src/cli/', import.meta.url).pathname;
    writeFileSync(
      script,
      `import { takeLock } from '${source}lock.ts';
       import { privateFiles } from '${source}private-files.ts';
       import { systemProcesses } from '${source}processes.ts';
       const processes = systemProcesses(process.pid, (pid, signal) => process.kill(pid, signal));
       const clock = { sleep: (ms) => new Promise((done) => setTimeout(done, ms)) };
       const lock = await takeLock({ privateFiles: privateFiles(process.pid), processes, clock }, process.argv[2]);
       console.log(lock.held ? 'held' : 'not');
       process.stdin.on('end', () => process.exit()).resume();`,
    );
    const bundled = join(folder, 'contend.mjs');
    const { build } = await import('esbuild');
    await build({ entryPoints: [script], outfile: bundled, bundle: true, platform: 'node', format: 'esm' });
    writeFileSync(file, holder(2 ** 22 + 5, null));
    const children = Array.from({ length: 8 }, () => spawn(process.execPath, [bundled, file]));
    const words = await Promise.all(
      children.map(
        (child) =>
          new Promise<string>((resolve) => {
            child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
          }),
      ),
    );
    for (const child of children) child.stdin.end();
    expect(words.sort()).toEqual(['held', ...Array(7).fill('not')]);
  });
});
