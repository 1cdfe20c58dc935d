import { describe, expect, it } from 'vitest';
import { FAILURES, KINDS } from '../../src/domain/failure.ts';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import type { Provider } from '../../src/domain/provider.ts';
import { isExplainable, renderExplain } from '../../src/report/explain.ts';
import { width } from '../../src/report/measure.ts';
import { renderProvider } from '../../src/report/provider.ts';
import { renderProviders } from '../../src/report/providers.ts';
import { expectGolden } from '../support/golden.ts';

const STYLE = { width: 80, color: 0, unicode: true, verbose: false, now: 0, policy: DEFAULT_POLICY } as const;

const PROVIDER: Provider = {
  id: 'acme',
  name: 'Acme Inference',
  kind: 'hosted',
  base_url: 'https://{region}.acme.example',
  variables: { region: 'ACME_REGION' },
  auth: { header: 'authorization', scheme: 'Bearer', env: 'ACME_API_KEY', required: true, src: ['docs'] },
  reach: [{ path: '/v1/models', expect: [401], body: 'json', contains: ['missing key'], unverified: true }],
  models: { path: '/v1/models', list: 'data[].id' },
  chat: { dialect: 'openai-chat', path: '/v1/chat/completions', max_tokens: 1 },
  errors: [
    { status: 429, code: 'rpm', class: 'rate-limit.requests', src: ['docs'] },
    {
      status: [500, 503],
      header: { 'x-acme': '*' },
      class: 'overloaded.capacity',
      fault: 'provider',
      unverified: ['header'],
    },
    {
      status: 200,
      where: 'stream',
      match: ['busy', 'full'],
      class: 'overloaded.capacity',
      note: 'seen\u001b[2J once',
    },
  ],
  rate_limit: { headers: ['x-ratelimit-remaining'] },
  expensive: [{ path: '/health' }],
  status_page: { page: 'https://status.acme.example', platform: 'atlassian' },
  notes: [{ text: 'Its /health generates a token.', src: ['docs', 'https://acme.example/docs'] }],
};

const SOURCES = { docs: 'Acme API reference, 2026-10', unused: 'not cited here' };

describe('providers', () => {
  it('lists services with their checks and keys', () => {
    const bare: Provider = {
      id: 'old',
      name: 'Old',
      kind: 'consumer',
      retired: '2026-07-30',
      base_url: 'https://old.example',
      auth: null,
      reach: [],
      errors: [],
    };
    expectGolden('report/providers.txt', renderProviders([PROVIDER, bare], STYLE));
  });

  it('shows one with facts, doubts and the sources it cites', () => {
    expectGolden('report/provider-80.txt', renderProvider(PROVIDER, STYLE, SOURCES));
    expectGolden('report/provider-140.txt', renderProvider(PROVIDER, { ...STYLE, width: 140 }, SOURCES));
  });

  it('marks what nobody verified, names no source that is not cited, and is harmless', () => {
    const printed = renderProvider(PROVIDER, STYLE, SOURCES);
    expect(printed.match(/\(unverified/g)).toHaveLength(2);
    expect(printed).not.toContain('not cited here');
    expect(printed).not.toContain('\u001b');
    for (const line of printed.split('\n')) expect(width(line), line).toBeLessThanOrEqual(80);
  });
});

describe('explain', () => {
  it('knows every kind and class, and nothing else', () => {
    expect(isExplainable('dns')).toBe(true);
    expect(isExplainable('dns.timeout')).toBe(true);
    expect(['', 'dns.', 'dns.slow', 'timeout.dns', 'constructor'].some(isExplainable)).toBe(false);
  });

  it('lists all classes, a line each', () => {
    const printed = renderExplain(null, STYLE);
    for (const kind of KINDS)
      for (const reason of Object.keys(FAILURES[kind])) expect(printed).toContain(`${kind}.${reason} `);
  });

  it('tells a class in full, and a kind as all of its classes', () => {
    const { title, meaning, hint, causes } = FAILURES.dns.timeout;
    const flat = renderExplain('dns.timeout', STYLE).replace(/\s+/g, ' ');
    for (const text of [title, meaning, hint, ...causes]) expect(flat).toContain(text);
    expect(renderExplain('dns', STYLE)).toContain(renderExplain('dns.timeout', STYLE).trimEnd());
    expect(renderExplain('dns', STYLE).match(/^dns\./gm)).toHaveLength(Object.keys(FAILURES.dns).length);
  });

  it('stays within the width', () => {
    for (const kind of KINDS) {
      for (const line of renderExplain(kind, STYLE).split('\n'))
        expect(width(line), line).toBeLessThanOrEqual(80);
    }
  });
});
