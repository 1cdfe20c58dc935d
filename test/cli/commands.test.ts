/** Every command's surface: help, what it prints, and what it says to a line it does not understand. */

import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.ts';
import { FAILURE_CLASSES, KINDS } from '../../src/domain/failure.ts';
import { PROVIDER_IDS } from '../../src/providers/index.ts';
import { expectGolden } from '../support/golden.ts';
import { aiprobe, scratch } from './aiprobe.ts';

/** Those that a person types. */
const NAMES = COMMANDS.map(({ name }) => name).filter((name) => !name.startsWith('_'));

describe('help', () => {
  it('prints the program and every command as the golden files have it', async () => {
    const [program, ...commands] = await Promise.all([
      aiprobe(['--help']),
      ...NAMES.map((name) => aiprobe([name, '--help'])),
    ]);
    expectGolden('cli/help.txt', program?.stdout ?? '');
    for (const [i, name] of NAMES.entries()) {
      expectGolden(`cli/help-${name}.txt`, commands[i]?.stdout ?? '');
      expect(commands[i]).toMatchObject({ code: 0, stderr: '' });
    }
  });

  it('is the same by every road, and names every command', async () => {
    const narrow = { env: { COLUMNS: '80' } };
    const [long, short, word, check, helpCheck] = await Promise.all([
      aiprobe(['--help'], narrow),
      aiprobe(['-h'], narrow),
      aiprobe(['help'], narrow),
      aiprobe(['check', '-h'], narrow),
      aiprobe(['help', 'check'], narrow),
    ]);
    expect(short?.stdout).toBe(long?.stdout);
    expect(word?.stdout).toBe(long?.stdout);
    expect(helpCheck?.stdout).toBe(check?.stdout);
    for (const name of NAMES) expect(long?.stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
  });

  it('tells the version on one line', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    for (const flag of ['--version', '-V']) {
      expect(await aiprobe([flag])).toEqual({ code: 0, signal: null, stdout: `${version}\n`, stderr: '' });
    }
  });
});

describe('a line that is not understood', () => {
  const LINES: readonly [args: string[], says: RegExp][] = [
    [['--jsn'], /unknown option '--jsn'[\s\S]*--json/],
    [['check', '--timout', '5s'], /--timout[\s\S]*--timeout/],
    [['chekc'], /"chekc" is no [\s\S]*check/],
    [['openia'], /"openai"/],
    [['help', 'chekc'], /chekc[\s\S]*check/],
    [['init', 'extra'], /too many arguments/],
    [['providers', 'opnai'], /"openai"/],
    [['explain', 'dns.timeou'], /"dns\.timeout"/],
    [['explain', 'nonsense'], /unknown failure class "nonsense"/],
    [['-c'], /argument missing/],
    [['http://127.0.0.1:9/', '--concurrency', '0'], /--concurrency/],
    [['http://127.0.0.1:9/', '--fail-on', 'sad'], /--fail-on: "sad"(?!.*degraded.*degraded)/],
    [['http://127.0.0.1:9/', '--ignore', 'up'], /--ignore/],
    [['http://127.0.0.1:9/', '--timeout', 'soon'], /--timeout/],
    [['http://127.0.0.1:9/', '--retries', '-1'], /--retries/],
    [['http://127.0.0.1:9/', '--ip', '5'], /--ip/],
    [['http://127.0.0.1:9/', '--check', 'deep'], /--check/],
    [['http://127.0.0.1:9/', '--proxy', 'ftp://127.0.0.1/'], /proxy/],
    [['http://127.0.0.1:9/', '--resolve', 'a:b'], /--resolve/],
    [['http://127.0.0.1:9/', '--dns-server', 'a b'], /--dns-server/],
    [['http://127.0.0.1:9/', '--ca', 'absent.pem'], /absent\.pem/],
    [['--', '--env-file'], /"--env-file" is no URL/],
    [['http://127.0.0.1:9/', '-r', 'jsn'], /unknown reporter "jsn"/],
    [['http://127.0.0.1:9/', '-r', 'json='], /file name is missing/],
    [['http://127.0.0.1:9/', '--tag', 'none-has-it'], /no probe is selected/],
    [['ftp://127.0.0.1/'], /ftp/],
  ];

  it.each(LINES)('%j', async (args, says) => {
    const { code, stdout, stderr } = await aiprobe(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr).toMatch(/^aiprobe: /);
    expect(stderr).not.toMatch(/\n {4}at /);
  });
});

describe('schema', () => {
  it('prints a JSON Schema that names the keys of a probe', async () => {
    const { code, stdout } = await aiprobe(['schema']);
    expect(code).toBe(0);
    const schema = JSON.parse(stdout);
    expect(schema.$schema).toMatch(/json-schema\.org/);
    expect(stdout).toContain('"base_url"');
  });
});

