import { describe, expect, it } from 'vitest';
import { plan, sent, target } from './helpers.ts';

describe('targets without a config', () => {
  it('are URLs, addresses and provider ids', async () => {
    const { plan: made, problems } = await plan(null, {
      targets: ['https://h.example/a', 'tcp://[::1]:81', 'acme', 'https://h.example/b', 'acme'],
    });
    expect(problems).toEqual([]);
    expect(made.targets.map(({ name, check, url }) => [name, check, url])).toEqual([
      ['h.example/a', 'http', 'https://h.example/a'],
      ['[::1]:81', 'tcp', 'tcp://[::1]:81'],
      ['acme', 'reach', 'https://api.acme.example/v1/models'],
      ['h.example/b', 'http', 'https://h.example/b'],
    ]);
  });
  it.each([
    ['acmee', 'command line "acmee" is no URL, no probe\'s name and no provider id (did you mean "acme"?)'],
    [
      'h.example/x',
      'command line "h.example/x" is no URL, no probe\'s name and no provider id (put https:// or tcp:// before an address)',
    ],
    [
      'ftp://u:p@h',
      'command line a target: the scheme ftp:// cannot be probed; use http://, https:// or tcp://',
    ],
    ['gone', 'command line gone: Gone AI was switched off on 2026-07-30 (remove this probe)'],
    [
      'cloud',
      'command line the environment variable CLOUD_RESOURCE is not set ({resource} in the URL of cloud) (set it, or name an --env-file)',
    ],
  ])('%s', async (word, message) => {
    expect((await plan(null, { targets: [word] })).problems).toEqual([message]);
  });
});

describe('built-in settings', () => {
  it('of an http probe', async () => {
    expect(await target(null, { targets: ['http://h/'] })).toEqual({
      name: 'h',
      provider: null,
      check: 'http',
      url: 'http://h/',
      ask: { via: 'http', request: { method: 'GET', url: 'http://h/', headers: [], body: null } },
      authenticated: false,
      model: null,
      tags: [],
      optional: false,
      expect: { status: null, headers: [], body: [], json: [], certDays: null },
      degraded: {},
      certDays: 14,
      timeout: {
        total: 10_000,
        dns: null,
        connect: null,
        tls: null,
        first_byte: null,
        first_token: null,
        idle: null,
      },
      retries: 1,
      retryDelayMs: 500,
      redirects: 5,
      maxBody: 1_048_576,
      httpVersion: '1.1',
      proxy: null,
      tls: {
        ca: [],
        cert: null,
        key: null,
        servername: null,
        insecure: false,
        files: { ca: [], cert: null, key: null },
      },
      dns: { server: null, ip: null, allAddresses: false },
      resolve: [],
      statusPage: null,
      skip: null,
    });
  });
});

describe('what an http probe sends', () => {
  it('JSON with its content type, and Basic from userinfo', async () => {
    const made = await target(
      '- {url: "https://me:hunter22@h/x#f", json: {a: [1.0]}, headers: {X-Team: 1.10}}',
    );
    expect(made.url).toBe('https://h/x');
    expect(made.ask).toMatchObject({ request: { method: 'POST', url: 'https://h/x', body: '{"a":[1]}' } });
    expect(sent(made)).toEqual({
      'content-type': 'application/json',
      authorization: 'Basic bWU6aHVudGVyMjI=',
      'x-team': '1.10',
    });
    expect(made.authenticated).toBe(true);
  });
  it('refuses a body with HEAD', async () => {
    expect((await plan('- {url: http://h, method: head, body: x}')).problems).toEqual([
      '1:19 a HEAD request has no body',
    ]);
  });
  it('a TCP check of a web address goes to its port', async () => {
    expect((await target('- {url: "https://h/x", check: tcp}')).ask).toEqual({
      via: 'tcp',
      host: 'h',
      port: 443,
    });
  });
});

