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

  it.each(['', ...NAMES, 'help'])('fits 80 columns: %s', async (name) => {
    const { stdout } = await aiprobe([...(name === '' ? [] : [name]), '--help'], { env: { COLUMNS: '80' } });
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
    if (name !== 'help') expect(stdout).toMatch(/^Exit codes:\n {2}0 {4}\w/m);
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
    [['--json', 'chekc'], /did you mean the command "aiprobe check"/],
    [['--json', 'explain', 'dns'], /a command comes before its flags: "aiprobe explain \.\.\."/],
    [['status'], /no command either: "aiprobe --help"/],
    [['127.0.0.1:9'], /put https:\/\/ or tcp:\/\/ before an address\)\n$/],
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
    [['http://127.0.0.1:9/', '-r', 'jsn'], /unknown reporter "jsn" \(did you mean "json"\?\)/],
    [
      ['http://127.0.0.1:9/', '-r', 'table', '-r', 'json'],
      /-r table and -r json would both write to standard output: .*-r json=FILE/,
    ],
    [['http://127.0.0.1:9/', '-r', 'json', '--json'], /standard output: give it once/],
    [['http://127.0.0.1:9/', '-r', 'csv=/dev/stdout', '--json'], /both write to standard output/],
    [
      ['http://127.0.0.1:9/', '-r', 'csv=a', '-r', 'json=./a'],
      /-r csv and -r json would both write to the file \/.*\/a: give each/,
    ],
    [['http://127.0.0.1:9/', '-r', 'json='], /file name is missing/],
    [['http://127.0.0.1:9/', '--tag', 'none-has-it'], /no probe is selected/],
    [['ftp://127.0.0.1/'], /ftp/],
    [['explain', '\u001b[2J\n::error::x'], /unknown failure class "\\x1b\[2J\n:\\x3aerror::x"/],
    [['--\u001b[2J'], /unknown option '--\\x1b\[2J'/],
    [['http://127.0.0.1:9/', '-r', `json=${'a'.repeat(300)}`], /cannot write .*a: the name is too long/],
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
  const other = scratch();

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

  it('does not put a config in front of another that would no longer be read', async () => {
    writeFileSync(join(other, '.aiprobe.yaml'), '- http://127.0.0.1:9/\n');
    const refused = await aiprobe(['init'], { cwd: other });
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('.aiprobe.yaml is already there');
    expect(await aiprobe(['init', '-o', './probes.yml'], { cwd: other })).toMatchObject({ code: 2 });
    expect(existsSync(join(other, 'probes.yaml'))).toBe(false);
    expect(await aiprobe(['init', '-o', 'other.yaml'], { cwd: other })).toMatchObject({ code: 0 });
    expect(await aiprobe(['init', '--force'], { cwd: other })).toMatchObject({ code: 0 });
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

  it('begins each problem with its place, the first too', async () => {
    const ran = await aiprobe(['validate', '-'], { stdin: '- ftp://a\n- wat: 1\n' });
    const heads = ran.stderr.split('\n').filter((line) => line !== '' && !line.startsWith(' '));
    for (const head of heads) expect(head).toMatch(/^standard input:\d+:\d+: /);
    expect(heads).toHaveLength(3);
    const flag = await aiprobe(['plan', 'http://h/', '--retries', 'x']);
    expect(flag.stderr).toMatch(/^aiprobe: command line: --retries: /);
  });

  it('takes variables from env files, and refuses those that are set nowhere unless told not to', async () => {
    const text = [
      'probes:',
      '  - {provider: openai, check: models, key: "${K}"}',
      '  - {name: b, url: "https://${H}/"}',
      '  - {name: c, url: "https://${H}/c"}',
      '  - {name: d, url: "https://${O}/", optional: true}',
    ].join('\n');
    writeFileSync(join(folder, 'keys.yaml'), text);
    writeFileSync(join(folder, 'keys.env'), 'K=planted-key\nH=h.example\n');
    const validate = (...args: string[]) => aiprobe(['validate', 'keys.yaml', ...args], { cwd: folder });
    const [refused, lenient, filled] = await Promise.all([
      validate(),
      validate('--allow-missing-env'),
      validate('--env-file', 'keys.env'),
    ]);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused?.stderr).toMatch(/^keys\.yaml:2:45: the environment variable K is not set/);
    expect(refused?.stderr).toMatch(/^keys\.yaml:3:29: .* H is not set; also used at keys\.yaml:4:29/m);
    expect(lenient).toMatchObject({ code: 0, stderr: '' });
    expect(lenient?.stdout.split('\n')).toEqual([
      'keys.yaml: valid, 4 probes',
      '  1 probe would be skipped: the environment variable K is not set',
      '  2 probes would be skipped: the environment variable H is not set',
      '  1 probe would be skipped: the environment variable O is not set',
      '',
    ]);
    expect(filled).toMatchObject({ code: 0, stderr: '' });
    expect(filled?.stdout).toBe(
      'keys.yaml: valid, 4 probes\n  1 probe would be skipped: the environment variable O is not set\n',
    );
  });

  it('reads standard input, and warns on standard error', async () => {
    const ran = await aiprobe(['validate', '-'], { stdin: '- {url: http://h, http_version: 2}' });
    expect(ran).toMatchObject({ code: 0, stdout: 'standard input: valid, 1 probe\n' });
    expect(ran.stderr).toMatch(/^standard input:1:19: warning: HTTP\/2 is not spoken over http:/);
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
