import net from 'node:net';
import { describe, expect, it } from 'vitest';
import { startBlackhole } from '../../src/demo/blackhole.ts';
import { CUTS } from '../../src/demo/http/cuts.ts';
import { MALFORMED } from '../../src/demo/http/malformed.ts';
import { holdRefusedPort } from '../../src/demo/refused-port.ts';
import { TLS_FAULTS } from '../../src/demo/tls-faults.ts';
import { RST, script, send, wait, withServer, withTlsServer } from '../support/servers/index.ts';
import { curl, type RawAnswer, rawExchange } from '../support/servers/raw-client.ts';

type Seen = [end: RawAnswer['end'], text: string, curlExit: number];

const BEGUN = '{"status":"o';

describe('connections and bodies that end too early', () => {
  it.each<[keyof typeof CUTS, ...Seen]>([
    ['closed-on-accept', 'fin', '', 52],
    ['reset-after-request', 'rst', '', 56],
    ['closed-after-request', 'fin', '', 52],
    ['fin-in-headers', 'fin', 'HTTP/1.1 200 OK\r\nContent-Ty', 0],
    ['rst-in-headers', 'rst', 'HTTP/1.1 200 OK\r\nContent-Ty', 56],
    ['short-of-length', 'fin', BEGUN, 18],
    ['rst-in-body', 'rst', BEGUN, 56],
    ['chunked-cut', 'fin', `c\r\n${BEGUN}\r\n`, 18],
    ['chunked-rst', 'rst', `c\r\n${BEGUN}\r\n`, 56],
    ['cut-without-length', 'fin', BEGUN, 0],
    ['rst-without-length', 'rst', BEGUN, 56],
    ['whole-without-length', 'fin', '{"status":"ok"}', 0],
  ])('%s ends by %s', async (name, end, text, curlExit) => {
    await withServer(CUTS[name], async ({ port, origin }) => {
      const answer = await rawExchange(port);
      expect(answer.end).toBe(end);
      expect(answer.text.endsWith(text)).toBe(true);
      expect((await curl(origin)).exit).toBe(curlExit);
    });
  });

  it('resets on accept before a byte is read', async () => {
    await withServer(CUTS['reset-on-accept'], async ({ port }) => {
      expect(await rawExchange(port, { request: null })).toEqual({
        text: '',
        end: 'rst',
        code: 'ECONNRESET',
      });
    });
  });

  it('resets within TLS too', async () => {
    await withTlsServer('good', script(send('HTTP/1.1 200 OK\r\n'), wait(30), RST), async ({ port }) => {
      const answer = await rawExchange(port, { tls: { rejectUnauthorized: false } });
      expect(answer).toEqual({ text: 'HTTP/1.1 200 OK\r\n', end: 'rst', code: 'ECONNRESET' });
    });
  });
});

describe('ports without a server', () => {
  it('refuses, and is free again afterwards', async () => {
    const refused = await holdRefusedPort();
    expect((await rawExchange(refused.port)).code).toBe('ECONNREFUSED');
    expect((await curl(`http://127.0.0.1:${refused.port}/`)).exit).toBe(7);
    await refused.close();
  });

  it.runIf(process.platform === 'linux')('neither accepts nor refuses', async () => {
    const blackhole = await startBlackhole();
    const { exit } = await curl('--connect-timeout', '0.5', `http://127.0.0.1:${blackhole.port}/`);
    expect(exit).toBe(28);
    const socket = net.connect(blackhole.port, '127.0.0.1');
    socket.on('error', () => undefined);
    const connected = new Promise((resolve) => socket.once('connect', () => resolve('connected')));
    const silence = new Promise((resolve) => setTimeout(resolve, 200, 'silence'));
    expect(await Promise.race([connected, silence])).toBe('silence');
    socket.destroy();
    await blackhole.close();
  });
});

describe('answers that are no HTTP', () => {
  it.each<[keyof typeof MALFORMED, string, number]>([
    ['ssh-banner-fin', 'SSH-2.0-OpenSSH_9.6p1 Debian-5\r\n', 1],
    ['smtp-banner', '220 mail.example.test ESMTP\r\n', 1],
    ['random-bytes', '\u0000\u0001\u0002\u00ff\u00fe\r\n\r\n', 1],
    ['bad-status-line', 'HTTP/1.1 abc OK\r\n', 1],
    ['bad-version', 'HTTP/9.9 200 OK\r\n', 1],
    ['bad-chunk-size', 'HTTP/1.1 200 OK\r\n', 56],
    ['bad-header-name', 'HTTP/1.1 200 OK\r\nbad name: x\r\n', 0],
    ['two-lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\n', 0],
    ['unasked-continue', 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n', 0],
    ['unasked-upgrade', 'HTTP/1.1 101 Switching Protocols\r\n', 52],
    ['extra-bytes', 'HTTP/1.1 200 OK\r\n', 0],
    ['http-1.0', 'HTTP/1.0 200 OK\r\n', 0],
  ])('%s', async (name, start, curlExit) => {
    await withServer(MALFORMED[name], async ({ port, origin }) => {
      const answer = await rawExchange(port);
      expect(answer.end).toBe('fin');
      expect(answer.text.startsWith(start)).toBe(true);
      expect((await curl(origin)).exit).toBe(curlExit);
    });
  });

  it('a server of another protocol speaks first and waits', async () => {
    await withServer(MALFORMED['ssh-banner'], async ({ port }) => {
      const answer = await rawExchange(port, { request: null });
      expect(answer).toEqual({ text: 'SSH-2.0-OpenSSH_9.6p1 Debian-5\r\n', end: 'open', code: null });
    });
  });
});

describe('handshakes that fail', () => {
  it.each<[keyof typeof TLS_FAULTS, RegExp]>([
    ['fin-after-hello', /^ECONNRESET$/],
    ['rst-after-hello', /^ECONNRESET$/],
    ['handshake-failure', /ALERT_HANDSHAKE_FAILURE$/],
    ['protocol-version', /ALERT_PROTOCOL_VERSION$|^EPROTO$/],
    ['internal-error', /ALERT_INTERNAL_ERROR$/],
    ['unrecognized-name', /UNRECOGNIZED_NAME$/],
    ['clear-text', /WRONG_VERSION_NUMBER$/],
  ])('%s', async (name, code) => {
    await withServer(TLS_FAULTS[name], async ({ port, authority }) => {
      expect((await rawExchange(port, { tls: {} })).code).toMatch(code);
      expect((await curl(`https://${authority}/`)).exit).toBe(35);
    });
  });

  it('the ClientHello gets no answer', async () => {
    await withServer(TLS_FAULTS.silent, async ({ port }) => {
      expect(await rawExchange(port, { tls: {} })).toEqual({ text: '', end: 'open', code: null });
    });
  });
});
