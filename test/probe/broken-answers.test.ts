import { describe, expect, it } from 'vitest';
import { CUTS } from '../../src/demo/http/cuts.ts';
import {
  ENDLESS_CHUNK_EXTENSION,
  ENDLESS_HEADERS,
  ENDLESS_INTERIM,
  ENDLESS_STATUS_LINE,
  hugeHeaders,
} from '../../src/demo/http/excess.ts';
import { MALFORMED } from '../../src/demo/http/malformed.ts';
import { holdRefusedPort } from '../../src/demo/refused-port.ts';
import { errorOf, get, outcome } from '../support/probe.ts';
import { END, FIN, RST, script, scriptOn, send, wait, withServer } from '../support/servers/index.ts';

it('names a refused connection', async () => {
  const { port, close } = await holdRefusedPort();
  const observation = await get(`http://127.0.0.1:${port}/`);
  expect(errorOf(observation)).toMatchObject({ phase: 'connect', code: 'ECONNREFUSED', syscall: 'connect' });
  expect(observation.addresses).toMatchObject([{ outcome: 'failed', code: 'ECONNREFUSED', port }]);
  expect(observation.marks.connectStart).not.toBeNull();
  expect(observation.marks.connect).toBeNull();
  await close();
});

describe('a connection that ends', () => {
  it.each([
    ['closed-on-accept', 'request CLOSED', false],
    ['reset-after-request', 'request ECONNRESET', false],
    ['closed-after-request', 'request CLOSED', false],
    ['fin-in-headers', 'headers TRUNCATED', true],
    ['rst-in-headers', 'headers ECONNRESET', true],
    ['short-of-length', 'body TRUNCATED', true],
    ['rst-in-body', 'body ECONNRESET', true],
    ['chunked-cut', 'body TRUNCATED', true],
    ['chunked-rst', 'body ECONNRESET', true],
    ['rst-without-length', 'body ECONNRESET', true],
  ] as const)('%s is %s', async (name, expected, afterBytes) => {
    await withServer(CUTS[name], async ({ origin }) => {
      const observation = await get(origin);
      expect(outcome(observation)).toBe(expected);
      expect(errorOf(observation)).toMatchObject({ afterBytes, received: null, viaProxy: false });
      expect(observation.response?.body.complete ?? false).toBe(false);
    });
  });

  it('at once is a reset, in connect or after it', async () => {
    await withServer(CUTS['reset-on-accept'], async ({ origin }) => {
      expect(outcome(await get(origin))).toMatch(/^(connect|request) ECONNRESET$/);
    });
  });

  it.each([
    ['with Connection: close', 'Connection: close\r\n'],
    ['without it', ''],
  ])('too early is the same %s', async (_how, header) => {
    const short = `HTTP/1.1 200 OK\r\n${header}Content-Length: 100\r\n\r\n{"a`;
    const chunk = `HTTP/1.1 200 OK\r\n${header}Transfer-Encoding: chunked\r\n\r\n3\r\n{"a\r\n`;
    for (const text of [short, chunk]) {
      await withServer(script(send(text), FIN), async ({ origin }) => {
        expect(outcome(await get(origin))).toBe('body TRUNCATED');
      });
      await withServer(script(send(text), wait(30), RST), async ({ origin }) => {
        expect(outcome(await get(origin))).toBe('body ECONNRESET');
      });
    }
  });

  it('is the end of a body that has no length', async () => {
    await withServer(CUTS['whole-without-length'], async ({ origin }) => {
      const { error, response } = await get(origin);
      expect(error).toBeNull();
      expect(response?.body).toMatchObject({ text: '{"status":"ok"}', complete: true });
    });
  });
});

