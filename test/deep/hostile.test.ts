/** Streams and documents that are meant to hurt: a verdict in time, within bounded memory, whatever comes. */

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { END, playBody, repeat, type Step, send, wait } from '../../src/demo/script.ts';
import { type StandIn, startStandIn } from '../../src/demo/stand-in.ts';
import type { Result } from '../../src/domain/report.ts';
import { classOf, type Entry, probe } from './pipeline.ts';

let standIn: StandIn;
let steps: readonly Step[] = [];

beforeAll(async () => {
  standIn = await startStandIn({
    via: 'http',
    listener: (request, response) => {
      request.resume();
      const isList = request.method === 'GET';
      response.writeHead(200, { 'content-type': isList ? 'application/json' : 'text/event-stream' });
      if (isList) response.end('{"data":[]}');
      else void playBody(response, steps);
    },
  });
});

afterAll(() => standIn.close());

async function ask(played: readonly Step[], more: Entry = {}): Promise<Result> {
  steps = played;
  const base_url = `${standIn.origin}/v1`;
  return probe({ provider: 'openai', base_url, check: 'stream', model: 'm', key: 'k-0123456789', ...more });
}

const event = (document: object) => `data: ${JSON.stringify(document)}\n\n`;
const token = event({ choices: [{ delta: { content: 'po' } }] });
const stop = event({ choices: [{ delta: {}, finish_reason: 'stop' }] });
const DONE = 'data: [DONE]\n\n';
const WHOLE = token + stop + DONE;

/** Most of what a probe may hold on to: the body's cap a few times over. */
const ROOM = 64 * 2 ** 20;

/** Runs the probe, and tells by how much the heap grew at worst. */
async function measured(work: () => Promise<Result>): Promise<{ result: Result; grown: number }> {
  const before = process.memoryUsage().rss;
  let worst = before;
  const timer = setInterval(() => {
    worst = Math.max(worst, process.memoryUsage().rss);
  }, 20);
  const result = await work();
  clearInterval(timer);
  return { result, grown: Math.max(worst, process.memoryUsage().rss) - before };
}

describe('too much', () => {
  it('a line of 1 MB is too large', async () => {
    const long = event({ choices: [{ delta: { content: 'x'.repeat(2 ** 20) } }] });
    const { result, grown } = await measured(() => ask([send(long), send(WHOLE), END]));
    expect(classOf(result)).toBe('protocol.too-large');
    expect(grown).toBeLessThan(ROOM);
  });

  it.each(['data: x', ': x', 'x', '\u0000'])('a line of %j without end', async (piece) => {
    const { result, grown } = await measured(() => ask([send(piece), repeat('x'.repeat(65_536))]));
    expect(classOf(result)).toBe('protocol.too-large');
    expect(grown).toBeLessThan(ROOM);
  });

  it.each([
    ['tokens', token],
    ['comments', ': x\n\n'],
    ['empty lines', '\n'],
    ['empty events', 'data:\n\n'],
    ['fields that nobody knows', 'x: y\n'],
  ])('%s without end', async (_, piece) => {
    const { result, grown } = await measured(() => ask([repeat(piece.repeat(1_000))]));
    expect(classOf(result)).toBe('protocol.too-large');
    expect(grown).toBeLessThan(ROOM);
  });

  it('a million tiny events, and then a proper end, where the user allows so much', async () => {
    const thousand = 'data: {"a":1}\n\n'.repeat(1_000);
    const all = [...Array.from({ length: 1_000 }, () => send(thousand)), send(WHOLE), END];
    const { result, grown } = await measured(() => ask(all, { max_body: '32MiB', timeout: '25s' }));
    expect([classOf(result), result.stream?.tokens]).toEqual(['up', 1]);
    expect(grown).toBeLessThan(4 * ROOM);
  });

  it('a drip that never ends runs into the limit', async () => {
    const result = await ask([repeat('\n', 20)], { timeout: { total: '600ms' } });
    expect(classOf(result)).toBe('timeout.first-token');
  });
});

describe('bytes that are no text', () => {
  const PONG = Buffer.from(event({ choices: [{ delta: { content: 'pöng 🏓' } }] }) + stop + DONE);

  it('a character may be split anywhere', async () => {
    const bytes = [...PONG].map((byte) => send(Uint8Array.of(byte)));
    const result = await ask([...bytes, END]);
    expect([classOf(result), result.stream?.tokens, result.notes]).toEqual(['up', 1, []]);
  });

  it('what is no UTF-8 inside of a token is a note', async () => {
    const broken = Buffer.from(PONG);
    broken.writeUInt8(0xff, PONG.indexOf('ö'));
    const result = await ask([send(broken.subarray(0, 20)), wait(5), send(broken.subarray(20)), END]);
    expect(classOf(result)).toBe('up');
    expect(result.notes.join()).toMatch(/no valid text/);
  });

  it('noise is no stream', async () => {
    const noise = Buffer.from(Array.from({ length: 4_096 }, (_, i) => (i * 197 + 13) % 256));
    const result = await ask([send(noise), END]);
    expect(['stream.malformed', 'stream.empty', 'stream.truncated']).toContain(classOf(result));
  });
});

describe('whatever comes', () => {
  const PIECES = [
    token,
    stop,
    DONE,
    ': c\n',
    '\r\n',
    '\r',
    'data: {',
    'data: null\n\n',
    'event: error\ndata: 7\n\n',
  ];
  const piece = fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 40 }));

  it('ends in a verdict of a known class, and never in a bug', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
        const result = await ask([...pieces.map(send), END]);
        expect(classOf(result)).toMatch(
          /^(up|(stream|mismatch|protocol|server-error|overloaded|rate-limit|quota|auth|bad-request|not-found)\..+)$/,
        );
      }),
      { numRuns: 60 },
    );
  });
});
