import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/index.ts';
import { IDS, parse, problems, told } from './helpers.ts';

describe('what a config may look like', () => {
  it.each([
    ['a list', '- https://a.example\n- acme\n- tcp://h:1\n- {url: "http://[::1]:8080/x"}'],
    ['a mapping', 'probes:\n  - acme'],
    ['free keys for anchors', 'x-base: &b {timeout: 3s}\nprobes:\n  - {<<: *b, url: http://h}'],
    ['only providers', 'providers:\n  own: {base_url: http://h}'],
    ['CRLF and a byte order mark', '\ufeff- acme\r\n- https://a.example\r\n'],
    [
      'everything waiting for the environment',
      '- ${A}\n- {url: "${B}", timeout: "${C}", retries: "${D}", key: "${E}"}',
    ],
  ])('%s', async (_, text) => {
    const { config, diagnostics } = await parse(text);
    expect(told(diagnostics)).toEqual([]);
    expect(config).not.toBeNull();
  });
});

describe('mistakes', () => {
  it('are told all at once, in order, at their places', async () => {
    const text = [
      'defaults: { tiemout: 5s, retries: 99 }',
      'probes:',
      '  - name: a',
      '    url: https://x.example/',
      '    timeout: { conect: 2s, total: -1 }',
      '    optional: yes',
      '  - { name: a, url: "ftp://x" }',
      '  - acmee',
      '  - example.com/health',
      '  - 5',
      '  - check: chat',
      '  - tags:',
      '    url: http://h:0/',
      'groups:',
      '  g: { require: 0 }',
      'grups: 1',
    ].join('\n');
    expect(await problems(text)).toEqual([
      '1:13 unknown key "tiemout" (did you mean "timeout"?)',
      '1:35 retries: must be at most 10',
      '5:16 unknown key "conect" (did you mean "connect"?)',
      '5:35 timeout.total: must not be negative',
      '6:15 optional: must be true or false, not the text "yes" (YAML 1.2 reads yes as text; write true)',
      '7:13 the name "a" is taken (probes.yaml:3)',
      '7:21 url: the scheme ftp:// cannot be probed; use http://, https:// or tcp://',
      '8:5 unknown provider "acmee" (did you mean "acme"?)',
      '9:5 "example.com/health" is neither a URL nor a provider id (put https:// or tcp:// before it)',
      '10:5 a probe is a URL, a provider id, or a mapping with "provider" or "url"',
      '11:5 a probe needs "provider" or "url"',
      '12:10 tags: has no value',
      '13:10 url: 0 is no port (1 to 65535)',
      '15:6 "probes" is missing',
      '15:17 require: must be at least 1',
      '16:1 unknown key "grups" (did you mean "groups"?)',
    ]);
  });

  it.each([
    [
      '- {url: http://h, model: m}',
      '1:19 "model" means nothing for the check http (it is for models, chat, stream, embeddings)',
    ],
    [
      '- {provider: acme, key: k}',
      '1:20 "key" means nothing for the check reach (reach is the default; did you forget "check: chat"?)',
    ],
    [
      '- {provider: acme, prompt: hi}',
      '1:20 "prompt" means nothing for the check reach (reach is the default; did you forget "check: chat"?)',
    ],
    [
      '- {url: "tcp://h:1", expect: {json: {$.a: 1}}}',
      '1:22 "expect" means nothing for the check tcp (it is for reach, models, chat, stream, embeddings, http)',
    ],
    [
      '- {provider: acme, check: stream, expect: {json: {$.a: 1}}}',
      '1:44 "expect.json" means nothing for the check stream (it is for reach, models, chat, embeddings, http)',
    ],
    [
      '- {provider: acme, check: chat, degraded: {first_token: 1s}}',
      '1:44 "degraded.first_token" means nothing for the check chat (it is for stream)',
    ],
    [
      '- {url: http://h, expect: {cert_days: 3}}',
      '1:28 "expect.cert_days" means nothing for http://, which has no certificate',
    ],
    [
      '- {url: http://h, key: k}',
      '1:19 "key" means nothing without a provider (write it as a header, e.g. headers: { authorization: "Bearer ${TOKEN}" })',
    ],
    [
      '- {url: http://h, check: chat}',
      '1:19 the check chat needs "provider" (and "base_url") instead of "url"',
    ],
    ['- {provider: acme, url: http://h, check: chat}', '1:35 the check chat takes "base_url", not "url"'],
    ['- {provider: acme, check: http}', '1:20 the check http needs "url", not "provider"'],
    ['- {url: "tcp://h:1", check: http}', '1:22 the check http needs an http(s) URL'],
    ['- {url: http://h, json: {}, body: x}', '1:29 "json" and "body" are both the body to send; keep one'],
  ])('a key that means nothing: %s', async (text, message) => {
    expect(await problems(text)).toEqual([message]);
  });

  it.each([
    ['url: tcp://h:99999', '99999 is no port'],
    ['url: tcp://h', 'needs a host and a port'],
    ['url: "http://a b/"', 'holds a blank'],
    ['url: "http://h/\\x07"', 'holds a control character'],
    ['url: "http:\\\\\\\\h"', 'is no URL'],
    ['url: http://h, headers: {"b d": x}', '"b d" is no header name'],
    ['url: http://h, headers: {a: "x\\ny"}', 'holds a line break'],
    ['url: http://h, headers: {a: "日本"}', 'outside ISO 8859-1'],
    ['url: http://h, headers: {Content-Length: 3}', 'set by aiprobe itself'],
    ['url: http://h, method: CONNECT', 'CONNECT is for proxies'],
    ['url: http://h, expect: {body: "/(/"}', 'no regular expression: Unterminated group'],
    ['url: http://h, expect: {json: {"$.a[": 1}}', 'is no JSONPath'],
    ['url: http://h, expect: {json: {$.a: "> x"}}', 'compares with no number'],
    ['url: http://h, expect: {status: 2x}', 'is no status'],
    ['url: http://h, resolve: "a:b:c"', 'is not HOST:PORT:ADDRESS'],
    ['url: http://h, dns: {server: "a b"}', 'is not HOST or HOST:PORT'],
    ['url: http://h, dns: {ip: 5}', '5 is not one of 4, 6'],
    ['url: http://h, name: "a\\tb"', 'holds a control character'],
    ['url: http://h, name: 007', 'must be text, not 7 (put it in quotes)'],
    ['url: http://h, count_as: {nope: up}', 'is no kind of failure'],
    ['url: "http://h/${A"', '"${" without "}"'],
    ['url: "http://h/${A-b}"', '"${A-b}" is no variable'],
  ])('a bad value: %s', async (entry, message) => {
    expect((await problems(`- {${entry}}`)).join()).toContain(message);
  });

  it('are told beside values that wait for the environment', async () => {
    expect(await problems('- {url: "${U}", timeout: ["${T}"], retries: -1, wat: 1}')).toEqual([
      '1:17 timeout: must be a duration such as 10s, or a mapping of limits',
      '1:45 retries: must be at least 0',
      '1:49 unknown key "wat"',
    ]);
  });

  it('never show a key that stands in the same line', async () => {
    const { diagnostics } = await parse(
      '- {url: http://h, headers: {x-api-key: sk-planted}, wat: 1, password: "sk-planted"}',
    );
    expect(JSON.stringify(diagnostics)).not.toContain('sk-planted');
  });
});