describe('providers and explain', () => {
  it('lists all, and shows each one', async () => {
    const list = await aiprobe(['providers']);
    expect(list.code).toBe(0);
    for (const id of PROVIDER_IDS) expect(list.stdout).toContain(id);
    const one = await aiprobe(['providers', 'anthropic']);
    expect(one).toMatchObject({ code: 0, stderr: '' });
    expect(one.stdout).toContain('ANTHROPIC_API_KEY');
  });

  it('explains every class, every kind and one class', async () => {
    const all = await aiprobe(['explain']);
    expect(all.code).toBe(0);
    for (const kind of KINDS) expect(all.stdout).toContain(kind);
    const kind = await aiprobe(['explain', 'dns']);
    for (const name of FAILURE_CLASSES.filter((one) => one.startsWith('dns.'))) {
      expect(kind.stdout).toContain(name.slice('dns.'.length));
    }
    const one = await aiprobe(['explain', 'overloaded.capacity']);
    expect(one).toMatchObject({ code: 0, stderr: '' });
    expect(one.stdout).toContain('overloaded');
  });
});

describe('init', () => {
  const folder = scratch();

  it('writes a config that is valid, and never over one that is there', async () => {
    const path = join(folder, 'probes.yaml');
    const first = await aiprobe(['init'], { cwd: folder });
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(await aiprobe(['validate'], { cwd: folder })).toMatchObject({ code: 0, stderr: '' });
    writeFileSync(path, 'mine\n');
    const second = await aiprobe(['init'], { cwd: folder });
    expect(second).toMatchObject({ code: 2, stdout: '' });
    expect(second.stderr).toContain('--force');
    expect(readFileSync(path, 'utf8')).toBe('mine\n');
    expect(await aiprobe(['init', '--force'], { cwd: folder })).toMatchObject({ code: 0 });
    expect(readFileSync(path, 'utf8')).not.toBe('mine\n');
  });

  it('knows the keys of the environment by name and never writes their values', async () => {
    const env = { ANTHROPIC_API_KEY: 'sk-ant-planted-secret-0123456789' };
    const ran = await aiprobe(['init', '-o', 'other.yaml'], { cwd: folder, env });
    expect(ran.code).toBe(0);
    const text = readFileSync(join(folder, 'other.yaml'), 'utf8');
    expect(text).toContain('anthropic');
    expect(text + ran.stdout).not.toContain('planted-secret');
    expect(await aiprobe(['validate', 'other.yaml'], { cwd: folder, env })).toMatchObject({ code: 0 });
  });

  it('says where it cannot write', async () => {
    const ran = await aiprobe(['init', '-o', 'absent/probes.yaml'], { cwd: folder });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('there is no folder');
    expect(existsSync(join(folder, 'absent'))).toBe(false);
    expect(statSync(join(folder, 'probes.yaml')).isFile()).toBe(true);
  });
});

describe('validate', () => {
  const folder = scratch();

  it('tells every problem at its place, in the order of the files', async () => {
    writeFileSync(join(folder, 'a.yaml'), 'probes:\n  - {name: a, provder: openai}\n  - {url: "ftp://a/"}\n');
    writeFileSync(join(folder, 'b.yaml'), 'defaults: {timeout: soon}\nprobes: [openai]\n');
    const ran = await aiprobe(['validate', 'a.yaml', 'b.yaml'], { cwd: folder });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expectGolden('cli/validate-errors.txt', ran.stderr);
  });

  it('accepts a config whose variables are not set here, and one from standard input', async () => {
    const text = 'probes:\n  - {provider: anthropic, check: chat, key: "${NOT_SET_HERE}"}\n';
    writeFileSync(join(folder, 'keys.yaml'), text);
    expect(await aiprobe(['validate', 'keys.yaml'], { cwd: folder })).toMatchObject({ code: 0, stderr: '' });
    const piped = await aiprobe(['validate', '-'], { stdin: text });
    expect(piped).toMatchObject({ code: 0, stderr: '' });
    expect(piped.stdout).toContain('1 probe');
  });
});

describe('plan', () => {
  const folder = scratch();

  it('shows the request as curl, where settings come from, and asks nothing', async () => {
    writeFileSync(
      join(folder, 'probes.yaml'),
      'defaults: {timeout: 3s}\nprobes:\n  - {name: one, url: "http://127.0.0.1:9/path", method: POST, json: {a: 1}}\n',
    );
    const [plan, dry] = await Promise.all([
      aiprobe(['plan'], { cwd: folder }),
      aiprobe(['check', '--dry-run'], { cwd: folder }),
    ]);
    expect(plan).toMatchObject({ code: 0, stderr: '' });
    expect(dry).toEqual(plan);
    expect(plan?.stdout).toMatch(/curl[\s\S]*http:\/\/127\.0\.0\.1:9\/path/);
    expect(plan?.stdout).toMatch(/defaults \(probes\.yaml:1\)/);
    expect((await aiprobe(['plan', '--timeout', '9s'], { cwd: folder })).stdout).toContain('--timeout');
  });
});