describe('defaults', () => {
  it('lie beneath a probe, key by key, where they mean something', async () => {
    const text = [
      'defaults: {timeout: {connect: 1s, total: 9s}, headers: {a: 1, b: 1}, expect: {status: 200}, model: m, tags: [x], retries: 0}',
      'probes:',
      '  - {url: http://h, timeout: 3s, headers: {b: 2}, expect: {body: ok}, tags: [y]}',
      '  - tcp://h:1',
      '  - {provider: acme, check: chat, key: kkkk}',
    ].join('\n');
    const { plan: made, problems } = await plan(text);
    expect(problems).toEqual([]);
    const [web, tcp, chat] = made.targets;
    expect(web).toMatchObject({
      timeout: { connect: 1000, total: 3000 },
      tags: ['y'],
      retries: 0,
      model: null,
    });
    expect(web?.expect).toMatchObject({ status: { source: '200' }, body: [{ source: 'ok' }] });
    expect(web && sent(web)).toEqual({ a: '1', b: '2' });
    expect(tcp).toMatchObject({ timeout: { connect: 1000, total: 9000 }, tags: ['x'] });
    expect(chat).toMatchObject({ model: 'm' });
  });
  it('give provider and check to entries that name neither', async () => {
    const { plan: made } = await plan(
      'defaults: {provider: acme, check: models, key: k123}\nprobes: [{name: a}, http://h, engine]',
    );
    expect(made.targets.map(({ provider, check }) => [provider?.id, check])).toEqual([
      ['acme', 'models'],
      [undefined, 'http'],
      ['engine', 'models'],
    ]);
  });
});

describe('names', () => {
  it('are derived, unique, and make way for given ones', async () => {
    const { plan: made } = await plan(
      '[acme, acme, {name: acme-2, url: http://x}, http://h/a, http://h/b, http://h/b, tcp://h:1, http://solo/deep/path]',
    );
    expect(made.targets.map(({ name }) => name)).toEqual([
      'acme',
      'acme-3',
      'acme-2',
      'h/a',
      'h/b',
      'h/b-2',
      'h:1',
      'solo',
    ]);
  });
});

describe('selection', () => {
  const text = [
    'probes:',
    '  - {name: a, url: http://h, tags: [prod]}',
    '  - {name: b, url: http://h, tags: [dev]}',
    '  - {name: c1, url: http://h}',
    'groups: {g: {probes: [a, b]}, whole: {probes: [c1], require: 1}}',
  ].join('\n');
  it.each([
    [{ targets: ['c1', 'a'] }, ['a', 'c1'], ['whole']],
    [{ targets: ['c*', 'http://new/'] }, ['c1', 'new'], ['whole']],
    [{ flags: { tags: ['prod', 'dev'] } }, ['a', 'b'], ['g']],
    [{ flags: { groups: ['g'] } }, ['a', 'b'], ['g']],
    [{ flags: { names: ['?1'] } }, ['c1'], ['whole']],
    [{ flags: { tags: ['nope'] } }, [], []],
    [{}, ['a', 'b', 'c1'], ['g', 'whole']],
  ])('%j', async (options, names, groups) => {
    const { plan: made, problems } = await plan(text, options);
    expect(problems).toEqual([]);
    expect(made.targets.map(({ name }) => name)).toEqual(names);
    expect(made.groups.map(({ name }) => name)).toEqual(groups);
  });
  it('an unknown group is a mistake', async () => {
    expect((await plan(text, { flags: { groups: ['hole'] } })).problems).toEqual([
      'command line --group: no group is called "hole" (did you mean "whole"?)',
    ]);
  });
});

describe('flags', () => {
  it('win over the config', async () => {
    const flags = {
      timeout: '2s',
      retries: '3',
      dnsServer: '9.9.9.9',
      resolve: ['h:80:10.0.0.1'],
      ip: '6',
      insecure: true,
      statusPage: false,
      proxy: 'http://p:3128',
    };
    const made = await target(
      '- {url: http://h, timeout: {connect: 1s, total: 9s}, resolve: "h:80:10.0.0.2", status_page: http://s}',
      { flags },
    );
    expect(made).toMatchObject({
      timeout: { connect: 1000, total: 2000 },
      retries: 3,
      dns: { server: '9.9.9.9', ip: 6 },
      tls: { insecure: true },
      statusPage: false,
      proxy: { host: 'p', port: 3128, origin: '--proxy' },
    });
    expect(made.resolve.map(({ address }) => address)).toEqual(['10.0.0.1', '10.0.0.2']);
  });
  it('are checked, all of them', async () => {
    const flags = { timeout: '5x', retries: '99', dnsServer: 'a b', resolve: ['x'], ip: '5', check: 'chatt' };
    const { problems } = await plan(null, { targets: ['http://h'], flags });
    expect(problems.map((line) => line.split(':')[0])).toEqual([
      'command line --check',
      'command line --timeout',
      'command line --retries',
      'command line --dns-server',
      'command line --resolve',
      'command line --ip',
    ]);
    expect(problems[0]).toContain('did you mean "chat"?');
  });
  it('--check goes as deep as a provider has it, and says so', async () => {
    const text =
      '[{name: a, provider: acme, check: chat, model: m, key: k123, prompt: hi}, http://h, {name: c, provider: cloud, base_url: http://c}]';
    const reach = await plan(text, { flags: { check: 'reach' } });
    expect(reach.problems).toEqual([]);
    expect(reach.plan.targets.map(({ check }) => check)).toEqual(['reach', 'http', 'reach']);
    const { plan: made, problems } = await plan(text, {
      flags: { check: 'embeddings' },
      env: { AWS_BEARER_TOKEN_BEDROCK: 'tok123' },
    });
    expect(problems).toEqual(['1:2 the check embeddings of acme needs "model"']);
    expect(made.warnings).toEqual([
      'h: there is no embeddings check for it; --check embeddings leaves it at http',
      'c: there is no embeddings check for it; --check embeddings leaves it at stream',
    ]);
  });
});

