/** What a script may rely on: the exit code of every kind of end. */

import { type ChildProcess, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { always, jsonReply } from '../../src/demo/reply.ts';
import { aiprobe, BIN, type Ran, scratch, shell } from './aiprobe.ts';
import { HEALTHY, SILENT, serve } from './servers.ts';

const folder = scratch();
let up = '';
let down = '';
let wall = '';
let hang = '';

beforeAll(async () => {
  up = (await serve(HEALTHY)).origin;
  down = (await serve(always(jsonReply(500, { error: { message: 'no' } })))).origin;
  hang = (await serve(SILENT)).origin;
  const challenge = { status: 403, headers: { 'cf-mitigated': 'challenge', 'content-type': 'text/html' } };
  wall = (await serve(always({ ...challenge, body: '<html>Just a moment...</html>' }))).origin;
});

const probe = (args: readonly string[]): Promise<Ran> =>
  aiprobe([...args, '--retries', '0', '--json'], { cwd: folder });

function exitOf({ stdout }: Ran): unknown {
  return JSON.parse(stdout).summary.exit_code;
}

describe('the exit code', () => {
  it('is 0 when all is well and 1 when a required probe is not; the report says the same', async () => {
    const [well, failing, both] = await Promise.all([probe([up]), probe([down]), probe([up, down])]);
    expect([well, failing, both].map((ran) => [ran?.code, ran && exitOf(ran)])).toEqual([
      [0, 0],
      [1, 1],
      [1, 1],
    ]);
  });

  it('is 3 when this machine, or a bot wall, is in the way and nothing is down', async () => {
    const config = `probes:\n  - {name: wall, provider: openai, base_url: "${wall}/v1"}\n`;
    writeFileSync(join(folder, 'wall.yaml'), config);
    writeFileSync(join(folder, 'wall-and-down.yaml'), `${config}  - {name: down, url: "${down}/"}\n`);
    const [alone, withDown] = await Promise.all([
      probe(['-c', 'wall.yaml']),
      probe(['-c', 'wall-and-down.yaml']),
    ]);
    expect([alone?.code, withDown?.code]).toEqual([3, 1]);
    expect(alone?.stdout).toContain('"bot-challenge"');
  });

  it('follows --fail-on, --ignore, optional probes and groups', async () => {
    const config =
      `probes:\n  - {name: a, url: "${up}/"}\n  - {name: b, url: "${down}/"}\n` +
      'groups:\n  both: {probes: [a, b], require: 1}\n';
    writeFileSync(join(folder, 'group.yaml'), config);
    writeFileSync(join(folder, 'optional.yaml'), `probes:\n  - {name: b, url: "${down}/", optional: true}\n`);
    const codes = await Promise.all([
      probe([down, '--fail-on', 'dns,timeout']),
      probe([down, '--ignore', 'server-error']),
      probe([down, '--ignore', 'server-error.internal']),
      probe([down, '--ignore', 'server-error.bad-gateway']),
      probe(['-c', 'group.yaml']),
      probe(['-c', 'optional.yaml']),
    ]);
    expect(codes.map(({ code }) => code)).toEqual([0, 0, 0, 1, 0, 0]);
  });

  it('is that of the run also in a folder that was removed meanwhile', async () => {
    const { code, stderr } = await shell(`mkdir gone && cd gone && rmdir ../gone && aiprobe ${up}`, {
      cwd: folder,
    });
    expect([code, stderr]).toEqual([0, '']);
  });

  it('is 2 before anything is probed when a report has nowhere to go', async () => {
    mkdirSync(join(folder, 'a-folder'));
    mkdirSync(join(folder, 'one'));
    symlinkSync('one', join(folder, 'other'));
    writeFileSync(join(folder, 'own.yaml'), `- ${hang}\n`);
    symlinkSync('circle', join(folder, 'circle'));
    const specs = ['json=absent/x.json', 'json=a-folder', 'table', 'json=same.json'];
    const ran = await Promise.all([
      aiprobe([hang, '-r', specs[0] ?? ''], { cwd: folder }),
      aiprobe([hang, '-r', specs[1] ?? ''], { cwd: folder }),
      aiprobe([hang, '-r', 'table', '-r', 'json'], { cwd: folder }),
      aiprobe([hang, '-r', 'json=same.json', '-r', 'ndjson=./same.json'], { cwd: folder }),
      aiprobe([hang, '-r', 'json=one/x.json', '-r', 'ndjson=other/x.json'], { cwd: folder }),
      aiprobe(['-c', 'own.yaml', '-r', 'json=./own.yaml'], { cwd: folder }),
      aiprobe([hang, '-r', 'json=circle'], { cwd: folder }),
    ]);
    expect(ran.map(({ code, stdout }) => [code, stdout])).toEqual(ran.map(() => [2, '']));
    expect(ran[0]?.stderr).toContain('there is no folder');
    expect(ran[1]?.stderr).toContain('it is a folder');
    expect(ran[2]?.stderr).toContain('standard output');
    expect(ran[4]?.stderr).toContain('would both write to the file');
    expect(ran[5]?.stderr).toMatch(/-r json would write over .*own\.yaml, which is read here/);
    expect(readFileSync(join(folder, 'own.yaml'), 'utf8')).toBe(`- ${hang}\n`);
    expect(existsSync(join(folder, 'same.json'))).toBe(false);
  });
});

describe('-r nagios alone', () => {
  it('is UNKNOWN with its line also when nothing was probed', async () => {
    writeFileSync(join(folder, 'mistaken.yaml'), '- {name: a, url: "http://127.0.0.1/", chekc: http}\n');
    const [config, flag, unknown, both] = await Promise.all([
      aiprobe(['-c', 'mistaken.yaml', '-r', 'nagios'], { cwd: folder }),
      aiprobe([up, '-r', 'nagios', '--concurrency', '0']),
      aiprobe([up, '--reporter=nagios', '--nope']),
      aiprobe(['-c', 'mistaken.yaml', '-r', 'nagios', '-r', 'json=x.json'], { cwd: folder }),
    ]);
    expect([config?.code, flag?.code, unknown?.code, both?.code]).toEqual([3, 3, 3, 2]);
    expect(unknown?.stdout).toMatch(/^AIPROBE UNKNOWN: unknown option '--nope'/);
    expect(config?.stdout).toMatch(/^AIPROBE UNKNOWN: mistaken\.yaml:1:\d+: unknown key 'chekc'/);
    expect(flag?.stdout).toMatch(/^AIPROBE UNKNOWN: --concurrency: '0' is neither/);
    expect([config?.stderr, flag?.stderr, both?.stdout]).toEqual(['', '', '']);
  });
});

describe.skipIf(!existsSync('/dev/full'))('a report that cannot be written', () => {
  it('is 74 when all is well, 1 when not, whatever the format', async () => {
    const codes = await Promise.all(
      [
        `aiprobe ${up} > /dev/full`,
        `aiprobe ${up} --json > /dev/full`,
        `aiprobe ${up} -r ndjson > /dev/full`,
        `aiprobe ${up} -r json=/dev/full`,
        `aiprobe ${down} --retries 0 > /dev/full`,
        'aiprobe demo > /dev/full',
        'aiprobe demo -r junit=/dev/full',
      ].map(async (line) => [line, (await shell(line)).code]),
    );
    expect(codes.map(([, code]) => code)).toEqual([74, 74, 74, 74, 1, 74, 74]);
  });

  it('does not wait for somebody to read a named pipe', async () => {
    const pipe = join(folder, 'pipe');
    spawnSync('mkfifo', [pipe]);
    const nobody = await aiprobe([up, '-r', `json=${pipe}`]);
    expect([nobody.code, nobody.stderr]).toEqual([74, `aiprobe: ${pipe}: nobody reads from this pipe\n`]);
    const read = await shell(`cat ${pipe} & aiprobe ${up} -r json=${pipe}; wait`);
    expect([read.code, JSON.parse(read.stdout).summary.up]).toEqual([0, 1]);
  });

  it('is UNKNOWN to a monitoring system, which got no word', async () => {
    expect((await shell(`aiprobe ${up} -r nagios > /dev/full`)).code).toBe(3);
    expect((await shell(`aiprobe ${down} --retries 0 -r nagios > /dev/full`)).code).toBe(2);
  });

  it('is 74 for the other commands too, and no bug', async () => {
    const lines = ['schema', 'providers', 'explain', '--help', `plan ${up}`];
    for (const line of lines) {
      const { code, stderr } = await shell(`aiprobe ${line} > /dev/full`);
      expect([line, code]).toEqual([line, 74]);
      expect(stderr).not.toContain('internal error');
    }
  });

  it('tells a closed pipe apart from success, in one line', async () => {
    const { stderr, stdout } = await shell(`{ aiprobe ${up} -r ndjson; echo "code $?" >&2; } | true`, {
      cwd: folder,
    });
    expect(stdout).toBe('');
    // Either the reader was gone before the report, or it had fitted into the pipe's buffer.
    expect(stderr).toMatch(/code (74|0)\n$/);
    expect(stderr.trim().split('\n').length).toBeLessThanOrEqual(2);
  });

  it('does not care about a standard error that is full or closed', async () => {
    expect((await shell(`aiprobe ${up} --json 2>/dev/full`)).code).toBe(0);
    expect((await shell(`aiprobe ${up} --json 2>&-`)).code).toBe(0);
    expect((await shell('aiprobe nonsense 2>/dev/full')).code).toBe(2);
  });

  it('leaves a link where it was, and writes what it leads to', async () => {
    writeFileSync(join(folder, 'target.json'), 'before');
    symlinkSync('target.json', join(folder, 'link.json'));
    expect((await aiprobe([up, '-r', 'json=link.json'], { cwd: folder })).code).toBe(0);
    expect(lstatSync(join(folder, 'link.json')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'target.json'), 'utf8')).toContain('aiprobe/run@1');
  });

  // Never /dev/stderr itself: were this broken, it would be replaced by a file.
  it.skipIf(!existsSync('/dev/fd/1'))('takes the names of open files for what they are', async () => {
    const line = `{ echo first; aiprobe ${up} -r table=/dev/fd/1 -r csv=/dev/fd/2; } >out.txt 2>err.txt`;
    expect((await shell(line, { cwd: folder })).code).toBe(0);
    expect(readFileSync(join(folder, 'out.txt'), 'utf8')).toMatch(/^first\nstate[\s\S]* 1 up/);
    expect(readFileSync(join(folder, 'err.txt'), 'utf8')).toMatch(/^run_id,/);
  });

  it('leaves the file of before as it was, and no other one', async () => {
    writeFileSync(join(folder, 'kept.json'), 'before');
    const ran = await shell('ulimit -f 0; aiprobe "$URL" -r json=kept.json', {
      cwd: folder,
      env: { URL: up },
    });
    expect(readFileSync(join(folder, 'kept.json'), 'utf8')).toBe('before');
    expect(ran.code).not.toBe(0);
    expect(readdirSync(folder).filter((name) => name.includes('.tmp'))).toEqual([]);
  });
});

