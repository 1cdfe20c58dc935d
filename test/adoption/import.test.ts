/** `aiprobe import` as it is typed: where the result goes, what is said, and that nothing that was there is touched. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { aiprobe, scratch } from '../cli/aiprobe.ts';

const sample = (name: string) => fileURLToPath(new URL(`../import/samples/${name}`, import.meta.url));

describe('aiprobe import', () => {
  it('writes a config to stdout that validate takes, and what is missing to stderr', async () => {
    const { code, stdout, stderr } = await aiprobe(['import', sample('gatus.yaml')]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^aiprobe: .*gatus\.yaml:\d+: metrics: /m);
    expect(stderr).not.toContain('hunter2pw');
    const valid = await aiprobe(['validate', '--allow-missing-env', '-'], { stdin: stdout });
    expect(valid).toMatchObject({ code: 0, stderr: '' });
  });

  it('reads standard input, and several files of Prometheus', async () => {
    const stdin = readFileSync(sample('litellm.yaml'));
    expect(await aiprobe(['import', '-', '--from', 'litellm'], { stdin })).toMatchObject({ code: 0 });
    const files = ['blackbox.yml', 'prometheus.yml', 'targets.json'].map(sample);
    const { stdout } = await aiprobe(['import', ...files]);
    expect(stdout).toContain('url: tcp://10.0.0.8:6333');
  });

  it('writes a file that was not there, and leaves one that was as it is', async () => {
    const cwd = scratch();
    const first = await aiprobe(['import', sample('litellm.yaml'), '-o', 'probes.yaml'], { cwd });
    expect(first).toMatchObject({ code: 0, stdout: '' });
    expect(first.stderr).toContain('wrote probes.yaml (9 probes)');
    writeFileSync(join(cwd, 'mine.yaml'), 'mine');
    const second = await aiprobe(['import', sample('gatus.yaml'), '-o', 'mine.yaml'], { cwd });
    expect(second).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'aiprobe: mine.yaml is already there and stays as it is\n',
    });
    expect(readFileSync(join(cwd, 'mine.yaml'), 'utf8')).toBe('mine');
  });

  it("keeps a probe whose certificates' files are not on this machine", async () => {
    const cwd = scratch();
    const module = 'modules: { h: { prober: http, http: { tls_config: { ca_file: /no/such/ca.pem } } } }';
    writeFileSync(join(cwd, 'blackbox.yml'), module);
    writeFileSync(
      join(cwd, 'targets.json'),
      '[{ "targets": ["https://ai.example.com"], "labels": { "module": "h" } }]',
    );
    const { code, stdout } = await aiprobe(['import', 'blackbox.yml', 'targets.json'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('ca: /no/such/ca.pem');
  });

  it.each([
    [['import'], 'missing required argument'],
    [['import', 'missing.yaml'], 'cannot read config missing.yaml: there is no such file'],
    [['import', '/'], 'it is a folder'],
    [['import', sample('gatus.yaml'), '--from', 'nagios'], '--from: "nagios" is none of litellm'],
    [['import', sample('gatus.yaml'), '--from', 'uptime-kuma'], 'is no Uptime Kuma export'],
    [['import', sample('gatus.yaml'), '-o', 'no/such/folder.yaml'], 'there is no folder'],
  ])('%j is refused', async (args, says) => {
    const { code, stdout, stderr } = await aiprobe(args, { cwd: scratch() });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(says);
  });
});
