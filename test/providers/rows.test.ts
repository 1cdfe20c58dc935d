/** Single facts whose class is easy to get wrong: what sets a vendor apart from what the status alone would say. */

import { describe, expect, it } from 'vitest';
import type { ErrorRow } from '../../src/domain/provider.ts';
import { lookupProvider } from '../../src/providers/index.ts';

/** Rows of a provider in which all the given conditions stand. */
function rowsWith(id: string, conditions: Partial<ErrorRow>): readonly ErrorRow[] {
  const rows = lookupProvider(id)?.errors ?? [];
  return rows.filter((row) => Object.entries(conditions).every(([key, value]) => same(row, key, value)));
}

function same(row: ErrorRow, key: string, value: unknown): boolean {
  return JSON.stringify(Object.entries(row).find(([name]) => name === key)?.[1]) === JSON.stringify(value);
}

describe('an error row', () => {
  it.each<[string, Partial<ErrorRow>, ErrorRow['class']]>([
    ['openai', { status: 429, code: 'insufficient_quota' }, 'quota.credits'],
    ['openai', { status: 429, match: 'TPM' }, 'rate-limit.tokens'],
    ['azure-openai', { code: 'DeploymentNotFound' }, 'not-found.deployment'],
    ['anthropic', { status: 529, type: 'overloaded_error' }, 'overloaded.capacity'],
    ['anthropic', { status: 200, where: 'stream', type: 'overloaded_error' }, 'overloaded.capacity'],
    ['anthropic', { status: 400, match: 'credit balance is too low' }, 'quota.credits'],
    ['gemini', { status: 400, field: { 'error.details[].reason': 'API_KEY_INVALID' } }, 'auth.invalid-key'],
    ['gemini', { field: { 'error.details[].violations[].quotaId': 'PerDay' } }, 'quota.plan'],
    ['vertex', { status: '5xx', code: 429 }, 'rate-limit.unspecified'],
    ['bedrock', { status: 429, type: 'ModelNotReadyException' }, 'not-ready.model-loading'],
    ['together', { status: 403 }, 'bad-request.too-large'],
    ['xai', { status: 400, match: 'incorrect API key' }, 'auth.invalid-key'],
    ['perplexity', { status: 401, body: 'html' }, 'auth.invalid-key'],
    ['cerebras', { status: 403, keyless: true }, 'auth.missing-key'],
    ['cerebras', { status: 429, code: 'queue_exceeded' }, 'overloaded.capacity'],
    ['cloudflare-workers-ai', { status: 429, code: 3036 }, 'quota.plan'],
    ['elevenlabs', { status: 503, code: 'maintenance' }, 'maintenance.announced'],
    ['voyage', { status: 503 }, 'overloaded.capacity'],
    ['tgi', { status: 429, type: 'overloaded' }, 'overloaded.capacity'],
    ['nvidia-nim', { status: 410 }, 'not-found.retired'],
  ])('of %s with %j is %s', (id, conditions, expected) => {
    const classes = new Set(rowsWith(id, conditions).map((row) => row.class));
    expect([...classes]).toEqual([expected]);
  });

  it("blames the customer for the customer's own encryption key", () => {
    const [row] = rowsWith('anthropic', { code: 'cmek_key_unreachable' });
    expect(row).toMatchObject({ status: 503, class: 'server-error.unavailable', fault: 'client' });
  });

  it('lets the day decide where Gemini names both a day and a minute: its row stands first', () => {
    const quotas = (lookupProvider('gemini')?.errors ?? []).flatMap((row) => Object.values(row.field ?? {}));
    expect(quotas.indexOf('PerDay')).toBeLessThan(quotas.indexOf('GenerateRequestsPerMinute'));
    expect(quotas.indexOf('GenerateRequestsPerMinute')).toBeLessThan(quotas.indexOf('PerMinute'));
  });
});

describe('a reach row', () => {
  it.each([
    ['openai', [401]],
    ['gemini', [403]],
    ['cerebras', [403]],
    ['openrouter', [200]],
    ['huggingface', [200]],
    ['perplexity', [401, 405]],
  ])('of %s takes %j without a key as healthy', (id, statuses) => {
    expect(lookupProvider(id)?.reach[0]?.expect).toEqual(statuses);
  });

  it('tells a bot wall and a loading model from an outage', () => {
    const meaning = (id: string, status: number) =>
      lookupProvider(id)?.reach.flatMap((row) => row.class_of?.[status] ?? []);
    expect(meaning('character-ai', 403)).toEqual(['blocked.bot-challenge']);
    expect(meaning('llama-cpp', 503)).toEqual(['not-ready.model-loading']);
    expect(meaning('vllm', 503)).toEqual(['server-error.unavailable']);
  });

  it('of LiteLLM is not the health check that calls every model', () => {
    const litellm = lookupProvider('litellm');
    expect(litellm?.reach[0]?.path).toBe('/health/liveliness');
    expect(litellm?.expensive?.map((call) => call.path)).toEqual(['/health']);
  });
});
