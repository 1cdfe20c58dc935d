import http2 from 'node:http2';
import net from 'node:net';
import tls from 'node:tls';
import { describe, expect, it } from 'vitest';
import { MALFORMED } from '../../src/demo/http/malformed.ts';
import { closeServer, listen, trackSockets } from '../../src/demo/stand-in.ts';
import { Secret } from '../../src/domain/secret.ts';
import { attempt, bodyOf, get, outcome } from '../support/probe.ts';
import {
  authorityPem,
  certificate,
  ECHO,
  FIN,
  http,
  script,
  send,
  wait,
  withServer,
  withTlsServer,
} from '../support/servers/index.ts';
import { tcpTarget } from '../support/target.ts';

describe('a request', () => {
  it('goes out with our name, and asks for a connection of its own', async () => {
    await withServer(ECHO, async ({ origin, authority }) => {
      const { url, headers } = JSON.parse(bodyOf(await get(`${origin}/a%20b?q=1#part`)));
      expect(url).toBe('/a%20b?q=1');
      expect(headers).toEqual({
        host: authority,
        connection: 'close',
        'user-agent': 'aiprobe/test',
        accept: '*/*',
        'accept-encoding': 'gzip, deflate, br',
      });
    });
  });

  it('has its own headers win, secrets revealed on the wire alone', async () => {
    await withServer(ECHO, async ({ origin }) => {
      const key = new Secret('sk-planted');
      const request = {
        headers: [
          ['user-agent', 'mine'],
          ['x-api-key', key],
          ['host', 'virtual.test'],
        ] as const,
      };
      const { headers } = JSON.parse(bodyOf(await get(origin, {}, request)));
      expect(headers).toMatchObject({
        'user-agent': 'mine',
        'x-api-key': 'sk-planted',
        host: 'virtual.test',
      });
    });
  });

  it('carries a body with its length', async () => {
    const seen: string[] = [];
    await withServer(
      (request, response) => {
        request.on('data', (chunk: Buffer) => seen.push(chunk.toString()));
        request.on('end', () => response.end(String(request.headers['content-length'])));
      },
      async ({ origin }) => {
        const observation = await get(origin, {}, { method: 'POST', body: new Secret('{"é":1}') });
        expect(bodyOf(observation)).toBe('8');
        expect(seen.join('')).toBe('{"é":1}');
      },
    );
  });

  it('that undici refuses is our bug, not the service’s failure', async () => {
    await withServer(ECHO, async ({ origin }) => {
      expect(outcome(await get(origin, {}, { headers: [['x-key', 'a\nb']] }))).toBe('request BUG');
    });
  });
});

describe('an answer', () => {
  it('may be HTTP/1.0', async () => {
    await withServer(MALFORMED['http-1.0'], async ({ origin }) => {
      expect((await get(origin)).response).toMatchObject({
        httpVersion: '1.0',
        body: { text: 'ok', complete: true },
      });
    });
  });

  it('may have no body', async () => {
    await withServer(
      (_request, response) => response.writeHead(204).end(),
      async ({ origin }) => {
        expect((await get(origin)).response).toMatchObject({
          status: 204,
          body: { text: '', bytes: 0, complete: true },
        });
      },
    );
  });

  it('to HEAD has none, whatever its length says', async () => {
    await withServer(
      (_request, response) =>
        response.writeHead(200, { 'content-length': '99', 'content-encoding': 'gzip' }).end(),
      async ({ origin }) => {
        const observation = await get(origin, {}, { method: 'HEAD' });
        expect(observation.error).toBeNull();
        expect(observation.response?.body).toMatchObject({ text: '', complete: true });
      },
    );
  });

  it('may have early hints before it, which are not its first byte', async () => {
    const hints = 'HTTP/1.1 103 Early Hints\r\nlink: </a.css>; rel=preload\r\n\r\n';
    const rest = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';
    await withServer(script(send(hints), wait(60), send(rest), FIN), async ({ origin }) => {
      const { error, response, marks } = await get(origin);
      expect(error).toBeNull();
      expect(response).toMatchObject({ status: 200, body: { text: 'ok' } });
      expect(response?.headers).toEqual([['content-length', '2']]);
      expect((marks.firstByte ?? 0) - (marks.requestSent ?? 0)).toBeGreaterThan(40);
    });
    await withServer(script(send(hints + rest), FIN), async ({ origin }) => {
      expect(outcome(await get(origin))).toBe('200');
    });
  });
});