describe('a bug', () => {
  it('is 70, one line, and with -v the stack', async () => {
    // A copy of the program with a fault planted in one of its chunks.
    const copy = join(folder, 'copy');
    for (const part of ['bin', 'dist']) {
      cpSync(join(dirname(BIN), '..', part), join(copy, part), { recursive: true });
    }
    const chunks = readdirSync(join(copy, 'dist')).filter((name) => /^explain-.*\.js$/.test(name));
    expect(chunks).not.toEqual([]);
    for (const name of chunks) writeFileSync(join(copy, 'dist', name), "throw new Error('planted')");
    const run = (line: string) =>
      shell(`"$NODE" "$COPY" ${line}`, {
        env: { NODE: process.execPath, COPY: join(copy, 'bin', 'aiprobe.js') },
      });
    const [brief, verbose] = await Promise.all([run('explain dns'), run('explain -v dns')]);
    expect([brief.code, verbose.code]).toEqual([70, 70]);
    expect(brief.stderr).toMatch(/^aiprobe: internal error .*planted\n$/);
    expect(verbose.stderr).toMatch(/planted\n {4}at /);
    expect(brief.stdout + verbose.stdout).toBe('');
  });
});

describe('a signal', () => {
  /** Runs one probe that ends and one that hangs, and calls back when the first is over and the other under way. */
  async function interrupted(interrupt: (child: ChildProcess) => void): Promise<Ran> {
    let ready = 0;
    let child: ChildProcess | undefined;
    const cue = () => {
      ready += 1;
      if (ready === 2 && child !== undefined) interrupt(child);
    };
    const well = await serve({
      via: 'socket',
      handle: (socket) => {
        socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok'));
        socket.once('close', cue);
      },
    });
    const hangs = await serve({ via: 'socket', handle: (socket) => void socket.once('data', cue) });
    const config =
      `probes:\n  - {name: well, url: "${well.origin}/"}\n` +
      `  - {name: hangs, url: "${hangs.origin}/", timeout: 20s}\n`;
    return aiprobe(['-c', '-', '--json'], {
      stdin: config,
      meanwhile: (started) => {
        child = started;
      },
    });
  }

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s reports what is finished and skips the rest', async (signal, code) => {
    const ran = await interrupted((child) => child.kill(signal));
    expect({ code: ran.code, signal: ran.signal }).toEqual({ code, signal: null });
    const report = JSON.parse(ran.stdout);
    expect(report.summary).toMatchObject({ total: 2, skipped: 1, exit_code: code });
    expect(report.results).toMatchObject([{ name: 'well' }, { name: 'hangs', state: 'skipped' }]);
    expect(report.results[0].state).toMatch(/up|degraded/);
  });

  it('sent twice ends the process all the same', async () => {
    const ran = await interrupted((child) => {
      child.kill('SIGINT');
      child.kill('SIGINT');
    });
    expect(ran.code === 130 || ran.signal === 'SIGINT').toBe(true);
  });
});
