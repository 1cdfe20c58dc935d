import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { buildPlan, configSchema, parseConfig, starterConfig } from '../../src/config/index.ts';
import { providerShape } from '../../src/config/shape-provider.ts';
import { lookupProvider, PROVIDER_IDS, PROVIDERS } from '../../src/providers/index.ts';
import { told } from './helpers.ts';

const EXAMPLE = readFileSync(new URL('../../probes.example.yaml', import.meta.url), 'utf8');

async function planOf(text: string, env: Record<string, string> = {}) {
  const { config, diagnostics } = await parseConfig([{ name: 'f.yaml', text }], {
    providerIds: PROVIDER_IDS,
  });
  expect(told(diagnostics)).toEqual([]);
  const planned = await buildPlan({
    config,
    targets: [],
    flags: {},
    env,
    lookup: lookupProvider,
    providerIds: PROVIDER_IDS,
    now: 0,
    readFile: () => '',
  });
  expect(told(planned.diagnostics)).toEqual([]);
  return planned.plan;
}

describe('the example', () => {
  it('is valid with nothing in the environment', async () => {
    const plan = await planOf(EXAMPLE);
    expect(plan.targets.filter(({ skip }) => skip !== null).map(({ name }) => name)).toEqual([
      'claude',
      'house-model',
    ]);
    expect(plan.groups).toHaveLength(1);
  });
});

describe('the starter', () => {
  it('is valid, with and without keys', async () => {
    expect((await planOf(starterConfig({}))).targets.length).toBeGreaterThan(1);
    const env = { OPENAI_API_KEY: 'sk-planted', GOOGLE_API_KEY: 'sk-planted2', ANTHROPIC_API_KEY: '' };
    expect(starterConfig(env)).not.toContain('planted');
    const { targets } = await planOf(starterConfig(env), env);
    expect(targets.map(({ name, check }) => [name, check])).toEqual([
      ['openai', 'models'],
      ['gemini', 'models'],
    ]);
  });
});

describe('the starter for the key of', () => {
  const keyed = Object.values(PROVIDERS).flatMap(({ id, auth }) =>
    auth?.env ? [[id, auth.env] as const] : [],
  );
  it.each(keyed)('%s is valid', async (id, variable) => {
    const env = { [variable]: 'sk-planted-1' };
    const text = starterConfig(env);
    expect(text).not.toContain('planted');
    const { targets } = await planOf(text, env);
    if (text.includes(variable)) expect(targets.map((target) => target.provider?.id)).toEqual([id]);
    else expect(targets.length).toBeGreaterThan(1);
  });

  it.each(keyed)('%s proposes no check that it does not have', async (id, variable) => {
    const env = { [variable]: 'sk-planted-1', ELEVENLABS_VOICE_ID: 'v' };
    const [line = '', deeper] = /check: \w+ +# deeper: (\w+).*/.exec(starterConfig(env)) ?? [];
    if (deeper === undefined) return;
    const text = starterConfig(env).replace(line, `check: ${deeper}\n    model: m`);
    const { targets } = await planOf(text, env);
    expect(targets.map(({ provider, check }) => [provider?.id, check])).toEqual([[id, deeper]]);
  });

  it.each(['elevenlabs', 'deepgram', 'replicate', 'perplexity', 'voyage'])('%s names it', (id) => {
    const variable = lookupProvider(id)?.auth?.env ?? '';
    expect(starterConfig({ [variable]: 'x' })).toContain(`provider: ${id}\n`);
  });
});

const schema = new Ajv({ strict: false }).compile(await configSchema());