describe('an answer that is no HTTP', () => {
  it.each([
    ['ssh-banner', 'SSH-2.0-OpenSSH_9.6p1 Debian-5\r\n'],
    ['ssh-banner-fin', 'SSH-2.0-OpenSSH_9.6p1 Debian-5\r\n'],
    ['smtp-banner', '220 mail.example.test ESMTP\r\n'],
    ['random-bytes', '\x00\x01\x02\xff\xfe\r\n\r\n'],
  ] as const)('%s is kept as evidence', async (name, received) => {
    await withServer(MALFORMED[name], async ({ origin }) => {
      const observation = await get(origin);
      expect(errorOf(observation)).toMatchObject({ code: 'MALFORMED', afterBytes: true, received });
      expect(observation.response).toBeNull();
      expect(observation.marks.firstByte).not.toBeNull();
    });
  });

  it('is kept up to 200 bytes', async () => {
    await withServer(script(send('x'.repeat(5_000)), FIN), async ({ origin }) => {
      expect(errorOf(await get(origin)).received).toBe('x'.repeat(200));
    });
  });

  it('is told also when it comes before the request is out', async () => {
    // The bytes and the end lie in the socket before undici has it.
    await withServer(scriptOn('connection', send('* OK IMAP4rev1 ready\r\n'), FIN), async ({ origin }) => {
      for (let i = 0; i < 5; i += 1) {
        expect(errorOf(await get(origin))).toMatchObject({
          code: 'MALFORMED',
          received: '* OK IMAP4rev1 ready\r\n',
        });
      }
    });
  });

  it.each([
    ['bad-status-line', 'headers MALFORMED'],
    ['bad-version', 'headers MALFORMED'],
    ['bad-header-name', 'headers MALFORMED'],
    ['two-lengths', 'headers MALFORMED'],
    ['unasked-continue', 'headers MALFORMED'],
    ['unasked-upgrade', 'headers MALFORMED'],
    ['bad-chunk-size', 'body MALFORMED'],
  ] as const)('%s is %s', async (name, expected) => {
    await withServer(MALFORMED[name], async ({ origin }) => {
      const observation = await get(origin);
      expect(outcome(observation)).toBe(expected);
      expect(errorOf(observation).received).toBeNull();
    });
  });

  it('may have bytes to spare', async () => {
    await withServer(MALFORMED['extra-bytes'], async ({ origin }) => {
      const { error, response } = await get(origin);
      expect(error).toBeNull();
      expect(response?.body.text).toBe('ok');
    });
  });
});

describe('headers', () => {
  it.each([
    ['without end', ENDLESS_HEADERS],
    ['of 70 kB', hugeHeaders(70_000)],
  ])('%s pass the cap', async (_how, server) => {
    await withServer(server, async ({ origin }) => {
      const observation = await get(origin);
      expect(errorOf(observation)).toMatchObject({ phase: 'headers', code: 'TOO_LARGE', bound: 65_536 });
    });
  });

  it.each([
    ['a status line', ENDLESS_STATUS_LINE, 'headers'],
    ['interim answers', ENDLESS_INTERIM, 'headers'],
    ['an extension of a chunk', ENDLESS_CHUNK_EXTENSION, 'body'],
  ] as const)('are not all that has a cap: %s without end', async (_what, server, phase) => {
    await withServer(server, async ({ origin }) => {
      expect(errorOf(await get(origin))).toMatchObject({ phase, code: 'TOO_LARGE', bound: 262_144 });
    });
  });

  it('and framing in a proper measure pass: a thousand tiny chunks, some interim answers', async () => {
    const interim = 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'.repeat(50);
    const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
    const chunks = `${'1\r\nx\r\n'.repeat(100_000)}0\r\n\r\n`;
    await withServer(script(send(interim + head + chunks), END), async ({ origin }) => {
      const { response } = await get(origin);
      expect(response?.body.bytes).toBe(100_000);
    });
  });

  it.each(['RTSP/1.0', 'ICE/1.0'])('of %s are none of HTTP', async (protocol) => {
    const text = `${protocol} 400 Bad Request\r\nContent-Length: 0\r\n\r\n`;
    await withServer(script(send(text), END), async ({ origin }) => {
      const error = errorOf(await get(origin));
      expect(error).toMatchObject({ phase: 'headers', code: 'MALFORMED' });
      expect(error?.received).toContain(protocol);
    });
  });

  it('of 60 kB do not', async () => {
    await withServer(hugeHeaders(60_000), async ({ origin }) =>
      expect(outcome(await get(origin))).toBe('200'),
    );
  });

  it('come with their names in lower case, in order, repeated ones apart', async () => {
    const head =
      'HTTP/1.1 200 Fine\r\nSet-Cookie: a=1\r\nX-B: \xe9\r\nset-cookie: b=2\r\nContent-Length: 0\r\n\r\n';
    await withServer(script(send(Buffer.from(head, 'latin1')), END), async ({ origin }) => {
      const { response } = await get(origin);
      expect(response?.statusText).toBe('Fine');
      expect(response?.headers).toEqual([
        ['set-cookie', 'a=1'],
        ['x-b', '\xe9'],
        ['set-cookie', 'b=2'],
        ['content-length', '0'],
      ]);
    });
  });
});
