/** Every live provider at every depth that it offers, as a user would write the probe. */

import { offeredChecks } from '../../src/config/ask-api.ts';
import type { Provider } from '../../src/domain/provider.ts';
import type { Check } from '../../src/domain/target.ts';
import { PROVIDERS } from '../../src/providers/index.ts';
import type { Entry, Env } from './pipeline.ts';

export const LIVE: readonly Provider[] = Object.values<Provider>(PROVIDERS).filter(
  ({ retired }) => retired === undefined,
);

export const KEY = 'k3y-for-tests-0123456789';

/** SigV4 wants three variables where others want one key. */
export const ENV: Env = {
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: KEY,
  AWS_REGION: 'eu-test-1',
};

export const CASES: readonly (readonly [string, Check, Provider])[] = LIVE.flatMap((provider) =>
  offeredChecks(provider).map((check) => [provider.id, check, provider] as const),
);

/** @param more e.g. the base_url of a stand-in */
export function entryFor(provider: Provider, check: Check, more: Entry = {}): Entry {
  const { auth } = provider;
  const keyed = check !== 'reach' && auth !== null && auth.header !== null && auth.scheme !== 'sigv4';
  const variables = variablesOf(provider, check);
  return {
    provider: provider.id,
    check,
    ...(check === 'reach' ? {} : { model: 'test-model' }),
    ...(keyed ? { key: KEY } : {}),
    ...(Object.keys(variables).length === 0 ? {} : { variables }),
    ...more,
  };
}

function variablesOf(provider: Provider, check: Check): Record<string, string> {
  const call = { reach: provider.reach[0], models: provider.models, embeddings: provider.embeddings };
  const own = check === 'chat' || check === 'stream' ? provider.chat : Reflect.get(call, check);
  const text = JSON.stringify([
    provider.base_url,
    provider.base_url_alt,
    provider.query,
    provider.headers,
    own,
  ]);
  const names = [...text.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => name ?? []);
  const labels = Object.keys(provider.base_url_alt ?? {});
  return Object.fromEntries(
    names.filter((name) => name !== 'model' && !labels.includes(name)).map((name) => [name, `the-${name}`]),
  );
}
