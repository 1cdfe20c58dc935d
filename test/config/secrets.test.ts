import { describe, expect, it } from 'vitest';
import { plan } from './helpers.ts';

const P = 'planted-value';

async function secretsOf(entry: string, env: Record<string, string> = {}): Promise<readonly string[]> {
  const { secrets, problems } = await plan(`- {${entry}}`, { env });
  expect(problems).toEqual([]);
  return secrets;
}

describe('a secret is', () => {
  it.each<[string, string, Record<string, string>]>([
    ['a key', `provider: acme, check: chat, key: ${P}`, {}],
    ['the usual key', 'provider: acme, check: chat', { ACME_API_KEY: P }],
    ['an authorization header', `url: http://h, headers: {Authorization: Bearer ${P}}`, {}],
    [
      'a basic authorization',
      `url: http://h, headers: {authorization: Basic ${Buffer.from(`u:${P}`).toString('base64')}}`,
      {},
    ],
    ['an api-key-like header', `url: http://h, headers: {x-goog-api-key: ${P}}`, {}],
    ['a key behind a name that sounds like one', `url: http://h, headers: {x-portkey-api-key: ${P}}`, {}],
    ['a gateway config', `url: http://h, headers: {x-portkey-config: ${P}}`, {}],
    ['a cookie', `url: http://h, headers: {cookie: ${P}}`, {}],
    ['a password in a URL', `url: "http://u:${P}@h/"`, {}],
    ['a token in a URL', `url: "http://${P}@h/"`, {}],
    ['an encoded password', `url: "http://u:${P.replace('-', '%2D')}@h/"`, {}],
    ['a key-like query parameter', `url: "http://h/?a=1&api_key=${P}&b=2"`, {}],
    ['a proxy password', `url: http://h, proxy: "http://u:${P}@p:1"`, {}],
    ['a header from the environment', 'url: http://h, headers: {x-team: "${V}"}', { V: P }],
    ['a part of a body', 'url: http://h, json: {a: ["x ${V}"]}', { V: P }],
    ['an expectation', 'url: http://h, expect: {body: "${V}"}', { V: P }],
    ['any query parameter', 'url: "http://h/?tenant=${V}&x=1"', { V: P }],
    ['userinfo', 'url: "http://u:${V}@h/"', { V: P }],
    ['the query of a whole URL', 'url: "${V}"', { V: `http://h/?t=${P}` }],
    ['the userinfo of a whole URL', 'url: "${V}"', { V: `http://u:${P}@h/` }],
    ['a path, where the variable says token', 'url: "http://h/${MY_TOKEN}"', { MY_TOKEN: P }],
    ['a name, where the variable says secret', 'url: http://h, name: "${SECRET_NAME}"', { SECRET_NAME: P }],
    [
      'a tag, where the variable says credential',
      'url: http://h, tags: ["${credentials}"]',
      { credentials: P },
    ],
  ])('%s', async (_, entry, env) => {
    expect(await secretsOf(entry, env)).toContain(P);
  });
});

describe('no secret is', () => {
  it.each<[string, string, Record<string, string>]>([
    ['a literal header', 'url: http://h, headers: {x-team: planted-value}', {}],
    ['a header of Portkey', 'url: http://h, headers: {x-portkey-provider: planted-value}', {}],
    ['a host, port or path', 'url: "http://${H}:${N}/${V}"', { H: 'planted.example', N: '8080', V: P }],
    [
      'a model, name or tag',
      'provider: acme, check: chat, key: "", headers: {authorization: x}, model: "${V}", name: "${V}", tags: ["${V}"]',
      { V: P },
    ],
    ['a whole URL without userinfo and query', 'url: "${V}"', { V: 'http://h/planted-value' }],
    ['a default', 'url: http://h, headers: {x: "${V:-planted-value}"}', {}],
    ['a check or a duration', 'provider: acme, check: "${C}", timeout: "${T}"', { C: 'reach', T: '20000ms' }],
    ['a short user beside a password', 'url: "http://admin:hunter22@h"', {}],
  ])('%s', async (_, entry, env) => {
    const secrets = await secretsOf(entry, env);
    for (const text of [
      P,
      'planted.example',
      '8080',
      'reach',
      '20000ms',
      'admin',
      'http://h/planted-value',
    ]) {
      expect(secrets).not.toContain(text);
    }
  });
});

it('targets hold keys as secrets, so that printing one shows nothing', async () => {
  const { plan: made } = await plan(
    `- {provider: acme, check: chat, key: ${P}}\n- {url: http://h, headers: {x-token: ${P}}}`,
  );
  expect(JSON.stringify(made.targets)).not.toContain(P);
});

it('secrets of groups of probes that are not chosen stay out', async () => {
  const { secrets } = await plan(
    `- {name: a, url: http://h, headers: {x-token: ${P}}}\n- {name: b, url: http://h}`,
    { targets: ['b'] },
  );
  expect(secrets).toEqual([]);
});
