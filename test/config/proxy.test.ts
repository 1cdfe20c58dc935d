import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proxyFor } from '../../src/config/index.ts';
import { plan, target } from './helpers.ts';

function via(url: string, env: Record<string, string>): string | null {
  const found = proxyFor(url, env, null);
  if ('problem' in found) return found.problem;
  return found.value === null ? null : `${found.value.host}:${found.value.port} ${found.value.origin}`;
}

describe('the usual variables', () => {
  it.each<[string, Record<string, string>, string | null]>([
    ['http://h/', { http_proxy: 'http://p:1' }, 'p:1 http_proxy'],
    ['http://h/', { HTTP_PROXY: 'http://p:1', http_proxy: 'http://q:2' }, 'q:2 http_proxy'],
    ['http://h/', { HTTP_PROXY: 'http://p:1', http_proxy: '' }, null],
    ['http://h/', { HTTP_PROXY: 'p:1' }, 'p:1 HTTP_PROXY'],
    ['http://h/', { HTTP_PROXY: 'http://p:1', REQUEST_METHOD: 'GET' }, null],
    ['https://h/', { HTTP_PROXY: 'http://p:1' }, null],
    ['https://h/', { HTTPS_PROXY: 'https://p' }, 'p:443 HTTPS_PROXY'],
    ['https://h/', { ALL_PROXY: 'http://p' }, 'p:80 ALL_PROXY'],
    ['tcp://h:1', { ALL_PROXY: 'http://[::1]:8' }, '::1:8 ALL_PROXY'],
    ['https://h/', { HTTPS_PROXY: 'socks5://p:1' }, 'SOCKS proxies are not supported; name an HTTP proxy'],
    ['https://h/', { HTTPS_PROXY: 'ftp://p:1' }, 'a proxy is http://HOST:PORT or https://HOST:PORT'],
  ])('%s %j', (url, env, expected) => expect(via(url, env)).toBe(expected));
});

describe('NO_PROXY', () => {
  it.each([
    ['*', 'http://any/', true],
    ['example.com', 'http://example.com/', true],
    ['example.com', 'http://api.example.com./', true],
    ['.example.com', 'http://example.com/', true],
    ['*.example.com', 'http://api.example.com/', true],
    ['example.com', 'http://badexample.com/', false],
    ['example.com:8080', 'http://example.com:8080/', true],
    ['example.com:8080', 'http://example.com/', false],
    ['example.com:80', 'http://example.com/', true],
    ['a, b ,EXAMPLE.com', 'http://example.com/', true],
    ['10.0.0.0/8', 'http://10.1.2.3/', true],
    ['10.0.0.0/8', 'http://11.1.2.3/', false],
    ['10.0.0.0/99', 'http://10.0.0.0/', false],
    ['10.1.2.3', 'http://10.1.2.3:81/', true],
    ['[::1]', 'http://[::1]:8/', true],
    ['::1', 'http://[0:0:0:0:0:0:0:1]/', true],
    ['[::1]:9', 'http://[::1]:8/', false],
    ['fd00::/8', 'http://[fd12::1]/', true],
    ['1', 'http://10.0.0.1/', false],
    ['', 'http://h/', false],
    [',', 'http://h/', false],
  ])('%j bypasses for %s: %s', (list, url, bypassed) => {
    expect(via(url, { http_proxy: 'http://p:1', NO_PROXY: list }) === null).toBe(bypassed);
  });
  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string(), (list) => void via('http://h/', { http_proxy: 'http://p:1', no_proxy: list })),
    );
  });
});

describe('a proxy that is named', () => {
  it('wins over the environment, NO_PROXY included', async () => {
    const env = { http_proxy: 'http://env:1', NO_PROXY: '*' };
    const made = await target('- {url: http://h, proxy: "http://u:pass1234@own:2"}', { env });
    expect(made.proxy).toMatchObject({ host: 'own', port: 2, secure: false, origin: 'probes.yaml:1' });
    expect(made.proxy?.authorization?.reveal()).toBe('Basic dTpwYXNzMTIzNA==');
  });
  it('false is none', async () => {
    expect(
      (await target('- {url: http://h, proxy: false}', { env: { http_proxy: 'http://env:1' } })).proxy,
    ).toBeNull();
  });
  it('is checked before anything is probed, once', async () => {
    const { problems } = await plan(null, {
      targets: ['http://h'],
      flags: { proxy: 'socks5://u:planted@p' },
    });
    expect(problems).toEqual(['command line h: proxy: SOCKS proxies are not supported; name an HTTP proxy']);
  });
});
