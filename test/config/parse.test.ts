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
    [
      'url: http://h, expect: {body: "/(/"}',
      'no regular expression: a "(" is not closed (write \\( for the character itself)',
    ],
    ['url: http://h, expect: {json: {"$.a[": 1}}', 'is no JSONPath'],
    ['url: http://h, expect: {json: {$.a: "> x"}}', 'compares with no number'],
    ['url: http://h, expect: {status: 2x}', 'is no status'],
    ['url: http://h, resolve: "a:b:c"', 'is not HOST:PORT:ADDRESS'],
    ['url: http://h, dns: {server: "a b"}', 'is not HOST or HOST:PORT'],
    ['url: http://h, dns: {ip: 5}', '5 is not one of 4, 6'],
    ['url: http://h, name: "a\\tb"', 'holds a control character'],
    [
      'url: http://h, check: []',
      'check: must be one of reach, models, chat, stream, embeddings, http, tcp, not a list',
    ],
    ['url: http://h, retries: 1e30', '1:28 retries: must be at most 10'],
    ['url: http://h, prompt: []', '1:19 prompt: must be text, not a list'],
    ['url: http://h, variables: {a: [1]}', 'variables.a: must be text'],
    ['url: http://h, json: .inf', 'json: this value cannot stand here'],
    ['url: http://h, expect: {status: []}', 'expect.status: names no status'],
    ['url: http://h, expect: {status: [700, 200, 20]}', '"700", "20" are no status'],
    ['url: http://h, proxy: "socks5://h"', 'SOCKS proxies are not supported'],
    ['provider: acme, check: chat, key: "a\\nb"', 'key: cannot be sent: a header value holds a line break'],
    ['url: http://h, name: 007', 'must be text, not 7 (put it in quotes)'],
    ['url: http://h, count_as: {nope: up}', 'is no kind of failure'],
    ['url: "http://h/${A"', '"${" without "}"'],
    ['url: "http://h/${A-b}"', '"${A-b}" is no variable'],
  ])('a bad value: %s', async (entry, message) => {
    expect((await problems(`- {${entry}}`)).join()).toContain(message);
  });

  it('are told beside what is wrong in the YAML itself', async () => {
    const text = [
      'probes:',
      '  - { name: a, url: "ftp://x", name: b }',
      '  - { url: "c:\\d", retries: 99 }',
      '  - { <<: *nope, retries: 98 }',
      '  - { url: http://h, wat: 1, wat: 2 }',
      'groups:',
      '  g: { probs: [zz], require: 0 }',
      '  h: { probes: [a, zz], wat: 1 }',
      'maintenance:',
      '  - { cron: "0 3 * * 9", duration: 1h, wat: 1 }',
      '  - { cron: "0 3 * * 1", durration: 1h, timezone: Berlin }',
      'probes:',
      '  - { url: http://i, timeout: soon }',
    ].join('\n');
    expect(await problems(text)).toEqual([
      '2:21 url: the scheme ftp:// cannot be probed; use http://, https:// or tcp://',
      '2:32 the key "name" is here a second time, first in line 2',
      '3:15 no such escape in "..." (write \\\\ for a backslash, or use \'...\')',
      '3:29 retries: must be at most 10',
      '4:11 no anchor &nope stands before this alias (put it in quotes if it is text)',
      '4:27 retries: must be at most 10',
      '5:22 unknown key "wat"',
      '5:30 the key "wat" is here a second time, first in line 5',
      '7:8 unknown key "probs" (did you mean "probes"?)',
      '7:30 require: must be at least 1',
      '8:25 unknown key "wat"',
      '10:13 "9" is no day of the week (0 to 7, or SUN to SAT)',
      '10:40 unknown key "wat"',
      '11:26 unknown key "durration" (did you mean "duration"?)',
      '12:1 the key "probes" is here a second time, first in line 1',
      '13:31 timeout: "soon" is no duration; write 250ms, 2s, 1m30s, 2h or a number of milliseconds',
    ]);
  });

  it('before a mistake of syntax are told with it, and nothing that would follow from it', async () => {
    const text =
      'probes:\n  - {url: http://h, wat: 1}\n  - {name: a\n    url: http://h}\n  - openai\ngroups: {g: {probes: [b]}}';
    expect(await problems(text)).toEqual([
      '2:21 unknown key "wat"',
      '3:12 a key goes over two lines (is a blank missing after ":", or a "," within { }, or is the second line indented wrongly?)',
    ]);
    expect(await problems('- {provder: acme}\n- name: "x')).toEqual([
      '1:4 unknown key "provder" (did you mean "provider"?)',
      '2:9 this quote is not closed',
    ]);
  });

  it('of a probe whose subject is mistyped are no complaint that it has none', async () => {
    expect(await problems('- {provder: acme}\n- {urll: http://h}')).toEqual([
      '1:4 unknown key "provder" (did you mean "provider"?)',
      '2:4 unknown key "urll" (did you mean "url"?)',
    ]);
    expect(await problems('- {provider: acmee, check: caht}')).toEqual([
      '1:14 unknown provider "acmee" (did you mean "acme"?)',
      '1:28 check: "caht" is not one of reach, models, chat, stream, embeddings, http, tcp (did you mean "chat"?)',
    ]);
  });

  it('in an anchor that many probes merge are told once', async () => {
    const text = 'x-base: &b {wat: 1}\nprobes:\n  - {<<: *b, url: http://h}\n  - {<<: *b, url: http://i}';
    expect(await problems(text)).toEqual(['1:13 unknown key "wat"']);
  });

  it.each([
    ['-acme', 'a blank is missing after "-"'],
    ['url:http://h', 'a blank is missing after "url:"'],
    ['- name:x', 'a blank is missing after "name:"'],
    ['- url:http://h', 'a blank is missing after "url:"'],
    ['- http://a\n  http://b', 'it goes on in the next line; is the indentation right?'],
    ['- url: http://a\n   b', 'it goes on in the next line; is the indentation right?'],
    ['name: a\nurl: http://h', 'begin each probe with "- "'],
    ['- url: example.com/health', 'put https:// before it'],
    ['- url: https:/example.com', 'two slashes follow the colon'],
    ['- {url: http://h, retries: "3"}', 'write 3 without quotes'],
    ['- {url: http://h, optional: "true"}', 'write true without quotes'],
    ['- {url: http://h, dns: {ip: "4"}}', 'write 4 without quotes'],
    ['- {url: http://h, tls: {CA: x}}', 'did you mean "ca"?'],
    ['- {url: http://h, "${A}": x}', 'variables are read in values, not in keys'],
    ['- {url: http://h, json: }', 'write null where the JSON null is meant'],
    ['- {url: http://h, expect: {json: {$.a: "=> 1"}}}', 'write >=, or == "=> 1" for the text itself'],
    ['- {url: http://h, timeout: 10}', 'for seconds write 10s'],
    ['base: &b {timeout: 3s}\nprobes: [{<<: *b, url: http://h}]', 'what only holds anchors begins with "x-"'],
  ])('of a hurried hand have a hint: %j', async (text, hint) => {
    expect((await problems(text)).join()).toContain(`(${hint})`);
  });

  it('in one long line are told in time', async () => {
    const { diagnostics } = await parse(`[${'{url: http://h, wat: 1},'.repeat(20_000)}]`);
    expect(diagnostics).toHaveLength(20_000);
    const [, second] = diagnostics;
    expect(second).toMatchObject({ line: 1, column: 42, sourceColumn: 1 });
    expect(diagnostics.at(-1)?.sourceLine.length).toBeLessThan(1_000);
    expect(told((await parse(`"${'a-'.repeat(900_000)}`)).diagnostics)).toEqual([
      '1:1 this quote is not closed',
    ]);
  });

  it('in one long line of wide characters are told in time, at the right characters', async () => {
    const line = `[${'{url: http://h, "😀": 1},'.repeat(5_000)}{url: http://h, name: "${'😀'.repeat(400_000)}"}]`;
    const { diagnostics } = await parse(line);
    expect(diagnostics).toHaveLength(5_001);
    expect(diagnostics[1]).toMatchObject({ line: 1, column: 42, length: 3 });
    const { column, sourceColumn = 1, sourceLine } = diagnostics[4_999] ?? { column: 0, sourceLine: '' };
    expect([...sourceLine].slice(column - sourceColumn, column - sourceColumn + 3).join('')).toBe('"😀"');
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

describe('what means nothing without TLS', () => {
  it('is warned of at its place, and only where it is written at the probe', async () => {
    const text = [
      'defaults: {http_version: 2, tls: {insecure: true}}',
      'probes:',
      '  - {url: http://h, tls: {insecure: true}, http_version: 2, degraded: {tls: 1s}}',
      '  - {url: https://h, tls: {insecure: true}, http_version: 2}',
      '  - {provider: engine, base_url: http://h, timeout: {tls: 1s}}',
      '  - {url: http://i, http_version: 1.1}',
    ].join('\n');
    const { config, diagnostics } = await parse(text);
    const hint = '(it is for https://, also where a redirect or proxy leads there)';
    expect(told(diagnostics)).toEqual([
      `3:21 warning: "tls" means nothing for http:// ${hint}`,
      `3:44 warning: HTTP/2 is not spoken over http://: this asks with HTTP/1.1 ${hint}`,
      `3:72 warning: "degraded.tls" means nothing for http:// ${hint}`,
      `5:54 warning: "timeout.tls" means nothing for http:// ${hint}`,
    ]);
    expect(config).not.toBeNull();
  });
});

describe('references', () => {
  const probes = 'probes:\n  - {name: a, url: http://h, tags: [t]}\n  - {name: b, url: http://h}\n';
  it.each([
    ['groups: {g: {probes: [a, c]}}', '4:26 no probe is called "c"'],
    ['groups: {g: {probes: [a, b], require: 3}}', '4:39 the group "g" has 2 probes and requires 3'],
    ['groups: {g: {probes: [a, a]}}', '4:14 the group "g" names a probe twice'],
    [
      'maintenance: [{tags: [tt], start: "2026-01-01", duration: 1h}]',
      '4:23 no tag is called "tt" (did you mean "t"?)',
    ],
    ['maintenance: [{groups: [g], start: "2026-01-01", duration: 1h}]', '4:25 no group is called "g"'],
    ['maintenance: [{probes: [a]}]', '4:15 a window needs "start" or "cron"'],
    ['maintenance: [{cron: "99 * * * *", duration: 1h}]', '4:22 "99" is no minute (0 to 59)'],
    ['maintenance: [{cron: "0 3 * * *"}]', '4:22 a window with "cron" needs "duration"'],
    [
      'maintenance: [{start: x, end: y}]',
      '4:23 "x" is no time; write 2026-12-01T02:00:00Z, or without Z and with "timezone"',
    ],
    ['maintenance: [{start: "2026-01-02", end: "2026-01-01"}]', '4:42 the window ends before it begins'],
    [
      'maintenance: [{start: "2026-01-01", duration: 1h, timezone: Mars/X}]',
      '4:61 "Mars/X" is no time zone (write a name such as Europe/Berlin, or UTC)',
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
      '2.yaml:1',
    ]);
    expect(told(diagnostics)[0]).toContain('the name "a" is taken (0.yaml:1)');
  });
});

describe('texts that are no config', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['empty', '', '1:1 the file is empty (`aiprobe init` writes a config to begin with)'],
    [
      'only a comment',
      '# nothing\n',
      '1:1 the file is empty but for comments (`aiprobe init` writes a config to begin with)',
    ],
    ['no probe', 'probes: []', '1:1 the config names no probe (list them under "probes:")'],
    ['a scalar', 'hello', '1:1 a config is a list of probes, or a mapping with the list under "probes:"'],
    ['UTF-16', Buffer.from('\ufeff- acme', 'utf16le'), '1:1 the file is UTF-16 (save it as UTF-8)'],
    ['UTF-16 without a mark', Buffer.from('- acme', 'utf16le'), '1:1 the file is UTF-16 (save it as UTF-8)'],
    [
      'no UTF-8',
      Buffer.from('- acme\n- caf\xe9', 'latin1'),
      '2:6 the file is no valid UTF-8 (save it as UTF-8)',
    ],
    ['zeros', new Uint8Array(1_000), '1:1 this is a binary file, no YAML'],
    [
      'lines of an old Mac',
      '- acme\r- http://h\r',
      '1:7 a line ends here in a carriage return alone, which is no line end to YAML tools (save the file with LF or CR LF line ends)',
    ],
    ['binary', Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0, 0, 0xff), '1:1 this is a binary file, no YAML'],
    ['an escape code', '- acme # \u001b[31m', '1:10 control character U+001B'],
    ['10 MB', 'a'.repeat(10_000_000), '1:1 9.5 MiB is too large for a config (the limit is 2 MiB)'],
  ])('%s', async (_, text, message) => {
    const { config, diagnostics } = await parse(text);
    expect(config).toBeNull();
    expect(told(diagnostics)).toEqual([message]);
  });
});
