import { describe, expect, it } from 'vitest';
import { proxy } from '../../src/demo/proxy.ts';
import { holdRefusedPort } from '../../src/demo/refused-port.ts';
import { always, textReply, withServer, withTlsServer } from '../support/servers/index.ts';
import { curl, rawExchange } from '../support/servers/raw-client.ts';

const HELLO = always(textReply(200, 'hello'));
const connectTo = (authority: string, headers = '') =>
  `CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${headers}\r\n`;

describe('the proxy stand-in', () => {
  it('carries TLS through a tunnel, and is told where to', async () => {
    const seen: string[] = [];
    await withTlsServer('good', HELLO, (target) =>
      withServer(proxy({ onRequest: (to) => seen.push(to) }), async ({ origin }) => {
        const { exit, stdout } = await curl('--insecure', '--proxy', origin, target.origin);
        expect([exit, stdout]).toEqual([0, 'hello']);
        expect(seen).toEqual([target.authority]);
      }),
    );
  });

  it('forwards a plain request', async () => {
    await withServer(HELLO, (target) =>
      withServer(proxy(), async ({ origin }) => {
        const { stdout } = await curl('--include', '--proxy', origin, target.origin);
        expect(stdout).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
        expect(stdout).toContain('via: 1.1 proxy.example.test');
        expect(stdout.endsWith('hello')).toBe(true);
      }),
    );
  });

  it('says 502 where the target cannot be reached', async () => {
    const refused = await holdRefusedPort();
    await withServer(proxy(), async ({ port, origin }) => {
      const tunnel = await rawExchange(port, { request: connectTo(`127.0.0.1:${refused.port}`) });
      expect(tunnel.text).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\n/);
      const { stdout } = await curl('--include', '--proxy', origin, `http://127.0.0.1:${refused.port}/`);
      expect(stdout).toMatch(/^HTTP\/1\.1 502 /);
    });
    await refused.close();
  });

  it.each([403, 407, 502, 503, 504] as const)('refuses with %i', async (status) => {
    await withServer(proxy({ refuse: status }), async ({ port, origin }) => {
      const { text, end } = await rawExchange(port, { request: connectTo('example.test:443') });
      expect(text.startsWith(`HTTP/1.1 ${status} `)).toBe(true);
      expect(text.includes('proxy-authenticate: Basic realm="demo"')).toBe(status === 407);
      expect(end).toBe('fin');
      expect((await curl('--include', '--proxy', origin, 'http://example.test/')).stdout).toContain(
        `HTTP/1.1 ${status} `,
      );
    });
  });

  it('wants the right password', async () => {
    await withServer(HELLO, (target) =>
      withServer(proxy({ credentials: 'me:secret' }), async ({ authority }) => {
        const status = async (userinfo: string) =>
          (
            await curl(
              '--write-out',
              '%{http_code}',
              '--output',
              '/dev/null',
              '--proxy',
              `http://${userinfo}${authority}`,
              target.origin,
            )
          ).stdout;
        expect(await status('me:secret@')).toBe('200');
        expect(await status('me:wrong@')).toBe('407');
        expect(await status('')).toBe('407');
      }),
    );
  });

  it('hangs, or hangs up', async () => {
    await withServer(proxy({ hang: true }), async ({ port }) => {
      expect(await rawExchange(port, { request: connectTo('a.test:443') })).toMatchObject({
        text: '',
        end: 'open',
      });
    });
    await withServer(proxy({ close: true }), async ({ port }) => {
      expect(await rawExchange(port, { request: connectTo('a.test:443') })).toMatchObject({
        text: '',
        end: 'fin',
      });
    });
  });
});
