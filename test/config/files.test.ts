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
