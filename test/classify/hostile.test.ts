/** Whatever comes over the wire, there is a verdict, the same for the same evidence, and soon. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classify, rateLimit, requestId, serverTiming } from '../../src/classify/index.ts';
import { NO_EXPECTATION } from '../../src/domain/expectation.ts';
import type { Observation, Phase } from '../../src/domain/observation.ts';
import { CHECKS } from '../../src/domain/target.ts';
import { anthropic } from '../../src/providers/anthropic.ts';
import { gemini } from '../../src/providers/gemini.ts';
import { matcherBy } from '../support/matcher.ts';
import {
  ai,
  answered,
  answerFacts,
  observation,
  response,
  target,
  tls,
  wireError,
} from '../support/observation.ts';

/** The longest wait that a server may mean. */
const YEAR_MS = 366 * 86_400_000;

const PHASES: readonly Phase[] = ['dns', 'proxy', 'connect', 'tls', 'request', 'headers', 'body'];
const NAMES = [
  'retry-after',
  'content-type',
  'server',
  'cf-ray',
  'date',
  'ratelimit',
  'ratelimit-policy',
  'x-ratelimit-reset',
  'server-timing',
  'location',
  'deprecation',
  'sunset',
];

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.json(),
  fc.constantFrom('<html>', '{"error":', '[{"error":{}}]', 'null', '__proto__', '{"error":{"code":{}}}'),
);
const headers = fc.array(fc.tuple(fc.oneof(fc.constantFrom(...NAMES), fc.string()), text));
const anyResponse = fc
  .record({ status: fc.integer({ min: 100, max: 999 }), body: text, headers })
  .map(({ status, body, headers: pairs }) => ({ ...response(status, body), headers: pairs }));
const anyError = fc
  .record({
    phase: fc.constantFrom(...PHASES),
    code: fc.oneof(fc.string(), fc.constantFrom('DEADLINE', 'CERTIFICATE', 'PROXY_STATUS', 'TRUNCATED')),
    viaProxy: fc.boolean(),
    afterBytes: fc.boolean(),
    received: fc.option(fc.string()),
  })
  .map(({ phase, code, ...details }) => wireError(phase, code, details));
const anyAnswer = fc
  .record({
    tokens: fc.nat(9),
    streamed: fc.boolean(),
    endMarker: fc.boolean(),
    errorBody: fc.option(fc.jsonValue()),
    finishReason: fc.option(fc.string()),
    malformed: fc.option(fc.string()),
    filtered: fc.option(fc.string()),
  })
  .map((facts) => answerFacts(facts));
const anyObservation: fc.Arbitrary<Observation> = fc
  .record({
    response: fc.option(anyResponse),
    error: fc.option(anyError),
    answer: fc.option(anyAnswer),
    url: fc.oneof(fc.webUrl(), fc.string()),
    tls: fc.option(fc.string().map((verifyError) => tls({ verifyError, validTo: verifyError }))),
  })
  .map((parts) => observation(parts));
const anyTarget = fc
  .record({
    check: fc.constantFrom(...CHECKS),
    provider: fc.constantFrom(null, anthropic, gemini),
    authenticated: fc.boolean(),
    url: fc.oneof(fc.webUrl(), fc.string()),
  })
  .map(({ check, ...rest }) => ai(check, rest));

describe('hostile evidence', () => {
  it('does not multiply the time that a pattern may take by the number of values', () => {
    let tests = 0;
    const matcher = matcherBy('/(x+x+)+y/', () => {
      tests += 1;
      return null;
    });
    const many = Array.from({ length: 1_000 }, () => ['set-cookie', 'x'] as const);
    const probe = target({
      expect: {
        ...NO_EXPECTATION,
        headers: [{ name: 'set-cookie', matcher }],
        json: [{ path: '$..*', select: () => many, matcher }],
      },
    });
    const seen = answered(200, { a: 1 });
    const response = seen.response === null ? null : { ...seen.response, headers: many };
    const verdict = classify({ ...seen, response }, probe);
    expect(verdict).toMatchObject({ rule: 'expect.slow-header', fault: 'client' });
    expect(tests).toBe(2);
  });

  it('always gives a verdict, and the same one again', () => {
    fc.assert(
      fc.property(anyObservation, anyTarget, (saw, asked) => {
        const verdict = classify(saw, asked);
        expect(classify(structuredClone(saw), asked)).toEqual(verdict);
        expect((verdict.failure === null) === (verdict.state === 'up' || verdict.state === 'skipped')).toBe(
          true,
        );
        expect(
          verdict.retryAfterMs === null || (verdict.retryAfterMs > 0 && verdict.retryAfterMs <= YEAR_MS),
        ).toBe(true);
        rateLimit(saw, asked);
        requestId(saw, asked);
        serverTiming(saw, asked);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['lists', '[', ']'],
    ['objects', '{"a":', '}'],
  ])('reads no document of %s in one another beyond a limit', (_what, open, close) => {
    const text = (levels: number) => `${open.repeat(levels)}0${close.repeat(levels)}`;
    const matcher = matcherBy('1', (value) => value === 1);
    // Would overflow the stack on the way into the sentence.
    const json = [{ path: '$', select: (document: unknown) => [document], matcher }];
    const asked = target({ expect: { ...NO_EXPECTATION, json } });
    const { failure, message } = classify(answered(200, text(100_000)), asked);
    expect(`${failure?.kind}.${failure?.reason}`).toBe('mismatch.json');
    expect(message).toContain('got JSON nested deeper than 128 levels');
    expect(classify(answered(200, text(128)), asked).message).toContain(`got ${open.repeat(3)}`);
    expect(
      classify(answered(200, `"${open.repeat(500)}"`.replaceAll('{"a":', '{')), asked).message,
    ).toContain('got "');
  });

  const MIB = 1_048_576;
  const repeated = (piece: string) => piece.repeat(Math.ceil(MIB / piece.length)).slice(0, MIB);

  // Were one of the patterns exponential (or a search quadratic in the body), this would run into the test's own limit.
  it.each([
    'error ',
    'error: 1',
    '<',
    '<title',
    '<span ',
    'model ',
    ' ',
    '\n',
    '9',
    '1,',
    '{"error":',
    '[',
    '"',
    'try again in 1',
    '../',
    'incapsula incident id',
  ])('reads 1 MiB of %j', (piece) => {
    const body = repeated(piece);
    const marks = {
      server: 'cloudflare',
      'retry-after': body.slice(0, 8_192),
      'server-timing': body.slice(0, 8_192),
      ratelimit: body.slice(0, 8_192),
      location: body.slice(0, 8_192),
    };
    for (const status of [200, 302, 403, 429, 503]) {
      for (const check of ['reach', 'stream', 'http'] as const)
        expect(classify(answered(status, body, marks), ai(check)).message.length).toBeLessThan(1_000);
      expect(
        classify(answered(status, { error: { message: body, code: body } }), ai('chat')).message.length,
      ).toBeLessThan(1_000);
    }
  });
});
