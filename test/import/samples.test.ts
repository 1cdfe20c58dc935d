/** Whole configs of the four tools: what becomes of them, as golden files that were looked at. */

import { describe, expect, it } from 'vitest';
import { expectGolden } from '../support/golden.ts';
import { hides, imported, parse, sample, targetsOf } from './run.ts';

const SAMPLES = [
  {
    format: 'litellm',
    files: ['litellm.yaml'],
    secrets: [
      'sk-ant-REDACTED',
      'sk-1234',
      'AKIAABCDEFGHIJKLMNOP',
      'some-literal-key',
      'db-password',
      'redis-password',
    ],
  },
  {
    format: 'gatus',
    files: ['gatus.yaml'],
    secrets: [
      'very-secret-hook',
      'hunter2pw',
      'abcdef123456',
      'sk-live-1234567890abcdef',
      's3cretbody',
      'much-secret',
    ],
  },
  {
    format: 'blackbox',
    files: ['blackbox.yml', 'prometheus.yml', 'targets.json'],
    secrets: ['blackbox-password', 'robot:blackbox-password', 'post-key-literal'],
  },
  {
    format: 'uptime-kuma',
    files: ['uptime-kuma.json'],
    secrets: [
      'kuma-secret',
      'proxy-password',
      'query-secret',
      'kuma-header-key',
      'kuma-password',
      'robot:kuma-password',
      'push-token-secret',
    ],
  },
];

describe.each(SAMPLES)('a config of $format', ({ format, files, secrets }) => {
  it('is recognised by what is in it, and becomes the probes of the golden file', async () => {
    const result = await imported(files.map(sample));
    expect(result.format).toBe(format);
    expectGolden(`import/${format}.yaml`, result.yaml);
  });

  it('makes a config of ours without a complaint, and probes that can be planned', async () => {
    const { yaml, probes } = await imported(files.map(sample));
    expect((await parse(yaml)).problems).toEqual([]);
    expect(await targetsOf(yaml)).toHaveLength(probes);
  });

  it('shows no secret, in the result or in what is told', async () => {
    const { yaml, told } = await imported(files.map(sample));
    for (const secret of secrets) expect(hides(`${yaml}\n${told.join('\n')}`, secret), secret).toBe(true);
  });

  it('tells all that is missing with its place, at the top of the result as well', async () => {
    const { yaml, told } = await imported(files.map(sample));
    expect(told.length).toBeGreaterThan(0);
    for (const line of told) {
      expect(line).toMatch(/^[\w.-]+:[1-9]\d*: /);
      expect(yaml).toContain(`#   ${line.trimEnd()}\n`);
    }
  });
});

it('names for each variable what has to be put into it', async () => {
  const { yaml } = await imported([sample('gatus.yaml')]);
  for (const [, name = ''] of yaml.matchAll(/(?<!\$)\$\{(\w+)\}/g))
    expect(yaml).toMatch(new RegExp(`^#   ${name}  \\S`, 'm'));
});

it('refuses a file of another format than the one that was asked for', async () => {
  await expect(imported([sample('gatus.yaml')], 'litellm')).rejects.toThrow(
    'gatus.yaml is no LiteLLM proxy config',
  );
  await expect(imported([sample('blackbox.yml'), sample('gatus.yaml')])).rejects.toThrow('is no');
});
