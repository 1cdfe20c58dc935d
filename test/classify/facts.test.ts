/** Waits, limits, ids and server times out of headers and bodies. */

import { describe, expect, it } from 'vitest';
import { parseReset, parseRetryAfter } from '../../src/classify/facts/reset.ts';
import { classify, clockSkewMs, rateLimit, requestId, serverTiming } from '../../src/classify/index.ts';
import { ai, answered, ENDED, provider, target } from '../support/observation.ts';

describe('Retry-After', () => {
  const wait = (headers: Record<string, string>, body: unknown = { error: { message: 'x' } }) =>
    classify(answered(429, body, headers), ai('chat')).retryAfterMs;

  it.each([
    ['12', 12_000],
    ['0.5', 500],
    ['Tue, 24 Nov 2026 02:00:30 GMT', 30_000],
    ['Tuesday, 24-Nov-26 02:00:30 GMT', 30_000],
    ['Tue Nov 24 02:00:30 2026', 30_000],
    ['Tue, 24 Nov 2026 02:00:30 GMT, 7', 7_000],
    ['5, 5', 5_000],
    ['2592000', 2_592_000_000],
    ['Wed, 24 Nov 2027 02:00:00 GMT', 31_536_000_000],
  ])('%s', (text, ms) => {
    expect(parseRetryAfter(text, ENDED)).toBeGreaterThan(ms - 1_000);
    expect(parseRetryAfter(text, ENDED)).toBeLessThanOrEqual(ms);
  });

  it.each(['0', '-3', 'soon', '', 'NaN', '99999999999', 'Mon, 23 Nov 2026 02:00:00 GMT', '1e3'])(
    '%j is no wait',
    (text) => {
      expect(parseRetryAfter(text, ENDED)).toBeNull();
    },
  );

  it('reads milliseconds first, then the header, the body, the words, the end of the window', () => {
    expect(wait({ 'retry-after-ms': '1500', 'retry-after': '9' })).toBe(1_500);
    expect(wait({ 'x-ms-retry-after-ms': '250' })).toBe(250);
    expect(wait({ 'x-amz-retry-after': '250' })).toBe(250);
    expect(wait({ 'retry-after': '9' }, { error: { details: [{ retryDelay: '31s' }] } })).toBe(9_000);
    expect(wait({}, [{ error: { details: [{ retryDelay: '31.5s' }] } }])).toBe(31_500);
    expect(wait({}, { error: { message: 'Please try again in 7.66s. Visit ...' } })).toBe(7_660);
    expect(wait({ 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '1m30s' })).toBe(90_000);
  });

  it('takes an instant by the clock of the server, unless a cache kept the answer', () => {
    const ahead = { date: 'Tue, 24 Nov 2026 03:00:00 GMT', 'retry-after': 'Tue, 24 Nov 2026 03:00:20 GMT' };
    expect(wait(ahead)).toBeGreaterThan(19_000);
    expect(wait(ahead)).toBeLessThan(21_000);
    expect(wait({ ...ahead, age: '7' })).toBeGreaterThan(3_600_000);
    const kept = { date: 'Tue, 24 Nov 2026 02:00:01 GMT', 'retry-after': 'Tue, 24 Nov 2026 02:00:20 GMT' };
    expect(wait(kept)).toBe(parseRetryAfter(kept['retry-after'], ENDED));
  });

  it('does not believe the short wait in the body of a quota that is used up', () => {
    const details = [{ violations: [{ quotaId: 'RequestsPerDay' }] }, { retryDelay: '18s' }];
    expect(wait({}, { error: { status: 'RESOURCE_EXHAUSTED', details } })).toBeNull();
  });
});

