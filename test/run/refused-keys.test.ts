import { describe, expect, it } from 'vitest';
import type { Provider } from '../../src/domain/provider.ts';
import { Secret } from '../../src/domain/secret.ts';
import { RefusedKeys } from '../../src/run/refused-keys.ts';
import { result, target } from './support.ts';

const PROVIDER: Provider = {
  id: 'acme',
  name: 'Acme AI',
  kind: 'hosted',
  base_url: 'https://api.acme.example',
  auth: null,
  reach: [],
  errors: [],
};

const refused = (name: string) =>
  result(name, 'down', 'auth.invalid-key', { fault: 'client', message: '401: the key was refused' });

function probe(name: string, key: string, provider: Provider = PROVIDER) {
  const url = 'https://api.acme.example/v1/models';
  const headers = [['authorization', new Secret(`Bearer ${key}`)]] as const;
  return target(name, {
    provider,
    authenticated: true,
    ask: { via: 'http', request: { method: 'GET', url, headers, body: null } },
  });
}

describe('several keys of one provider', () => {
  const a = probe('a', 'key-one');
  const b = probe('b', 'key-two');

  it('refused at once accuse the provider, in words and in fault', () => {
    const keys = new RefusedKeys([a, b]);
    expect(keys.hold({ target: a, result: refused('a') })).toBe(true);
    expect(keys.hold({ target: b, result: refused('b') })).toBe(true);
    const settled = keys.settle();
    expect(settled.map(({ name, kind, fault }) => [name, kind, fault])).toEqual([
      ['a', 'auth', 'provider'],
      ['b', 'auth', 'provider'],
    ]);
    expect(settled[0]?.message).toContain('2 different keys of Acme AI are refused at once');
    expect(JSON.stringify(settled)).not.toContain('key-one');
  });

  it('accuse nobody else when one of them is taken', () => {
    const keys = new RefusedKeys([a, b]);
    expect(keys.hold({ target: a, result: refused('a') })).toBe(true);
    const http = { status: 200, version: '1.1', request_id: null, location: null };
    expect(keys.hold({ target: b, result: result('b', 'up', null, { http }) })).toBe(false);
    expect(keys.settle()).toEqual([refused('a')]);
  });

  it('need two: one key on two probes, or one refused and one unreachable, prove nothing', () => {
    const same = new RefusedKeys([a, probe('c', 'key-one')]);
    expect(same.hold({ target: a, result: refused('a') })).toBe(false);
    const keys = new RefusedKeys([a, b]);
    keys.hold({ target: a, result: refused('a') });
    keys.hold({ target: b, result: result('b', 'down', 'timeout.connect') });
    expect(keys.settle()).toEqual([refused('a')]);
  });

  it('of machines of one engine are keys of different services', () => {
    const engine: Provider = { ...PROVIDER, kind: 'self-hosted' };
    const keys = new RefusedKeys([probe('a', 'one', engine), probe('b', 'two', engine)]);
    expect(keys.hold({ target: probe('a', 'one', engine), result: refused('a') })).toBe(false);
  });
});
