/** The ping after a run, and the random delay before it. */

import type { ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aiprobe, type Ran, scratch } from '../cli/aiprobe.ts';
import { SILENT, serve } from '../cli/servers.ts';
import { type Service, startService, startWatchdog, type Watchdog } from './service.ts';

const TOKEN = 'b5f3c2d1-0000-4aaa-8bbb-1234567890ab';
const folder = scratch();
let service: Service;
let watchdog: Watchdog;

beforeAll(async () => {
  [service, watchdog] = await Promise.all([startService(), startWatchdog()]);
  const probe = `{name: a, url: "${service.url}"}`;
  writeFileSync(join(folder, 'probes.yaml'), `heartbeat: \${HC}/${TOKEN}\nprobes: [${probe}]\n`);
});

beforeEach(() => {
  service.status = 200;
  watchdog.beats.length = 0;
  watchdog.answer = { status: 200, body: 'OK' };
});

const run = (...flags: string[]): Promise<Ran> =>
  aiprobe(['--retries', '0', ...flags], { cwd: folder, env: { HC: watchdog.origin } });

const paths = () => watchdog.beats.map(({ method, path }) => `${method} ${path}`);

describe('heartbeat', () => {
  it('pings the URL of the config when all is well, and /fail when not', async () => {
    expect((await run()).code).toBe(0);
    service.status = 500;
    expect((await run()).code).toBe(1);
    expect(paths()).toEqual([`POST /${TOKEN}`, `POST /${TOKEN}/fail`]);
    const [well, failed] = watchdog.beats.map(({ body }) => body);
    expect(well).toMatch(/^1 up; 1 probe in .*; exit 0: all is well\n$/);
    expect(failed).toMatch(/^1 down; .*exit 1: .*\na: server-error\.internal: 500: .*\n$/s);
  });

  it('goes to the URL of the flag instead, before its query, with its userinfo as credentials', async () => {
    service.status = 500;
    const { host } = new URL(watchdog.origin);
    await run('--heartbeat', `http://me:pass%40word@${host}/slug/?create=1`);
    expect(paths()).toEqual(['POST /slug/fail?create=1']);
    expect(watchdog.beats[0]?.authorization).toBe(`Basic ${Buffer.from('me:pass@word').toString('base64')}`);
  });

  it('follows the policy of the run, and is not sent where nothing is run', async () => {
    service.status = 500;
    await run('--ignore', 'server-error');
    await run('--no-heartbeat');
    await run('--dry-run');
    await run('--fail-on', 'nonsense');
    await run('-r', 'json=/dev/full', '--ignore', 'server-error');
    expect(paths()).toEqual([`POST /${TOKEN}`, `POST /${TOKEN}/fail`]);
    expect(watchdog.beats[1]?.body).toContain('(the process ends with 74)');
  });

  it('tells no secret, neither in its body nor in what is printed of it', async () => {
    service.status = 500;
    watchdog.answer = { status: 404, body: `no such check: ${TOKEN}` };
    writeFileSync(
      join(folder, 'secret.yaml'),
      `- {name: a, url: "${service.url}?x=1", headers: {authorization: "Bearer my-secret-key-1"}}\n`,
    );
    const url = `${watchdog.origin}/${TOKEN}`;
    const ran = await run('-c', 'secret.yaml', '--heartbeat', url, '-v', '-r', 'json');
    expect(ran.stderr).toBe(
      `aiprobe: the heartbeat to ${new URL(watchdog.origin).host} did not arrive: it answered 404\n`,
    );
    expect(watchdog.beats[0]?.body).not.toMatch(/my-secret-key-1|b5f3c2d1/);
    expect(ran.stdout + ran.stderr).not.toMatch(/my-secret-key-1|b5f3c2d1/);
  });

  it.each([
    ['is refused', { status: 403, body: '' }, 'it answered 403'],
    ['names no check', { status: 200, body: 'OK (not found)' }, 'it answered "not found"'],
  ])('that %s is a warning', async (_, answer, words) => {
    watchdog.answer = answer;
    const ran = await run('-q');
    expect([ran.code, ran.stdout]).toEqual([0, '']);
    expect(ran.stderr).toContain(words);
    expect(watchdog.beats).toHaveLength(1);
  });

  it('is tried again where that can help, and changes no exit code', async () => {
    watchdog.answer = { status: 503, body: '' };
    const ran = await run();
    expect([ran.code, watchdog.beats.length]).toEqual([0, 3]);
    const nobody = await aiprobe([service.url, '--heartbeat', 'http://127.0.0.1:9/abc'], { cwd: folder });
    expect([nobody.code, nobody.stderr]).toEqual([
      0,
      'aiprobe: the heartbeat to 127.0.0.1:9 did not arrive: connect: refused\n',
    ]);
  });

  it('takes a user name that is no right percent-encoding as it stands', async () => {
    const { host } = new URL(watchdog.origin);
    const ran = await run('--heartbeat', `http://me%zz:pass%@${host}/x`);
    expect([ran.code, ran.stderr, watchdog.beats.length]).toEqual([0, '', 1]);
  });

  it('to somebody who never answers ends all the same', async () => {
    const silent = await serve(SILENT);
    const ran = await run('--heartbeat', `${silent.origin}/x`);
    expect([ran.code, ran.stderr]).toEqual([0, expect.stringContaining('no answer in time')]);
  });

  it('is a config error when it is no URL, or its variable is not set', async () => {
    const [flag, unset] = await Promise.all([
      run('--heartbeat', 'ftp://x/my-token'),
      aiprobe([], { cwd: folder }),
    ]);
    expect([flag.code, unset.code]).toEqual([2, 2]);
    expect(flag.stderr).toContain('--heartbeat: must begin with http:// or https://');
    expect(flag.stderr).not.toContain('my-token');
    expect(unset.stderr).toMatch(/probes\.yaml:1:\d+: .*HC/);
  });

  it('is not sent by a run that was broken off', async () => {
    let release = () => {};
    service.hold = new Promise((resolve) => {
      release = resolve;
    });
    const ran = await aiprobe([], {
      cwd: folder,
      env: { HC: watchdog.origin },
      meanwhile: (child) => {
        service.onAsked = () => void child.kill('SIGINT');
      },
    });
    release();
    service.hold = Promise.resolve();
    service.onAsked = () => {};
    expect([ran.code, watchdog.beats]).toEqual([130, []]);
  });
});

/** The program says nothing while it waits, but its lock is there from just before it listens to signals. */
async function terminateOnceLocked(child: ChildProcess, state: string): Promise<void> {
  while (!existsSync(state) || readdirSync(state).length === 0) await setTimeout(50);
  await setTimeout(1_000);
  child.kill('SIGTERM');
}

describe('--jitter', () => {
  it('delays the start, and ends with the first signal', async () => {
    expect((await run('--jitter', '20ms', '--no-heartbeat')).code).toBe(0);
    const before = service.asked;
    const home = join(folder, 'state');
    const ran = await aiprobe(['--jitter', '24h', '--lock', '--json', '--no-heartbeat'], {
      cwd: folder,
      env: { XDG_STATE_HOME: home },
      meanwhile: (child) => void terminateOnceLocked(child, join(home, 'aiprobe')),
    });
    expect([ran.code, service.asked]).toEqual([143, before]);
    expect(JSON.parse(ran.stdout).summary).toMatchObject({ total: 1, skipped: 1 });
  });

  it.each(['soon', '25h', '-1s'])('of "%s" is refused', async (text) => {
    const ran = await run(`--jitter=${text}`);
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining('--jitter')]);
  });
});
