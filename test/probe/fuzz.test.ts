/** Whatever comes over the wire, an attempt ends in an observation: it never rejects, hangs or blames us. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Observation } from '../../src/domain/observation.ts';
import { get } from '../support/probe.ts';
import { FIN, RST, script, scriptOn, send, withServer } from '../support/servers/index.ts';
import { timeouts } from '../support/target.ts';

const over = { timeout: timeouts({ total: 5_000, idle: 300, first_byte: 300, tls: 300 }), maxBody: 10_000 };

function expectWhole({ error, response, marks, url }: Observation): void {
  expect(error?.code).not.toBe('BUG');
  expect(error !== null || response !== null).toBe(true);
  expect(url).toMatch(/^https?:/);
  for (const mark of Object.values(marks)) if (mark !== null) expect(mark).toBeLessThanOrEqual(marks.end);
}

const line = fc.oneof(
  fc.constantFrom(
    'HTTP/1.1 200 OK',
    'HTTP/1.0 204 No Content',
    'HTTP/1.1 302 Found',
    'HTTP/1.1 101 Switching Protocols',
    'HTTP/1.1 103 Early Hints',
    'Content-Length: 5',
    'Content-Length: -1',
    'Content-Length: 99999999999999999999',
    'Transfer-Encoding: chunked',
    'Transfer-Encoding: gzip, chunked',
    'Content-Encoding: gzip',
    'Content-Encoding: deflate',
    'Content-Encoding: br',
    'Content-Type: text/plain; charset=utf-16',
    'Connection: close',
    'Location: /next',
    'Location: \x00',
    'Trailer: x',
    '5',
    '0',
    'ffffffffffffffff',
    'hello',
    '',
  ),
  fc.string({ maxLength: 30 }),
);

const answer = fc.oneof(
  fc
    .array(line, { maxLength: 12 })
    .map((lines) => Buffer.from(`HTTP/1.1 200 OK\r\n${lines.join('\r\n')}`, 'latin1')),
  fc.array(line, { maxLength: 12 }).map((lines) => Buffer.from(lines.join('\r\n'), 'latin1')),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
);

it('over plain TCP', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(answer, { minLength: 1, maxLength: 3 }),
      fc.constantFrom(FIN, RST),
      async (parts, ending) => {
        await withServer(script(...parts.map((part) => send(part)), ending), async ({ origin }) => {
          expectWhole(await get(origin, over));
        });
      },
    ),
    { numRuns: 150 },
  );
}, 120_000);

it('under a TLS client', async () => {
  const record = fc
    .tuple(fc.constantFrom(20, 21, 22, 23, 99), fc.uint8Array({ maxLength: 60 }))
    .map(([type, body]) => Buffer.from([type, 3, 3, 0, body.length, ...body]));
  await fc.assert(
    fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 3 }), async (records) => {
      await withServer(
        scriptOn('bytes', ...records.map((bytes) => send(bytes)), FIN),
        async ({ authority }) => {
          expectWhole(await get(`https://${authority}/`, over));
        },
      );
    }),
    { numRuns: 20 },
  );
}, 60_000);
