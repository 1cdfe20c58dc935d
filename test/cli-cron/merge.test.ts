/** Shards, locations and results of before, as a pipeline uses them: files from one command to the next. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { REPORTER_NAMES } from '../../src/report/index.ts';
import { aiprobe, type Ran, scratch, shell } from '../cli/aiprobe.ts';
import { runOf } from '../merge/runs.ts';
import { ATTACKS } from '../support/hostile.ts';
import { failing, up } from '../support/report.ts';
import { type Service, startService } from './service.ts';

const folder = scratch();
const NAMES = ['claude', 'gpu-7', 'openai', '__proto__', 'mistral', 'groq', 'a', 'b'];
let well: Service;
let flaky: Service;

beforeAll(async () => {
  [well, flaky] = await Promise.all([startService(), startService()]);
  const probes = NAMES.map(
    (name) => `  - {name: ${name}, url: "${name === 'gpu-7' ? flaky.url : well.url}"}`,
  );
  writeFileSync(
    join(folder, 'probes.yaml'),
    `probes:\n${probes.join('\n')}\ngroups:\n  chat: {probes: [gpu-7, openai], require: 1}\n`,
  );
});

beforeEach(() => {
  flaky.status = 500;
});

const run = (...args: string[]): Promise<Ran> => aiprobe(args, { cwd: folder });
const probe = (...args: string[]): Promise<Ran> => run('--retries', '0', ...args);
const report = ({ stdout }: Ran) => JSON.parse(stdout);
const save = (name: string, value: unknown): void =>
  writeFileSync(join(folder, name), typeof value === 'string' ? value : JSON.stringify(value));

describe('--shard', () => {
  it('makes every probe in one shard, and merge gives what one run would have given', async () => {
    const shards = await Promise.all([
      probe('--shard', '1/3', '-r', 'json=s1.json'),
      probe('--shard', '2/3', '-r', 'ndjson=s2.ndjson'),
      probe('--shard', '3/3', '-r', 'json=s3.json'),
    ]);
    // gpu-7 is down, and openai, which stands in for it, is in another shard: that is for merge to judge.
    expect(shards.map(({ code }) => code)).toEqual([0, 1, 0]);
    const second = readFileSync(join(folder, 's2.ndjson'), 'utf8').trim().split('\n').at(-1) ?? '';
    expect(JSON.parse(second)).toMatchObject({
      run: { shard: '2/3' },
      groups: [{ name: 'chat', ok: false, note: 'judged by the 1 of 2 members that are in this report' }],
    });
    const [merged, whole] = await Promise.all([
      run('merge', 's3.json', 's2.ndjson', 's1.json', '--json'),
      probe('--json'),
    ]);
    const states = (ran: Ran) =>
      report(ran)
        .results.map((one: { name: string; state: string }) => `${one.name} ${one.state}`)
        .sort();
    expect(states(merged)).toEqual(states(whole));
    expect(report(merged).groups).toEqual(report(whole).groups);
    expect([merged.code, whole.code, merged.stderr]).toEqual([0, 0, '']);
    expect(report(merged).run.shard).toBeNull();
  });

  it('may be empty, and says so in its result', async () => {
    const ran = await probe('a', '--shard', '1/1000', '--json');
    expect([ran.code, report(ran).summary.total, report(ran).run.shard]).toEqual([0, 0, '1/1000']);
  });

  it.each(['0/3', '4/3', '2', 'a/b', '1/1001'])('of %s is refused', async (text) => {
    const ran = await probe('--shard', text);
    expect([ran.code, ran.stdout]).toEqual([2, '']);
    expect(ran.stderr).toContain(`--shard: "${text}" is not I/N`);
  });

  it('that is missing makes a merge inconclusive, never well', async () => {
    await probe('--shard', '1/3', '-r', 'json=one.json');
    const merged = await run('merge', 'one.json', '--json');
    expect([merged.code, report(merged).summary.exit_code]).toEqual([3, 3]);
    expect(merged.stderr).toBe('aiprobe: shard 2/3, 3/3 is missing\n');
  });
});

describe('--only-failed', () => {
  it('probes what failed again; merged with the first results that is the whole', async () => {
    const config = 'alone.yaml';
    save(config, `- {name: a, url: "${well.url}"}\n- {name: b, url: "${flaky.url}"}\n`);
    expect((await probe('-c', config, '-r', 'json=first.json')).code).toBe(1);
    const still = await probe('-c', config, '--only-failed', 'first.json', '--json');
    expect([still.code, report(still).results.map(({ name }: { name: string }) => name)]).toEqual([1, ['b']]);
    flaky.status = 200;
    const again = await probe('-c', config, '--only-failed', 'first.json', '-r', 'ndjson=again.ndjson');
    expect(again.code).toBe(0);
    const merged = await run('merge', 'again.ndjson', 'first.json', '--json');
    expect([merged.code, report(merged).summary]).toMatchObject([0, { total: 2, up: 2 }]);
    expect(report(merged).results[1].notes[0]).toMatch(/^an earlier run \(20\S+\) saw it down/);
    const nothing = await probe('-c', config, '--only-failed', 'again.ndjson', '--json');
    expect([nothing.code, report(nothing).results]).toEqual([0, []]);
    expect(nothing.stderr).toBe('aiprobe: nothing failed in again.ndjson: nothing is probed again\n');
  });

  it('tells names that are not selected, and refuses to call nothing well', async () => {
    save('gone.json', runOf([failing('claude', 'dns.timeout'), failing('retired', 'dns.timeout')]));
    const some = await probe('--only-failed', 'gone.json', '--json');
    expect([some.code, report(some).summary.total]).toEqual([0, 1]);
    expect(some.stderr).toBe(
      'aiprobe: failed in gone.json, but not among the probes that are selected: retired\n',
    );
    const none = await probe('openai', '--only-failed', 'gone.json');
    expect([none.code, none.stderr]).toEqual([
      2,
      expect.stringContaining('no probe that failed in gone.json'),
    ]);
    expect((await probe('openai', '--only-failed', 'gone.json', '--allow-empty')).code).toBe(0);
  });

  it('takes what a stopped run did not come to, and what the policy objects to', async () => {
    const degraded = failing('b', 'degraded.slow', { state: 'degraded' });
    save('mixed.json', runOf([up('a', { state: 'skipped' }), degraded, failing('groq', 'dns.timeout')]));
    const names = async (...flags: string[]) =>
      report(await probe('--only-failed', 'mixed.json', '--json', ...flags)).results.map(
        ({ name }: { name: string }) => name,
      );
    expect(await names()).toEqual(['groq', 'a']);
    expect(await names('--fail-on', 'degraded')).toEqual(['a', 'b']);
    expect(await names('--ignore', 'dns')).toEqual(['a']);
  });

  it.each([
    ['is not there', 'absent.json', 'cannot read absent.json: there is no such file'],
    ['is a folder', '.', 'cannot read .: it is a folder'],
    ['is no result', 'probes.yaml', 'probes.yaml: it is neither JSON nor NDJSON'],
  ])('refuses a file that %s', async (_, file, words) => {
    const ran = await probe('--only-failed', file);
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining(words)]);
  });
});

describe('merge', () => {
  it('says of a probe where it is down, by quorum', async () => {
    const from = (location: string, ok: boolean) =>
      save(`${location}.json`, runOf([ok ? up('a') : failing('a', 'dns.timeout'), up('b')], { location }));
    from('fra', true);
    from('nyc', false);
    from('sin', false);
    const files = ['merge', 'fra.json', 'nyc.json', 'sin.json'];
    const [plain, quorum, strict] = await Promise.all([
      run(...files, '--json'),
      run(...files, '--quorum', '2'),
      run(...files, '--fail-on', 'degraded.partial', '-q'),
    ]);
    expect([plain.code, report(plain).run.location]).toEqual([0, 'fra, nyc, sin']);
    expect(report(plain).results[0]).toMatchObject({ state: 'degraded', reason: 'partial' });
    expect([quorum.code, quorum.stdout]).toEqual([
      1,
      expect.stringContaining('down from nyc, sin (It failed: dns.timeout.); up'),
    ]);
    expect([strict.code, strict.stdout]).toEqual([1, expect.stringContaining('down from nyc, sin')]);
    const quiet = await run(...files, '-q');
    expect([quiet.code, quiet.stdout]).toEqual([0, '']);
    for (const bad of ['0', '-1', 'two', '4']) expect((await run(...files, '--quorum', bad)).code).toBe(2);
  });

  it('gives every reporter what it needs, and its own output is input again', async () => {
    save('x.json', runOf([failing('a', 'dns.timeout'), up('b')]));
    for (const name of REPORTER_NAMES.filter((one) => one !== 'nagios')) {
      const ran = await run('merge', 'x.json', '-r', name, '-r', 'json=again.json');
      expect([name, ran.code, ran.stdout !== '']).toEqual([name, 1, true]);
      expect((await run('merge', 'again.json', '-q')).code).toBe(1);
    }
    expect((await run('merge', 'x.json', '-r', 'nagios')).code).toBe(2);
  });

  it('reads several runs from standard input', async () => {
    await Promise.all([1, 2].map((i) => probe('--shard', `${i}/2`, '-r', `ndjson=p${i}.ndjson`)));
    const ran = await shell('cat p2.ndjson p1.ndjson | aiprobe merge - --json', { cwd: folder });
    expect([ran.code, report(ran).summary.total]).toEqual([0, NAMES.length]);
  });

  it('refuses all at once what it cannot use, and merges nothing then', async () => {
    save('good.json', runOf([up('a')]));
    save('cut.json', JSON.stringify(runOf([up('a')])).slice(0, 200));
    save('newer.json', { ...runOf([up('a')]), schema: 'aiprobe/run@2' });
    const ran = await run(
      'merge',
      'good.json',
      'cut.json',
      'newer.json',
      'absent.json',
      '-r',
      'json=none.json',
    );
    expect([ran.code, ran.stdout]).toEqual([2, '']);
    expect(ran.stderr.trim().split('\n')).toEqual([
      'aiprobe: cut.json: it is neither JSON nor NDJSON, or it is cut off',
      expect.stringContaining('aiprobe: newer.json: it is of another version of aiprobe'),
      'aiprobe: cannot read absent.json: there is no such file',
    ]);
    expect((await run('merge')).code).toBe(2);
    const endless = await run('merge', '/dev/zero');
    expect([endless.code, endless.stderr]).toEqual([2, expect.stringContaining('larger than 256 MiB')]);
  });

  it('lets nothing out of a hostile file that a terminal or a CI system would obey', async () => {
    const all = ATTACKS.filter((text) => text !== '').map((text, i) =>
      failing(`${i}${text}`, 'dns.timeout', { message: text, hint: text, notes: [text], tags: [text] }),
    );
    save('evil.json', runOf(all, { location: '\u001b[31m::error::x', id: '::stop-commands::x' }));
    save(
      'evil-2.json',
      runOf(all, {
        location: 'nyc\r\n::error::y',
        groups: [{ name: '::error::g', up: 0, require: 1, ok: false, members: ['0'] }],
      }),
    );
    for (const flags of [[], ['-v'], ['--json'], ['-r', 'markdown'], ['-r', 'tap']]) {
      const ran = await run('merge', 'evil.json', 'evil-2.json', ...flags);
      expect([flags, ran.code]).toEqual([flags, 1]);
      // Control characters but the line feed, by their property.
      expect(ran.stdout + ran.stderr).not.toMatch(/(?!\n)[\p{Cc}\u2028\u2029\u202e]/u);
      expect(ran.stdout + ran.stderr).not.toMatch(/^\s*::(?:error|stop-commands)/m);
    }
  });
});
