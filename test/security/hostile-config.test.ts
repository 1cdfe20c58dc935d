/** Configs that are broken, hostile or just enormous: each ends soon, with a diagnosis or a result, never with a bug. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aiprobe, type Ran, scratch, shell } from '../cli/aiprobe.ts';
import { HEALTHY, serve } from '../cli/servers.ts';

const folder = scratch();
const P = 'probes:\n  - http://127.0.0.1:9/\n';
const levels = (depth: number, from: string) =>
  Array.from({ length: depth }, (_, i) => `- &a${i + 1} [${Array(10).fill(`*a${i}`).join()}]\n`)
    .join('')
    .replace('- ', `- ${from}\n- `);

const REFUSED: Readonly<Record<string, [config: string | Uint8Array, says: RegExp]>> = {
  'an empty file': ['', /empty/],
  'only a comment': ['# nothing\n', /empty/],
  'a YAML bomb': [`probes:\n${levels(9, '&a0 [x,x,x,x]').replace(/^/gm, '  ')}`, /expands to more than/],
  'a cycle': ['probes:\n  - &a {url: "http://h/", json: {x: *a}}\n', /contains itself/],
  'a cycle by merging': ['probes:\n  - &a\n    url: http://h/\n    <<: *a\n', /contains itself/],
  '10 MB': [`#${'x'.repeat(10_000_000)}\n${P}`, /too large/],
  'a deep list': ['['.repeat(20_000), /nested too deeply/],
  'a hundred thousand brackets': ['{'.repeat(100_000), /nested too deeply/],
  'a hundred thousand dashes': ['- '.repeat(100_000), /nested too deeply/],
  'blocks as deep as they are long': [
    Array.from({ length: 1_500 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
    /nested too deeply/,
  ],
  'a quote of two megabytes': [`- "${'key-'.repeat(450_000)}`, /this quote is not closed/],
  'lines that end in CR alone': ['- http://h/\r- http://i/\r', /carriage return/],
  'a deep mapping': [
    `probes:\n  - url: http://h/\n    json: ${'{a: '.repeat(5_000)}1${'}'.repeat(5_000)}\n`,
    /nested too deeply/,
  ],
  'bytes of an image': [Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /binary/],
  'a NUL': ['probes:\n  - "http://127.0.0.1:9/\0"\n', /binary/],
  'UTF-16': [Buffer.from(`\ufeff${P}`, 'utf16le'), /UTF-16/],
  tabs: ['probes:\n\t- http://127.0.0.1:9/\n', /tab/],
  'the same key twice': ['probes:\n  - url: http://h/\n    url: http://i/\n', /second time/],
  __proto__: [
    'defaults:\n  __proto__: {timeout: 1s}\nprobes:\n  - url: http://h/\n    __proto__: {x: 1}\n    constructor: y\n',
    /unknown key "__proto__"[\s\S]*unknown key "constructor"/,
  ],
  'a tag of another language': ['probes: !!python/object:os.system ls\n', /tag/],
  'two documents': [`${P}---\n${P}`, /second YAML document/],
  'control characters in a name': [
    'probes:\n  - {name: "\\e[31mred\\a", url: "http://h/"}\n',
    /control character/,
  ],
  'a line break in a header': [
    'probes:\n  - {url: "http://h/", headers: {x-a: "b\\r\\nevil: 1"}}\n',
    /line break/,
  ],
  'a bad header name': ['probes:\n  - {url: "http://h/", headers: {"x a": b, "x:y": c}}\n', /headers/],
  'absurd durations': [
    'probes:\n  - {url: "http://h/", timeout: 999999999h}\n  - {url: "http://h/", timeout: -1s}\n  - {url: "http://h/", timeout: 1e99}\n',
    /4:\d+: timeout/,
  ],
  'absurd numbers': [
    'probes:\n  - {url: "http://h/", retries: 1e9}\n  - {url: "http://h/", redirects: -1}\n  - {url: "http://h/", max_body: 99TB}\n',
    /retries[\s\S]*redirects[\s\S]*max_body/,
  ],
};

describe('a config is refused in good order', () => {
  it.each(Object.entries(REFUSED))('for %s', async (_, [config, says]) => {
    const ran = await aiprobe(['-c', '-'], { stdin: config });
    expect({ code: ran.code, stdout: ran.stdout }).toEqual({ code: 2, stdout: '' });
    expect(ran.stderr).toMatch(says);
    expect(ran.stderr.length).toBeLessThan(10_000);
    expectHarmless(ran);
  });

  it('for URLs that lead nowhere, each at its place', async () => {
    const bad = [
      'http://h:0/',
      'http://h:65536/',
      'http://h:70000/',
      'http://h:-1/',
      'http://h:abc/',
      'http://[fe80::1%25eth0]/',
      'http://[::1/',
      'http://a b/',
      'http://h/a b',
      'http://',
      'https://',
      '',
      '   ',
      '//h/',
      'h.example',
      'ftp://h/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'data:text/plain,x',
      'ws://h/',
      'http://h\\@evil/',
      'tcp://h',
      'tcp://h:0',
      'tcp://h:99999',
      'tcp://:80',
      'http://h%00/',
      'http://xn--/',
      'http:h',
      'http://\u202eevil/',
    ];
    const stdin = `probes:\n${bad.map((url, i) => `  - {name: u${i}, url: ${JSON.stringify(url)}}\n`).join('')}`;
    const ran = await aiprobe(['-c', '-'], { stdin });
    expect(ran.code).toBe(2);
    for (const [i, url] of bad.entries())
      expect(ran.stderr, url).toMatch(new RegExp(`^(aiprobe: )?standard input:${i + 2}:`, 'm'));
    expectHarmless(ran);
  });

  it('for a line break that comes into a header by the environment', async () => {
    const stdin = 'probes:\n  - {url: "http://127.0.0.1:9/", headers: {x-a: "${EVIL}"}}\n';
    const ran = await aiprobe(['-c', '-'], { stdin, env: { EVIL: 'a\r\nx-evil: 1' } });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('line break');
    expect(ran.stderr).not.toContain('x-evil');
  });
});

describe('a config with more mistakes than a call takes arguments', () => {
  it.each([
    ['the same key', 'a: 1\n'.repeat(150_000), 'the key "a" is here a second time'],
    ['aliases of nothing', '- *a\n'.repeat(150_000), 'no anchor &a stands before'],
    ['broken escapes', '- "\\q"\n'.repeat(150_000), 'no such escape'],
    ['one unset variable', '- http://h/${A}\n'.repeat(20_000), 'A is not set; also used at'],
  ])('%s: is told of them, and not of a bug', async (_, stdin, says) => {
    const ran = await aiprobe(['validate', '-'], { stdin });
    expect(ran.code).toBe(2);
    // Megabytes: what a failing comparison would print of them helps nobody.
    expect(ran.stderr.includes(says)).toBe(true);
    expect(ran.stderr.includes('internal error')).toBe(false);
  });
});

describe('a config is read in good order', () => {
  it('with a BOM, with CR LF, with odd but right URLs', async () => {
    const urls = [
      'http://[::1]:80/',
      'http://bücher.example/',
      'http://127.1/',
      'HTTP://H.EXAMPLE/',
      'http://h.example./',
      'tcp://[::1]:6333',
    ];
    const list = urls.map((url) => `  - ${JSON.stringify(url)}\r\n`).join('');
    const ran = await aiprobe(['validate', '-'], { stdin: `\ufeffprobes:\r\n${list}` });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toContain(`${urls.length} probes`);
  });

  it('with ten thousand probes, all of them judged', async () => {
    const { origin } = await serve(HEALTHY);
    const list = Array.from({ length: 10_000 }, (_, i) => `  - {name: p${i}, url: "${origin}/${i}"}\n`).join(
      '',
    );
    writeFileSync(join(folder, 'many.yaml'), `defaults: {retries: 0, timeout: 20s}\nprobes:\n${list}`);
    const valid = await aiprobe(['validate', 'many.yaml'], { cwd: folder });
    expect(valid).toMatchObject({ code: 0, stderr: '' });
    const plan = await aiprobe(['plan', '-c', 'many.yaml', '--name', 'p7*7'], { cwd: folder });
    expect(plan.code).toBe(0);
    const some = await aiprobe(['-c', 'many.yaml', '--name', 'p1??', '--json'], { cwd: folder });
    expect(JSON.parse(some.stdout).summary.total).toBe(100);
  });

  it('whose patterns would backtrack without end, which are cut short', async () => {
    const { origin } = await serve({
      via: 'http',
      listener: (request, response) => {
        request.resume();
        response.end(`${'a'.repeat(5_000)}!`);
      },
    });
    const patterns = [
      '/^(a+)+$/',
      '/(a|aa)+$/',
      '/(.*)*x/',
      '/^(([a-z])+.)+[A-Z]([a-z])+$/',
      '/(?=(a+))a*b/',
    ];
    const list = patterns
      .map((one) => `  - {url: "${origin}/", expect: {body: ${JSON.stringify(one)}}}\n`)
      .join('');
    const ran = await aiprobe(['-c', '-', '--json', '--retries', '0'], { stdin: `probes:\n${list}` });
    expect(ran.code).toBe(1);
    for (const { kind, reason } of JSON.parse(ran.stdout).results)
      expect(`${kind}.${reason}`).toBe('mismatch.body');
  });
});

describe('a config file that is none', () => {
  it('is refused, or waited for as any program would', async () => {
    mkdirSync(join(folder, 'folder.yaml'));
    const folderRan = await aiprobe(['-c', 'folder.yaml'], { cwd: folder });
    expect(folderRan).toMatchObject({ code: 2, stdout: '' });
    const device = await shell('aiprobe -c /dev/null', { cwd: folder });
    expect(device.code).toBe(2);
    expect(device.stderr).toContain('empty');
    const endless = await shell('aiprobe -c /dev/zero', { cwd: folder });
    expect(endless).toMatchObject({
      code: 2,
      stderr: 'aiprobe: cannot read config /dev/zero: it is larger than 16 MiB\n',
    });
  });
});

function expectHarmless({ stderr }: Ran): void {
  // The tab stands in the excerpt as it does in the file.
  expect(stderr).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/);
  expect(stderr).not.toMatch(/internal error|\n {4}at /);
}