describe('references', () => {
  const probes = 'probes:\n  - {name: a, url: http://h, tags: [t]}\n  - {name: b, url: http://h}\n';
  it.each([
    ['groups: {g: {probes: [a, c]}}', '4:26 no probe is called "c"'],
    ['groups: {g: {probes: [a, b], require: 3}}', '4:39 the group "g" has 2 probes and requires 3'],
    ['groups: {g: {probes: [a, a]}}', '4:14 the group "g" names a probe twice'],
    ['maintenance: [{tags: [tt], start: "2026-01-01", duration: 1h}]', '4:23 no tag is called "tt"'],
    ['maintenance: [{groups: [g], start: "2026-01-01", duration: 1h}]', '4:25 no group is called "g"'],
    ['maintenance: [{probes: [a]}]', '4:15 a window needs "start" or "cron"'],
    ['maintenance: [{cron: "99 * * * *", duration: 1h}]', '4:22 Invalid value for minute: 99'],
    ['maintenance: [{cron: "0 3 * * *"}]', '4:22 a window with "cron" needs "duration"'],
    [
      'maintenance: [{start: x, end: y}]',
      '4:23 "x" is no time; write 2026-12-01T02:00:00Z, or without Z and with "timezone"',
    ],
    ['maintenance: [{start: "2026-01-02", end: "2026-01-01"}]', '4:42 the window ends before it begins'],
    [
      'maintenance: [{start: "2026-01-01", duration: 1h, timezone: Mars/X}]',
      '4:61 Invalid time zone specified: Mars/X',
    ],
    ['control: example.com', '4:10 control: needs a port, e.g. 1.1.1.1:53'],
    ['providers: {own: {base_url: x, chat: {dialect: klingon, path: /x}}}', '4:19 providers.own.base_url'],
  ])('%s', async (section, message) => {
    const [first] = await problems(probes + section);
    if (section.startsWith('providers'))
      expect(first).toBe('4:29 base_url: must begin with http:// or https://');
    else expect(first).toBe(message);
  });
});

describe('several files', () => {
  const sources = (...texts: string[]) => texts.map((text, index) => ({ name: `${index}.yaml`, text }));
  it('are one config', async () => {
    const { config } = await parseConfig(sources('- acme', 'probes: [http://h]\ndefaults: {retries: 2}'), {
      providerIds: IDS,
    });
    expect(config?.probes).toHaveLength(2);
  });
  it('share their names', async () => {
    const { diagnostics } = await parseConfig(
      sources('- {name: a, url: http://h}', '- {name: a, url: http://h}\n- wat: 1', '- ['),
      { providerIds: IDS },
    );
    expect(diagnostics.map(({ file, line }) => `${file}:${line}`)).toEqual([
      '1.yaml:1',
      '1.yaml:2',
      '1.yaml:2',
      '2.yaml:1',
    ]);
    expect(told(diagnostics)[0]).toContain('the name "a" is taken (0.yaml:1)');
  });
});

describe('texts that are no config', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['empty', '', '1:1 the file is empty'],
    ['only a comment', '# nothing\n', '1:1 the file is empty'],
    ['no probe', 'probes: []', '1:1 the config names no probe (list them under "probes:")'],
    ['a scalar', 'hello', '1:1 a config is a list of probes, or a mapping with the list under "probes:"'],
    ['UTF-16', Buffer.from('\ufeff- acme', 'utf16le'), 'probes.yaml the file is UTF-16 (save it as UTF-8)'],
    ['no UTF-8', Uint8Array.of(0x2d, 0x20, 0xff), 'probes.yaml the file is no valid UTF-8'],
    [
      'binary',
      Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0, 0, 0xff),
      'probes.yaml this is a binary file, no YAML',
    ],
    ['an escape code', '- acme # \u001b[31m', '1:10 control character U+001B'],
    ['10 MB', 'a'.repeat(10_000_000), 'probes.yaml 9.5 MiB is too large for a config (the limit is 2 MiB)'],
  ])('%s', async (_, text, message) => {
    const { config, diagnostics } = await parse(text);
    expect(config).toBeNull();
    expect(told(diagnostics)).toEqual([message]);
  });
});
