import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnswerFacts, TlsFacts } from '../../src/domain/observation.ts';
import { redactor, Secret } from '../../src/domain/secret.ts';
import { maskUrl } from '../../src/run/mask.ts';
import type { Outcome } from '../../src/run/outcome.ts';
import { toResult } from '../../src/run/result.ts';
import { down, judgeBy, marks, observation, response, STARTED, target, UP, wireError } from './support.ts';

const KEY = 'sk-planted-0123456789';
const redact = redactor([new Secret(KEY)]);
const judge = judgeBy(() => UP);

const ANSWER: AnswerFacts = {
  streamed: true,
  events: 4,
  tokens: 3,
  visible: 3,
  tokensPerSecond: 20.04,
  longestGapMs: 33.333,
  finishReason: 'stop',
  endMarker: true,
  errorBody: null,
  malformed: null,
  filtered: null,
  model: 'm-1',
  usage: { inputTokens: 5, outputTokens: 3 },
};

const TLS: TlsFacts = {
  protocol: 'TLSv1.3',
  cipher: null,
  alpn: null,
  subject: 'CN=a',
  issuer: 'CN=ca',
  validFrom: null,
  validTo: '2026-12-04T01:00:00.000Z',
  names: [],
  verifyError: null,
};

function published(more: Partial<Outcome> = {}) {
  const outcome = {
    target: target('a'),
    attempts: [],
    observation: observation(),
    verdict: UP,
    deepestOk: null,
  };
  return toResult({ ...outcome, ...more }, judge, redact);
}

describe('what a result keeps', () => {
  it('is what it tells of an answer, and not the answer', () => {
    setFlagsFromString('--expose-gc');
    const collect: unknown = runInNewContext('gc');
    if (typeof collect !== 'function') throw new Error('no collector');
    const MIB = 2 ** 20;
    const large = (i: number) => {
      const text = Buffer.from(`${i} ${'x'.repeat(MIB)}`).toString();
      const verdict = down({ kind: 'server-error', reason: 'internal' }, { message: text.slice(0, 100) });
      return published({ observation: observation({ response: response(500, text) }), verdict });
    };
    collect();
    const before = process.memoryUsage().heapUsed;
    const kept = Array.from({ length: 30 }, (_, i) => large(i));
    collect();
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(5 * MIB);
    expect(kept[29]?.evidence?.body).toMatch(/^29 x{497}$/);
  });
});

it('cuts addresses that are no more than a burden, once they are masked', () => {
  const location = `https://b.test/?api_key=${KEY}&x=${'y'.repeat(60_000)}`;
  const hops = [{ url: 'https://a.test/', status: 302, location }];
  const moved = response(302, '', [['location', location]]);
  const failure = down({ kind: 'redirect', reason: 'too-many' });
  const { evidence, http } = published({
    observation: observation({ hops, response: moved }),
    verdict: failure,
  });
  for (const shown of [evidence?.hops[0]?.location, http?.location]) {
    expect(shown).toHaveLength(2_000);
    expect(shown).toMatch(/^https:\/\/b\.test\/\?api_key=\*\*\*&x=y+$/);
  }
});

describe('timings', () => {
  it('are durations of the phase, or count from the start, in tenths', () => {
    const seen = marks({
      dns: 3.1296,
      connectStart: 3.2,
      connect: 13.04,
      tls: 34.06,
      requestSent: 34.1,
      firstByte: 240.349,
      headers: 240.4,
      firstToken: 300.06,
      firstVisible: 310,
      end: 400.55,
    });
    const timed = { ...judge, serverTiming: () => 17.77 };
    const outcome = { target: target('a'), attempts: [], verdict: UP, deepestOk: null };
    const { timings_ms } = toResult(
      { ...outcome, observation: observation({ marks: seen, lag: 0.44 }) },
      timed,
      redact,
    );
    expect(timings_ms).toEqual({
      dns: 3.1,
      connect: 9.8,
      tls: 21,
      first_byte: 240.3,
      first_token: 300.1,
      first_visible: 310,
      total: 400.6,
      server: 17.8,
      lag: 0.4,
    });
  });

  it('are null where a phase was not reached', () => {
    const seen = observation({ marks: marks({ connectStart: 2, connect: null, end: 3_000 }) });
    expect(published({ observation: seen }).timings_ms).toMatchObject({
      connect: null,
      tls: null,
      total: 3_000,
    });
  });
});

