/** Services that attack whoever probes them: each is told apart in bounded time, and no output carries the attack on. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { certificate } from '../../src/demo/certificates.ts';
import type { Result } from '../../src/domain/report.ts';
import { REPORTER_NAMES } from '../../src/report/index.ts';
import { aiprobe, type Ran, scratch } from '../cli/aiprobe.ts';
import { HEALTHY, serve } from '../cli/servers.ts';
import { FLOODS, SERVICES, STREAMS } from './hostile-services.ts';

const folder = scratch();
const REPORTS = REPORTER_NAMES.filter((name) => name !== 'table');
const names: string[] = ['healthy'];
let ran: Ran;
let colored: Ran;
let flooded: Ran;
let results: readonly Result[] = [];

beforeAll(async () => {
  const entries = await Promise.all([
    serve(HEALTHY).then(({ origin }) => `{name: healthy, url: "${origin}/"}`),
    ...Object.entries(SERVICES).map(async ([name, behaviour]) => {
      names.push(name);
      const { origin } = await serve(behaviour);
      return `{name: ${name}, url: "${origin}/", redirects: 3}`;
    }),
    ...Object.entries(STREAMS).map(async ([name, behaviour]) => {
      names.push(name);
      const { origin } = await serve(behaviour);
      return `{name: ${name}, provider: vllm, base_url: "${origin}", check: stream, model: m}`;
    }),
    certificate('hostile').then(async (tls) => {
      names.push('certificate');
      const { origin } = await serve(HEALTHY, { tls });
      return `{name: certificate, url: "${origin}/"}`;
    }),
  ]);
  const tagged = entries.map((entry) => {
    const tag = FLOODS.has(/name: ([\w-]+)/.exec(entry)?.[1] ?? '') ? 'flood' : 'calm';
    return `  - ${entry.replace('{', `{tags: [${tag}], `)}\n`;
  });
  const head = 'defaults: {retries: 0, timeout: 3s, status_page: false}\nprobes:\n';
  writeFileSync(join(folder, 'probes.yaml'), head + tagged.join(''));
  const files = REPORTS.flatMap((name) => ['-r', `${name}=out.${name}`]);
  ran = await aiprobe([...files, '-r', 'table', '-v', '--tag', 'calm'], { cwd: folder });
  colored = await aiprobe(['-v', '--color', '--tag', 'calm'], { cwd: folder });
  flooded = await aiprobe(['--json', '--tag', 'flood', '--concurrency', '1'], { cwd: folder });
  results = [readFileSync(join(folder, 'out.json'), 'utf8'), flooded.stdout].flatMap(
    (text) => JSON.parse(text).results,
  );
}, 120_000);

/** Controls but the line feed, C1 controls, and what reorders or hides text. */
const ACTING = /[\0-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

describe('hostile services', () => {
  it('are all judged, in time, and none by a bug of ours', () => {
    expect([ran.code, colored.code, flooded.code]).toEqual([1, 1, 1]);
    expect(results.map(({ name }) => name).sort()).toEqual([...names].sort());
    const bugs = results.filter(({ kind }) => kind === 'internal');
    expect(bugs.map(({ name, message }) => `${name}: ${message}`)).toEqual([]);
    const silent = results.filter(({ state, kind }) => state !== 'up' && kind === null);
    expect(silent).toEqual([]);
    // One try each, bound to three seconds; the allowance is for a busy machine.
    for (const { name, timings_ms } of results) expect(timings_ms.total, name).toBeLessThan(12_000);
  });

  it('do not spoil the result of a healthy one', () => {
    expect(results.find(({ name }) => name === 'healthy')?.state).toMatch(/up|degraded/);
  });

  it('are bounded in what is kept of them', () => {
    for (const result of results) expect(JSON.stringify(result).length, result.name).toBeLessThan(64_000);
  });

  it('have the verdicts that their behaviour asks for', () => {
    const verdicts = Object.fromEntries(results.map(({ name, kind, reason }) => [name, `${kind}.${reason}`]));
    expect(verdicts).toMatchObject({
      'gzip-bomb': 'protocol.too-large',
      'endless-headers': 'protocol.too-large',
      'bad-gzip': 'protocol.encoding',
      'no-http': 'protocol.malformed',
      'bad-chunk': 'protocol.malformed',
      'fin-at-once': 'connect.closed',
      'status-000': 'protocol.malformed',
      switching: 'protocol.malformed',
      'to-javascript': 'redirect.unexpected',
      'to-file': 'redirect.unexpected',
      'to-data': 'redirect.unexpected',
      'slow-drip': 'timeout.first-byte',
      certificate: 'tls.untrusted',
    });
  });

  it.each([...REPORTS, 'table', 'table in color', 'standard error'])(
    'say nothing through %s that acts',
    (name) => {
      // RFC 4180 ends its lines with CR LF.
      const text = name === 'csv' ? outputOf(name).replaceAll('\r\n', '\n') : outputOf(name);
      const at = ACTING.exec(text)?.index ?? -1;
      expect(at === -1 ? '' : JSON.stringify(text.slice(Math.max(0, at - 80), at + 40))).toBe('');
      // Commands to the CI systems that read logs: GitHub, Azure, TeamCity.
      expect(text).not.toMatch(/##vso\[|##\[|##teamcity\[/);
      const commands = text.split('\n').filter((line) => /^\s*::[a-z-]+/.test(line));
      if (name !== 'github') expect(commands).toEqual([]);
      else
        for (const line of commands) expect(line).toMatch(/^::(?:error|warning|notice|group|endgroup)[ :]/);
    },
  );
});

function outputOf(name: string): string {
  switch (name) {
    case 'table':
      return ran.stdout;
    case 'standard error':
      return ran.stderr + colored.stderr;
    case 'table in color':
      // Only colors and weights, which is what our own styles use.
      return colored.stdout.replace(/\u001b\[[0-9;]*m/g, '');
    default:
      return readFileSync(join(folder, `out.${name}`), 'utf8');
  }
}
