import { describe, expect, it } from 'vitest';
import { statusPageOf } from '../../src/domain/status-page.ts';
import { PROVIDERS } from '../../src/providers/index.ts';

describe('whose status page speaks of a target', () => {
  const { openai, vllm, 'azure-openai': azure } = PROVIDERS;

  it('the provider’s, where the provider itself is asked', () => {
    const url = 'https://api.openai.com/v1/models';
    expect(statusPageOf({ statusPage: null, provider: openai, url })?.page).toBe('https://status.openai.com');
  });

  it('not the provider’s for a gateway that speaks its API', () => {
    for (const url of [
      'http://127.0.0.1:4000/v1/models',
      'https://api.openai.com.evil.example/v1',
      'tcp://x:1',
      '',
    ]) {
      expect(statusPageOf({ statusPage: null, provider: openai, url })).toBeNull();
    }
  });

  it('of every region or resource that the address leaves open', () => {
    const url = 'https://my-resource.openai.azure.com/openai/models';
    expect(statusPageOf({ statusPage: null, provider: azure, url })).not.toBeNull();
  });

  it('the one that the user names, or none', () => {
    const url = 'http://10.0.0.7:8000/health';
    const page = 'https://status.corp.example';
    expect(statusPageOf({ statusPage: page, provider: vllm, url })).toEqual({ page });
    expect(statusPageOf({ statusPage: null, provider: vllm, url })).toBeNull();
    expect(
      statusPageOf({ statusPage: false, provider: openai, url: 'https://api.openai.com/v1' }),
    ).toBeNull();
  });
});
