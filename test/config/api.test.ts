import { describe, expect, it } from 'vitest';
import { plan, sent, target } from './helpers.ts';

const KEY = { ACME_API_KEY: 'sk-acme-1' };

describe('reach', () => {
  it('asks without a key, even where one is set', async () => {
    const made = await target('- acme', { env: KEY });
    expect(made.ask).toMatchObject({
      via: 'http',
      request: { method: 'GET', url: 'https://api.acme.example/v1/models' },
    });
    expect(sent(made)).toEqual({ 'acme-version': '7' });
    expect(made).toMatchObject({ authenticated: false, redirects: 0 });
  });
});

describe('models', () => {
  it('asks with the usual key', async () => {
    const made = await target('- {provider: acme, check: models}', {
      env: { ACME_API_KEY: '', ACME_KEY: 'alt-key' },
    });
    expect(sent(made).authorization).toBe('Bearer alt-key');
    expect(made).toMatchObject({ authenticated: true, model: null, ask: { via: 'http' } });
  });
  it('needs it', async () => {
    expect((await plan('- {provider: acme, check: models}')).problems[0]).toContain(
      '1:4 the environment variable ACME_API_KEY or ACME_KEY is not set (the key of acme)',
    );
  });
  it('takes an authorization header for it', async () => {
    const made = await target('- {provider: acme, check: models, headers: {authorization: Bearer mine}}', {
      env: KEY,
    });
    expect(sent(made).authorization).toBe('Bearer mine');
  });
  it('an engine that runs open needs none', async () => {
    const made = await target('- {provider: engine, check: models}');
    expect(sent(made)).toEqual({});
    expect(
      sent(await target('- {provider: engine, check: models}', { env: { ENGINE_KEY: 'k123' } })),
    ).toEqual({ 'x-key': 'k123' });
  });
});

describe('chat and stream', () => {
  it('ask in the dialect of the provider', async () => {
    const made = await target(
      '- {provider: acme, check: stream, key: "${K}", model: m/2, prompt: hi, max_tokens: 3}',
      { env: { K: 'kkkk' } },
    );
    expect(made.ask).toMatchObject({
      via: 'generate',
      generate: {
        dialect: 'openai-chat',
        stream: true,
        model: 'm/2',
        prompt: 'hi',
        maxTokens: 3,
        url: 'https://api.acme.example/v1/chat/completions',
      },
    });
  });
  it('leave prompt and budget to the catalogue', async () => {
    expect((await target('- {provider: acme, check: chat}', { env: KEY })).ask).toMatchObject({
      generate: { model: 'acme-small', prompt: '', maxTokens: 2, stream: false },
    });
  });
  it('put the model into the path, and need one', async () => {
    const made = await target('- {provider: engine, check: stream, model: "a/b:c"}');
    expect(made.url).toBe('http://localhost:8000/v1/models/a/b%3Ac:stream?alt=sse');
    expect((await plan('- {provider: engine, check: chat}')).problems).toEqual([
      '1:3 the check chat of engine needs "model"',
    ]);
  });
  it('are not for every provider', async () => {
    expect((await plan('- {provider: cloud, check: embeddings, base_url: http://h}')).problems).toEqual([
      '1:21 cloud has no embeddings check (it has reach, chat, stream)',
    ]);
  });
  it('a key with a line break is no key', async () => {
    const { problems } = await plan('- {provider: acme, check: chat}', {
      env: { ACME_API_KEY: 'sk-planted\n' },
    });
    expect(problems).toEqual(['1:3 the key cannot be sent: a header value holds a line break']);
  });
});

describe('base_url', () => {
  it.each([
    ['http://10.0.0.7:8000', 'http://10.0.0.7:8000/health'],
    ['http://10.0.0.7:8000/v1', 'http://10.0.0.7:8000/health'],
    ['http://10.0.0.7:8000/gw/v1/', 'http://10.0.0.7:8000/gw/health'],
  ])('%s', async (base, url) => {
    expect((await target(`- {provider: engine, base_url: "${base}"}`)).url).toBe(url);
  });
  it('keeps what the catalogue has in its own', async () => {
    expect((await target('- {provider: acme, base_url: "http://gw/openai/v1"}')).url).toBe(
      'http://gw/openai/v1/models',
    );
  });
  it('sends nothing to the own host of the provider', async () => {
    expect((await target('- {provider: cloud, base_url: "http://127.0.0.1:1"}')).url).toBe(
      'http://127.0.0.1:1/ping?api-version=2',
    );
  });
});

describe('placeholders', () => {
  const text = '- {provider: cloud, check: chat, key: kkkk}';
  it('come from the environment or from variables', async () => {
    const url = 'https://eu.cloud.example/api/model/arn%3Ax%2Fy/converse?api-version=2';
    expect((await target(text, { env: { CLOUD_RESOURCE: 'eu' } })).url).toBe(url);
    expect((await target(text.replace('key', 'variables: {resource: eu}, key'))).url).toBe(url);
  });
  it('are missing like any variable', async () => {
    expect((await plan(text)).problems[0]).toContain(
      'the environment variable CLOUD_RESOURCE is not set ({resource} in the URL of cloud)',
    );
  });
});

describe('Amazon signatures', () => {
  const text = '- {provider: cloud, check: chat, variables: {resource: r, region: eu-west-1}}';
  it('take the pair of keys', async () => {
    const { ask } = await target(text, {
      env: { AWS_ACCESS_KEY_ID: 'AKIA1234', AWS_SECRET_ACCESS_KEY: 's3cr3t' },
    });
    expect(ask.via === 'generate' && ask.generate.sign?.secretAccessKey.reveal()).toBe('s3cr3t');
    expect(ask).toMatchObject({
      generate: { sign: { region: 'eu-west-1', service: 'bedrock', sessionToken: null } },
    });
  });
  it('or a bearer token in place of them', async () => {
    expect(sent(await target(text, { env: { AWS_BEARER_TOKEN_BEDROCK: 'tok-1' } })).authorization).toBe(
      'Bearer tok-1',
    );
    expect((await plan(text)).problems[0]).toContain(
      'AWS_ACCESS_KEY_ID or AWS_SECRET_ACCESS_KEY or AWS_BEARER_TOKEN_BEDROCK',
    );
  });
});

describe('providers of the config', () => {
  const section = [
    'providers:',
    '  house:',
    '    base_url: ${HOUSE}/v1',
    '    auth: { header: x-api-key, scheme: raw, env: HOUSE_KEY }',
    '    models: { path: /models }',
    '    chat: { dialect: openai-chat, path: /chat, model: m }',
    '    errors: [{ status: 429, code: x, class: quota.plan }]',
  ].join('\n');
  it('are as good as built-in ones', async () => {
    const env = { HOUSE: 'http://h', HOUSE_KEY: 'kkkk' };
    const made = await target(`${section}\nprobes: [{provider: house, check: chat}]`, { env });
    expect(made).toMatchObject({
      name: 'house',
      url: 'http://h/v1/chat',
      provider: { id: 'house', name: 'house', kind: 'hosted' },
    });
    expect(sent(made)).toEqual({ 'x-api-key': 'kkkk' });
    expect((await target(section, { env, targets: ['house'] })).provider?.reach).toMatchObject([
      { path: '/models', expect: [401, 403, 200] },
    ]);
  });
  it('and their variables are as missing', async () => {
    expect((await plan(section, { targets: ['house'] })).problems[0]).toContain(
      '3:15 the environment variable HOUSE is not set',
    );
    expect((await plan(`${section}\nprobes: [http://h]`)).problems).toEqual([]);
  });
});