describe('the JSON Schema', () => {
  it('accepts what is accepted and refuses what is refused', async () => {
    const validate = new Ajv({ strict: false, allErrors: true }).compile(await configSchema());
    expect(validate(parseYaml(EXAMPLE)), JSON.stringify(validate.errors)).toBe(true);
    for (const good of [
      '[acme]',
      '[{url: http://h, retries: "${N}", check: "${C}", optional: "${O}"}]',
      '[{url: http://h, timeout: {total: 3}}]',
    ]) {
      expect(validate(parseYaml(good)), good).toBe(true);
    }
    for (const bad of [
      '[5]',
      '[{url: http://h, tiemout: 1}]',
      '{grups: {}}',
      '[{check: reech}]',
      '[{retries: many}]',
      'x',
    ]) {
      expect(validate(parseYaml(bad)), bad).toBe(false);
    }
  });
  it.each([
    'timeout: 5',
    'timeout: 1m30s',
    'timeout: " 2s "',
    'timeout: 1.5h',
    'timeout: "500"',
    'timeout: {idle: 1s}',
    'timeout: 0',
    'timeout: -1',
    'timeout: "-5s"',
    'timeout: 1w',
    'timeout: 5 s',
    'timeout: .5s',
    'timeout: 99999999999',
    'timeout: ${T:-1s}',
    'retry_delay: 0',
    'retry_delay: -1',
    'interval: soon',
    'max_body: 10KiB',
    'max_body: 1.5 MB',
    'max_body: 7',
    'max_body: 5b',
    'max_body: 1TB',
    'max_body: 5k',
    'max_body: 0',
    'max_body: -1',
    'max_body: 2000000000',
    'max_body: lots',
    'expect: {status: 200}',
    'expect: {status: 2XX}',
    'expect: {status: [2xx, ">= 400"]}',
    'expect: {status: "200, 204"}',
    'expect: {status: 200-299}',
    'expect: {status: "<500"}',
    'expect: {status: 99}',
    'expect: {status: 600}',
    'expect: {status: 200.5}',
    'expect: {status: "!=500"}',
    'expect: {status: "200,"}',
    'expect: {status: 6xx}',
    'expect: {header: {content-length: "5"}}',
    'expect: {header: {"a b": c}}',
    'expect: {json: {$.a: 1}}',
    'expect: {json: {a: 1}}',
    'method: get',
    'method: PROPFIND',
    'method: "G T"',
    'method: ""',
    'headers: {x-a: b}',
    'headers: {"x a": b}',
    'headers: {"": b}',
    'status_page: https://h',
    'status_page: false',
    'status_page: h',
    'status_page: "https://a b"',
    'url: HTTP://h',
    'url: https://h/${P:-x}',
    'url: ftp://h',
    'url: h',
    'url: "tcp://h"',
    'count_as: {dns: up}',
    'count_as: {dns.timeout: ignore}',
    'count_as: {foo: up}',
    'count_as: {dnss.timeout: up}',
  ])('and validate agree on %s', async (line) => {
    const probe = line.startsWith('url:') ? line : `url: https://h\n  ${line}`;
    const text = `x-base: {retries: 0}\nprobes:\n- ${probe}\n`;
    const { diagnostics } = await parseConfig([{ name: 'f.yaml', text }], { providerIds: PROVIDER_IDS });
    expect(schema(parseYaml(text))).toBe(diagnostics.every(({ severity }) => severity !== 'error'));
  });

  it('leaves keys that begin with x- to anchors, as validate does', async () => {
    expect(schema(parseYaml('{x-base: {anything: [1]}, probes: [acme]}'))).toBe(true);
    expect(schema(parseYaml('{y-base: {anything: [1]}, probes: [acme]}'))).toBe(false);
  });

  it('explains every key of a probe', async () => {
    const text = JSON.stringify(await configSchema());
    const { anyOf } = JSON.parse(text);
    const probe = anyOf[0].items.anyOf[1];
    expect(Object.keys(probe.properties)).toContain('status_page');
    for (const [key, value] of Object.entries<Record<string, unknown>>(probe.properties)) {
      expect(value.description, key).toBeTypeOf('string');
    }
    expect(probe.additionalProperties).toBe(false);
    expect(probe.properties.timeout.examples).toEqual(['10s', { connect: '2s', total: '10s' }]);
  });
});

describe('the catalogue', () => {
  it.each(Object.values(PROVIDERS).map((provider) => [provider.id, provider] as const))(
    '%s is what a user could have written',
    (_, { id, ...written }) => {
      const read = providerShape.safeParse(written);
      expect(read.error?.issues ?? []).toEqual([]);
      expect({ id, ...read.data }).toEqual({ id, ...written });
    },
  );
});