describe('facts', () => {
  it('are null for a probe that was not made', () => {
    const skipped = published({ observation: null, verdict: { ...UP, state: 'skipped' } });
    expect([
      skipped.http,
      skipped.stream,
      skipped.usage,
      skipped.address,
      skipped.tls,
      skipped.evidence,
    ]).toEqual(Array(6).fill(null));
    expect(Object.values(skipped.timings_ms).every((value) => value === null)).toBe(true);
  });

  it('tell a stream, its usage and the model that answered', () => {
    const asked = target('a', { check: 'stream', model: 'm' });
    const { stream, usage, model } = published({
      target: asked,
      observation: observation({ answer: ANSWER }),
    });
    expect(stream).toEqual({ tokens: 3, tokens_per_s: 20, longest_gap_ms: 33.3, finished: true });
    expect(usage).toEqual({ input_tokens: 5, output_tokens: 3 });
    expect(model).toEqual({ asked: 'm', answered: 'm-1' });
    expect(published({ target: asked }).stream).toMatchObject({ tokens: 0, finished: false });
    expect(published().stream).toBeNull();
  });

  it('count the whole days that a certificate is still valid', () => {
    expect(published({ observation: observation({ tls: TLS }) }).tls?.days_left).toBe(9);
    const past = { ...TLS, validTo: '2026-11-24T01:59:00.000Z' };
    expect(published({ observation: observation({ tls: past }) }).tls?.days_left).toBe(-1);
  });

  it('give evidence only when the probe is not up', () => {
    const seen = observation({ response: response(500, 'x'.repeat(900)), error: wireError('ECONNRESET') });
    expect(published({ observation: seen }).evidence).toBeNull();
    const { evidence } = published({
      observation: seen,
      verdict: down({ kind: 'connect', reason: 'reset' }),
    });
    expect(evidence).toMatchObject({ phase: 'connect', code: 'ECONNRESET', body: 'x'.repeat(500) });
  });
});

describe('secrets', () => {
  it('are in no text of a result, also not where the body is cut', () => {
    const property = fc.property(fc.nat(600), (before) => {
      const seen = observation({
        started: STARTED,
        response: response(401, `${'x'.repeat(before)}${KEY}`, [
          ['location', `https://user:pw@b.example/?next=${KEY}`],
          ['x-echo', `key ${KEY}`],
          ['set-cookie', 'session=abcdef'],
        ]),
        hops: [{ url: `https://b.example/?api_key=zzzz`, status: 302, location: `/x?t=${KEY}` }],
        error: wireError('MALFORMED', { message: `bad ${KEY}` }),
        answer: { ...ANSWER, model: KEY },
      });
      const text = JSON.stringify(
        published({
          target: target('a', {
            url: `https://me:${KEY}@a.example/v1?key=${KEY}`,
            model: `m-${KEY}`,
            tags: [KEY],
          }),
          observation: seen,
          verdict: down({ kind: 'auth', reason: 'invalid-key' }, { message: KEY, hint: KEY, notes: [KEY] }),
        }),
      );
      for (const part of [KEY, 'sk-planted', 'user:pw', 'zzzz', 'session=abcdef'])
        expect(text).not.toContain(part);
    });
    fc.assert(property);
  });

  it.each([
    ['https://u:p@h/x', 'https://***@h/x'],
    ['//u@h/x', '//***@h/x'],
    ['https://h/x?key=1&a=2', 'https://h/x?key=***&a=2'],
    ['/x?a=2&X-Amz-Signature=abc#y', '/x?a=2&X-Amz-Signature=***#y'],
    ['https://h/#access_token=abc', 'https://h/#access_token=***'],
    [
      'https://h/?max_tokens=5&keyword=a&monkey=b&at=c@d',
      'https://h/?max_tokens=5&keyword=a&monkey=b&at=c@d',
    ],
    ['not a url', 'not a url'],
  ])('%s → %s', (url, masked) => {
    expect(maskUrl(url, (text) => text)).toBe(masked);
  });
});