describe('rate-limit headers', () => {
  const limits = (headers: Record<string, string>) => rateLimit(answered(200, 'x', headers), target());

  it.each([
    ['1s', 1_000],
    ['6m0s', 360_000],
    ['12ms', 12],
    ['2m59.56s', 179_560],
    ['12', 12_000],
    ['7.5', 7_500],
    ['2026-11-24T02:00:12.241Z', 12_000],
    [String(ENDED + 5_000), 5_000],
    ['2026-11-24T01:00:00Z', 0],
  ])('reset %s', (text, ms) => {
    expect(parseReset(text, ENDED)).toBeCloseTo(ms, 3);
  });

  it.each(['9999999999999d', '99999999999999', String(ENDED + 400 * 86_400_000)])(
    'reset %s is absurd',
    (text) => {
      expect(parseReset(text, ENDED)).toBeNull();
      const ietf = limits({ ratelimit: '"a";r=0;t=999999999999999', 'x-ratelimit-reset-requests': text });
      expect(ietf?.requests).toEqual({ limit: null, remaining: 0, reset_ms: null });
    },
  );

  it('reads OpenAI, Anthropic, Mistral, Together, Cerebras and plain forms', () => {
    expect(
      limits({
        'x-ratelimit-limit-requests': '60',
        'x-ratelimit-remaining-requests': '59',
        'x-ratelimit-reset-requests': '1s',
        'x-ratelimit-limit-tokens': '150000',
      }),
    ).toEqual({
      requests: { limit: 60, remaining: 59, reset_ms: 1_000 },
      tokens: { limit: 150_000, remaining: null, reset_ms: null },
    });
    expect(
      limits({
        'anthropic-ratelimit-input-tokens-limit': '1000',
        'anthropic-ratelimit-input-tokens-remaining': '10',
        'anthropic-ratelimit-output-tokens-limit': '500',
        'anthropic-ratelimit-output-tokens-remaining': '400',
      })?.tokens,
    ).toEqual({ limit: 1_000, remaining: 10, reset_ms: null });
    expect(
      limits({ 'x-ratelimit-limit-req-minute': '30', 'x-ratelimit-remaining-req-minute': '0' })?.requests,
    ).toMatchObject({ limit: 30, remaining: 0 });
    expect(limits({ 'x-tokenlimit-limit': '9', 'x-tokenlimit-remaining': '8' })?.tokens).toMatchObject({
      limit: 9,
      remaining: 8,
    });
    expect(
      limits({
        'x-ratelimit-limit-requests-day': '1000',
        'x-ratelimit-remaining-requests-day': '999',
        'x-ratelimit-limit-requests-minute': '10',
        'x-ratelimit-remaining-requests-minute': '1',
      })?.requests,
    ).toMatchObject({ limit: 10 });
    expect(
      limits({ 'ratelimit-limit': '100', 'ratelimit-remaining': '50', 'ratelimit-reset': '5' })?.requests,
    ).toEqual({ limit: 100, remaining: 50, reset_ms: 5_000 });
  });

  it('reads the forms of the IETF draft', () => {
    expect(
      limits({ ratelimit: '"burst";r=50;t=30', 'ratelimit-policy': '"burst";q=100;w=60' })?.requests,
    ).toEqual({ limit: 100, remaining: 50, reset_ms: 30_000 });
    expect(limits({ ratelimit: 'limit=100, remaining=50, reset=5' })?.requests).toEqual({
      limit: 100,
      remaining: 50,
      reset_ms: 5_000,
    });
    expect(
      limits({ ratelimit: '"a";r=5, "tok";r=7', 'ratelimit-policy': '"tok";q=9;qu="tokens"' })?.tokens,
    ).toMatchObject({ limit: 9, remaining: 7 });
  });

  it('makes nothing of nonsense', () => {
    expect(
      limits({
        'x-ratelimit-limit-requests': '-1',
        'x-ratelimit-remaining-requests': '-1',
        ratelimit: ';;;=,',
      }),
    ).toBeNull();
    expect(limits({ 'content-type': 'text/plain' })).toBeNull();
  });
});

describe('ids and times', () => {
  it("prefers the provider's own header, then the common ones, then the body", () => {
    const own = target({ provider: provider({ request_id: { headers: ['x-acme-id'], body: 'meta.id' } }) });
    expect(requestId(answered(200, 'x', { 'x-acme-id': 'a', 'x-request-id': 'b' }), own)).toBe('a');
    expect(requestId(answered(200, 'x', { 'x-request-id': 'b', 'cf-ray': 'c' }), own)).toBe('b');
    expect(requestId(answered(500, { meta: { id: 'd' } }), own)).toBe('d');
    expect(requestId(answered(500, 'x'), own)).toBeNull();
  });

  it('reads what the service claims to have spent', () => {
    expect(serverTiming(answered(200, 'x', { 'openai-processing-ms': '128' }), target())).toBe(128);
    expect(
      serverTiming(
        answered(200, 'x', { 'server-timing': 'cdn-cache;dur=900, db;dur=53, app;dur=47.2' }),
        target(),
      ),
    ).toBe(53);
    expect(serverTiming(answered(200, 'x', { 'openai-processing-ms': 'fast' }), target())).toBeNull();
  });

  it('compares clocks by the Date header', () => {
    expect(clockSkewMs(answered(200, 'x', { date: 'Tue, 24 Nov 2026 03:00:00 GMT' }))).toBe(3_599_759);
    expect(clockSkewMs(answered(200, 'x'))).toBeNull();
  });
});
