/** Finding an entry by the name a user typed. */

import { describe, expect, it } from 'vitest';
import { lookupProvider, PROVIDER_IDS, PROVIDERS } from '../../src/providers/index.ts';

describe('lookupProvider', () => {
  it.each(PROVIDER_IDS)('finds %s under its own id', (id) => {
    expect(lookupProvider(id)?.id).toBe(id);
  });

  it('gives the very entry of the registry', () => {
    expect(lookupProvider('azure-openai')).toBe(PROVIDERS['azure-openai']);
  });

  it('tells since when a service is switched off', () => {
    expect(lookupProvider('github-models')?.retired).toBe('2026-07-30');
  });

  it.each(['', 'OpenAI', ' openai', 'openai ', 'open', 'openai-api', 'https://api.openai.com'])(
    'does not guess at %j',
    (id) => {
      expect(lookupProvider(id)).toBeNull();
    },
  );

  it.each([
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'valueOf',
    '__defineGetter__',
    'isPrototypeOf',
  ])('knows nothing of %s, which every object inherits', (id) => {
    expect(lookupProvider(id)).toBeNull();
  });
});