describe('maintenance windows', () => {
  const text = (window: string) =>
    `probes: [{name: a, url: http://h, tags: [t]}, {name: b, url: http://h}]\ngroups: {g: {probes: [b]}}\nmaintenance: [${window}]`;
  it.each([
    [
      '{probes: [a], start: "2026-03-01T10:00:00Z", end: "2026-03-01T12:00:00Z"}',
      '2026-03-01T11:00:00Z',
      ['a'],
    ],
    ['{probes: [a], start: "2026-03-01T10:00:00Z", end: "2026-03-01T12:00:00Z"}', '2026-03-01T12:00:00Z', []],
    [
      '{tags: [t], start: "2026-03-01 10:00", timezone: Asia/Tokyo, duration: 1h}',
      '2026-03-01T01:30:00Z',
      ['a'],
    ],
    [
      '{groups: [g], cron: "0 3 * * 0", duration: 2h, timezone: Europe/Berlin}',
      '2026-03-01T02:30:00Z',
      ['b'],
    ],
    ['{groups: [g], cron: "0 3 * * 0", duration: 2h, timezone: Europe/Berlin}', '2026-03-01T04:00:00Z', []],
    ['{groups: [g], cron: "0 3 * * 0", duration: 2h, timezone: Europe/Berlin}', '2026-03-02T02:30:00Z', []],
    ['{cron: "* * * * *", duration: 1m}', '2026-03-02T02:30:00Z', ['a', 'b']],
  ])('%s at %s', async (window, now, skipped) => {
    const { plan: made } = await plan(text(window), { now: Date.parse(now) });
    expect(made.targets.filter(({ skip }) => skip?.kind === 'maintenance').map(({ name }) => name)).toEqual(
      skipped,
    );
  });
});

describe('what the environment brings', () => {
  it('is told of once where it is wrong, however many stages meet it', async () => {
    const text = '- {url: "${EMPTY}"}\n- {provider: "${WORD}"}\n- {url: http://h, retries: "${WORD}"}';
    const { problems } = await plan(text, { env: { EMPTY: '', WORD: 'nonsense' } });
    expect(problems).toEqual([
      '1:9 url: is no URL; it must begin with http://, https:// or tcp://',
      '2:14 unknown provider "nonsense" (`aiprobe providers` lists them)',
      '3:28 retries: must be a number, not the text "***"',
    ]);
  });
});

describe('settings', () => {
  it('say where each value came from, without a secret', async () => {
    const text =
      'defaults:\n  retries: 2\nprobes:\n  - name: a\n    provider: acme\n    check: chat\n    timeout: 3s\n  - {name: b, url: "https://u1:hunter22@h/?api_key=sk-planted"}';
    const { plan: made } = await plan(text, { env: { ACME_KEY: 'sk-planted2' }, flags: { ip: '4' } });
    const settings = made.settings.get('a')?.map(({ key, value, origin }) => `${key}=${value} ${origin}`);
    expect(settings).toEqual(
      expect.arrayContaining([
        'provider=acme probes.yaml:5',
        'check=chat probes.yaml:6',
        'model=acme-small catalogue',
        'key=*** $ACME_KEY',
        'max_tokens=2 catalogue',
        'timeout.total=3 s probes.yaml:7',
        'retries=2 defaults (probes.yaml:2)',
        'retry_delay=500 ms built-in',
        'dns.ip=4 --ip',
      ]),
    );
    expect(JSON.stringify([...made.settings])).not.toMatch(/planted|hunter22/);
  });
});