describe('HTTP/2', () => {
  async function withHttp2<T>(
    handle: (stream: http2.ServerHttp2Stream, headers: http2.IncomingHttpHeaders) => void,
    use: (url: string) => Promise<T>,
  ): Promise<T> {
    const server = http2.createSecureServer({ ...(await certificate('good')), allowHTTP1: true });
    server.on('stream', handle);
    server.on('sessionError', () => {});
    server.on('request', (request, response) => {
      if (request.httpVersion !== '2.0') response.end('old');
    });
    const sockets = trackSockets(server);
    const port = await listen(server, 0, '127.0.0.1');
    try {
      return await use(`https://127.0.0.1:${port}/path?q=1`);
    } finally {
      await closeServer(server, sockets);
    }
  }
  const ask = async (url: string, httpVersion: '1.1' | '2' = '2') =>
    get(url, {
      httpVersion,
      tls: { ca: [await authorityPem()], cert: null, key: null, servername: null, insecure: false },
    });

  it('is spoken when it is wanted and offered', async () => {
    await withHttp2(
      (stream, headers) => {
        stream.respond({ ':status': 201, 'content-type': 'text/plain', 'set-cookie': ['a=1', 'b=2'] });
        stream.end(`${headers[':path']} ${headers['user-agent']}`);
      },
      async (url) => {
        const observation = await ask(url);
        expect(observation.error).toBeNull();
        expect(observation.tls?.alpn).toBe('h2');
        expect(observation.response).toMatchObject({
          status: 201,
          httpVersion: '2',
          body: { text: '/path?q=1 aiprobe/test' },
        });
        expect(observation.response?.headers.filter(([name]) => name === 'set-cookie')).toEqual([
          ['set-cookie', 'a=1'],
          ['set-cookie', 'b=2'],
        ]);
        expect(observation.response?.headers.some(([name]) => name.startsWith(':'))).toBe(false);
      },
    );
  });

  it('is left aside when it is not wanted, or not offered', async () => {
    await withHttp2(
      (stream) => stream.respond({ ':status': 500 }, { endStream: true }),
      async (url) =>
        expect(await ask(url, '1.1')).toMatchObject({
          response: { httpVersion: '1.1', body: { text: 'old' } },
        }),
    );
    await withTlsServer(
      'good',
      (_request, response) => response.end('ok'),
      async ({ origin }) => {
        expect(await ask(origin)).toMatchObject({ error: null, response: { httpVersion: '1.1' } });
      },
    );
  });

  /** RFC 9113 section 4.1; flags: 1 ends the stream, 4 the header block. */
  function frame(type: number, flags: number, stream: number, payload: Uint8Array = Buffer.alloc(0)): Buffer {
    const head = Buffer.alloc(9);
    head.writeUIntBE(payload.length, 0, 3);
    head.writeUInt8(type, 3);
    head.writeUInt8(flags, 4);
    head.writeUInt32BE(stream, 5);
    return Buffer.concat([head, payload]);
  }
  const SETTINGS = frame(4, 0, 0);
  /** `:status: 200` of HPACK's static table, and a content-length of 4. */
  const OK = Uint8Array.of(0x88);
  const OK_FOUR = Uint8Array.of(0x88, 0x0f, 0x0d, 1, 0x34);
  const HALF = Buffer.from('half');
  const CANCEL = frame(3, 0, 1, Uint8Array.of(0, 0, 0, 8));

  it.each([
    ['cut off', [frame(1, 4, 1, OK), frame(0, 0, 1, HALF), CANCEL], 'body TRUNCATED'],
    ['cut off before its body', [frame(1, 4, 1, OK), CANCEL], 'body TRUNCATED'],
    ['whole by its length', [frame(1, 4, 1, OK_FOUR), frame(0, 0, 1, HALF), CANCEL], '200'],
    ['whole by its end', [frame(1, 4, 1, OK), frame(0, 1, 1, HALF), CANCEL], '200'],
  ])('that is called off is %s', async (_what, frames, expected) => {
    const server = tls.createServer({ ...(await certificate('good')), ALPNProtocols: ['h2'] }, (socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.write(Buffer.concat([SETTINGS, ...frames])));
    });
    const sockets = trackSockets(server);
    const port = await listen(server, 0, '127.0.0.1');
    expect(outcome(await ask(`https://127.0.0.1:${port}/`))).toBe(expected);
    await closeServer(server, sockets);
  });

  it.each([
    [
      'before an answer',
      (stream: http2.ServerHttp2Stream) => stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR),
      'request ECONNRESET',
    ],
    [
      'in the body',
      (stream: http2.ServerHttp2Stream) => {
        stream.respond({ ':status': 200 });
        stream.write('half', () => stream.destroy(new Error('the upstream broke')));
      },
      'body TRUNCATED',
    ],
    ['with the connection', (stream: http2.ServerHttp2Stream) => stream.session?.destroy(), 'request CLOSED'],
    [
      'with GOAWAY',
      (stream: http2.ServerHttp2Stream) => stream.session?.goaway(http2.constants.NGHTTP2_INTERNAL_ERROR),
      'request CLOSED',
    ],
  ])('may end %s', async (_when, handle, expected) => {
    await withHttp2(
      (stream) => {
        stream.on('error', () => {});
        handle(stream);
      },
      async (url) => expect(outcome(await ask(url))).toBe(expected),
    );
  });

  it('may hang', async () => {
    await withHttp2(
      () => {},
      async (url) => {
        const tls = { ca: [], cert: null, key: null, servername: null, insecure: true };
        const timeout = {
          total: 5_000,
          dns: null,
          connect: null,
          tls: null,
          first_byte: 100,
          first_token: null,
          idle: null,
        };
        const observation = await get(url, { httpVersion: '2', tls, timeout });
        expect(observation.error).toMatchObject({ code: 'DEADLINE', limit: 'first_byte' });
      },
    );
  });
});

describe('the tcp check', () => {
  it('is content with a connection', async () => {
    let bytes = 0;
    const closed = new Promise<void>((resolve) => {
      const server = net.createServer((socket) => {
        socket.on('data', (chunk) => {
          bytes += chunk.length;
        });
        socket.on('close', () => server.close(() => resolve()));
      });
      void listen(server, 0, '127.0.0.1').then(async (port) => {
        const observation = await attempt(tcpTarget('127.0.0.1', port));
        expect(outcome(observation)).toBe('connected');
        expect(observation.address).toEqual({ ip: '127.0.0.1', family: 4, port });
        expect(observation.marks).toMatchObject({ tls: null, requestSent: null, firstByte: null });
      });
    });
    await closed;
    expect(bytes).toBe(0);
  });

  it.each(['[::1]', '::1'])('reaches %s', async (host) => {
    await withServer(
      http(() => {}),
      async ({ port }) => {
        expect(await attempt(tcpTarget(host, port))).toMatchObject({
          error: null,
          address: { ip: '::1', family: 6 },
        });
      },
      { host: '::1' },
    );
  });
});
