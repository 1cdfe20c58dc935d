/** What a verdict says besides its class: state, fault, waiting time, sentence, hint, notes. */

import { describe, expect, it } from 'vitest';
import { classify } from '../../src/classify/index.ts';
import { NO_EXPECTATION } from '../../src/domain/expectation.ts';
import type { Provider } from '../../src/domain/provider.ts';
import {
  address,
  ai,
  answered,
  answerFacts,
  badCertificate,
  broken,
  html,
  observation,
  classOf as of,
  provider,
  response,
  streamed,
  target,
  tls,
  wireError,
} from '../support/observation.ts';

const reach = (overrides: Partial<Provider> = {}) =>
  target({ check: 'reach', provider: provider(overrides) });
const CF = { server: 'cloudflare', 'cf-ray': '8f1-FRA' };

describe('a keyless reach', () => {
  it('is up when the API refuses in its own words', () => {
    const verdict = classify(answered(401, { error: { message: 'no key' } }, CF), reach());
    expect(verdict).toMatchObject({ state: 'up', failure: null, fault: null, rule: null, hint: '' });
    expect(verdict.message).toMatch(/401.*without a key/);
  });

  it('is up on a 2xx JSON and on a 401 JSON where the catalogue knows another refusal', () => {
    expect(of(classify(answered(200, { data: [] }), reach()))).toBe('up');
    const forbids = reach({ reach: [{ path: '/models', expect: [403] }] });
    expect(of(classify(answered(401, { error: 'x' }), forbids))).toBe('up');
  });

  it('is not up when a page or nothing answers in place of the API', () => {
    expect(of(classify(answered(401, html('Login')), reach()))).toBe('mismatch.content-type');
    expect(of(classify(answered(200, html('Acme')), reach()))).toBe('mismatch.content-type');
    expect(of(classify(answered(401), reach()))).toBe('mismatch.json');
  });

  it('says nothing of the service behind a bot wall', () => {
    const wall = answered(403, html('Just a moment...'), { ...CF, 'cf-mitigated': 'challenge' });
    expect(classify(wall, reach())).toMatchObject({
      state: 'unknown',
      fault: 'network',
      failure: { kind: 'blocked' },
    });
    expect(classify(wall, ai('chat'))).toMatchObject({ state: 'down', failure: { kind: 'blocked' } });
  });

  it('takes the telemetry script of Cloudflare for no challenge', () => {
    const page = html(
      '401 Authorization Required',
      '<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js">',
    );
    expect(of(classify(answered(401, page, CF), ai('models')))).toBe('auth.invalid-key');
  });

  it('reads what a status means at this path', () => {
    const loads = reach({
      reach: [{ path: '/models', expect: [200], class_of: { 503: 'not-ready.model-loading' } }],
    });
    expect(of(classify(answered(503), loads))).toBe('not-ready.model-loading');
    const wants = reach({
      reach: [{ path: '/models', expect: [200], body: 'text', contains: ['is .. running'] }],
    });
    expect(of(classify(answered(200, 'Ollama is running'), wants))).toBe('up');
    expect(of(classify(answered(200, 'It works!'), wants))).toBe('mismatch.body');
  });
});

describe('sentences', () => {
  it('tell a rate limit with its numbers and the wait', () => {
    const headers = {
      'x-ratelimit-limit-requests': '60',
      'x-ratelimit-remaining-requests': '0',
      'retry-after': '12',
    };
    const saw = answered(
      429,
      { error: { code: 'rate_limit_exceeded', message: 'Limit: 60 requests per min' } },
      headers,
    );
    const verdict = classify(saw, ai('chat'));
    expect(verdict.message).toBe(
      '429: 60 requests/min used up at api.example.com; the server asks to wait 12 s',
    );
    expect(verdict).toMatchObject({ fault: 'client', retryable: true, retryAfterMs: 12_000 });
  });

  it('tell since when a certificate is expired, and by whom it was issued', () => {
    const { message } = classify(
      badCertificate('CERT_HAS_EXPIRED', { validTo: '2026-11-21T01:00:00.000Z' }),
      target(),
    );
    expect(message).toBe('the certificate of api.example.com expired 3 days ago (2026-11-21), issued by R3');
  });

  it('quote the provider shortened, on one line', () => {
    const { message } = classify(
      answered(500, { error: { message: `first\nsecond ${'x'.repeat(900)}` } }),
      ai('chat'),
    );
    expect(message).toMatch(/^500: api\.example\.com had an internal error: "first second x+…"$/);
    expect(message.length).toBeLessThan(240);
  });

  it('never show userinfo or a query', () => {
    const url = 'https://user:hunter2@api.example.com/v1/x?key=topsecret';
    const verdict = classify({ ...answered(404), url }, target({ url }));
    expect(`${verdict.message}${verdict.hint}`).not.toMatch(/hunter2|topsecret/);
    expect(verdict.message).toContain('/v1/x');
  });

  it('say what was expected and what came', () => {
    const expect204 = target({
      expect: { ...NO_EXPECTATION, status: { source: '204', ranges: [{ from: 204, to: 204 }] } },
    });
    expect(classify(answered(200, 'x'), expect204).message).toContain('expected status 204, got 200');
  });

  it('name the key variable and the status page where they help', () => {
    const page = { page: 'https://status.example.com', platform: 'html' } as const;
    const acme = provider({ status_page: page });
    expect(classify(answered(401), ai('chat', { provider: acme })).hint).toContain('ACME_API_KEY');
    expect(classify(answered(503), ai('chat', { provider: acme })).hint).toContain(
      'https://status.example.com',
    );
    expect(classify(answered(503), ai('chat', { provider: acme, statusPage: false })).hint).not.toContain(
      'status.example',
    );
  });

  it('name listed models that resemble the one that is not listed', () => {
    const listed = { data: [{ id: 'other' }, { id: 'model-12' }] };
    expect(classify(answered(200, listed), ai('models')).hint).toContain('model-12');
    expect(of(classify(answered(200, { ...listed, has_more: true }), ai('models')))).toBe('up');
    expect(of(classify(answered(200, { data: [{ id: 'models/model-1' }] }), ai('models')))).toBe('up');
  });
});

describe('what outranks what', () => {
  it('lets a failing status stand although its body was cut', () => {
    const cut = observation({
      response: response(503, '{"err'),
      error: wireError('body', 'TRUNCATED', { afterBytes: true }),
    });
    const verdict = classify(cut, target());
    expect(of(verdict)).toBe('server-error.unavailable');
    expect(verdict.notes.join()).toContain('cut off');
  });

  it('looks at a broken connection before any expectation', () => {
    const expect503 = target({
      expect: { ...NO_EXPECTATION, status: { source: '503', ranges: [{ from: 503, to: 503 }] } },
    });
    const cut = observation({
      response: response(503, 'x'),
      error: wireError('body', 'TRUNCATED', { afterBytes: true }),
    });
    expect(of(classify(cut, expect503))).toBe('protocol.truncated');
    expect(of(classify(answered(503, 'x'), expect503))).toBe('up');
  });

  it('prefers codes to prose, and the upstream error to the gateway that wraps it', () => {
    const both = answered(429, {
      error: { code: 'insufficient_quota', message: 'Too many requests, the server is busy' },
    });
    expect(of(classify(both, ai('chat')))).toBe('quota.credits');
    const wrapped =
      'litellm.InternalServerError: AnthropicException - {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}';
    expect(of(classify(answered(500, { error: { message: wrapped, code: '500' } }), ai('chat')))).toBe(
      'overloaded.capacity',
    );
  });

  it('lets a row with more conditions win, and a bare status row only where the body is silent', () => {
    const acme = provider({
      errors: [
        { status: 429, class: 'rate-limit.requests' },
        { status: 429, match: 'pool', class: 'overloaded.capacity' },
        { status: 429, code: 'poor', match: 'pool', class: 'quota.credits', fault: 'provider' },
      ],
    });
    const ask = ai('chat', { provider: acme });
    expect(classify(answered(429), ask)).toMatchObject({ rule: 'acme.429', failure: { reason: 'requests' } });
    expect(classify(answered(429, { error: { message: 'the pool is full' } }), ask).rule).toBe('acme.pool');
    const most = classify(answered(429, { error: { code: 'poor', message: 'the pool' } }), ask);
    expect(most).toMatchObject({ rule: 'acme.poor', fault: 'provider', failure: { kind: 'quota' } });
    expect(of(classify(answered(429, { error: { code: 'insufficient_quota' } }), ask))).toBe('quota.credits');
  });

  it('gives an error inside a 200 the class that its code has as a status', () => {
    const inside = (errorBody: unknown, p: Provider = provider()) =>
      of(classify(streamed({ errorBody }), ai('stream', { provider: p })));
    expect(inside({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } })).toBe(
      'overloaded.capacity',
    );
    expect(inside({ error: { code: 429, message: 'slow' } })).toBe('rate-limit.unspecified');
    expect(inside({ error: { code: 502, message: 'bad' } })).toBe('server-error.bad-gateway');
    expect(inside({ error: { message: 'x', http_status_code: 503 } })).toBe('server-error.unavailable');
    const coded = provider({ errors: [{ status: 402, code: 'broke', class: 'quota.credits' }] });
    expect(inside({ error: { code: 'broke', message: 'x' } }, coded)).toBe('quota.credits');
  });

  it("does not take Apache's standing 503 for maintenance", () => {
    const apache = html(
      '503 Service Unavailable',
      'The server is temporarily unable to service your request due to maintenance downtime or capacity problems.',
    );
    expect(of(classify(answered(503, apache), target()))).toBe('server-error.unavailable');
  });

  it("takes a plain proxy's deny page for no firewall", () => {
    expect(of(classify(answered(403, html('403 Forbidden', 'nginx'), { server: 'nginx' }), ai('chat')))).toBe(
      'auth.forbidden',
    );
    expect(of(classify(answered(403, { error: { message: 'no' } }, CF), ai('chat')))).toBe('auth.forbidden');
  });

  it('reports a hang before the header, whichever limit ran out, by its phase', () => {
    for (const limit of ['first_token', 'total', 'first_byte'] as const) {
      expect(of(classify(broken('headers', 'DEADLINE', { limit, bound: 900 }), ai('stream')))).toBe(
        'timeout.first-byte',
      );
    }
  });
});

describe('answers that are well', () => {
  it('accepts a whole stream whose connection breaks or hangs after its end', () => {
    const late = streamed({}, wireError('body', 'ECONNRESET', { afterBytes: true }));
    const verdict = classify(late, ai('stream'));
    expect(verdict.state).toBe('up');
    expect(verdict.notes.join()).toContain('reset');
  });

  it('accepts a finish reason without an end marker, and a budget spent on reasoning, with notes', () => {
    const unmarked = classify(streamed({ endMarker: false }), ai('stream'));
    expect([unmarked.state, unmarked.notes.join()]).toEqual(['up', expect.stringContaining('no end marker')]);
    const hidden = classify(streamed({ visible: 0, finishReason: 'length' }), ai('stream'));
    expect([hidden.state, hidden.notes.join()]).toEqual(['up', expect.stringContaining('no visible text')]);
  });

  it('notes another model, deprecation, a cache, a dead address, an ignored certificate', () => {
    const headers = { deprecation: '@1767225600', sunset: 'Fri, 01 Jan 2027 00:00:00 GMT', 'x-cache': 'HIT' };
    const saw = observation({
      response: response(200, { id: 1 }, headers),
      answer: answerFacts({ streamed: false, model: 'model-0' }),
      addresses: [address('2001:db8::1', 'failed', 'ETIMEDOUT'), address('192.0.2.7', 'connected')],
      tls: tls({ verifyError: 'CERT_HAS_EXPIRED' }),
    });
    const insecure = { ...target().tls, insecure: true };
    const { state, notes } = classify(saw, ai('chat', { tls: insecure }));
    expect(state).toBe('up');
    const text = notes.join('\n');
    for (const part of [
      'answered by model-0',
      'since 2026-01-01 and ends on 2027-01-01',
      'cache',
      '2001:db8::1',
      'it has expired',
    ]) {
      expect(text).toContain(part);
    }
  });

  it.each([
    ['gpt-4', 'gpt-4-0613', false],
    ['claude-haiku-4-5', 'claude-haiku-4-5-20251001', false],
    ['llama3', 'llama3:latest', false],
    ['gpt-4', 'gpt-4o-mini', true],
    ['m', 'm-2', true],
  ])('asked for %s, answered by %s: another model? %s', (asked, answered, other) => {
    const saw = observation({
      response: response(200, { id: 1 }),
      answer: answerFacts({ streamed: false, model: answered }),
    });
    const { notes } = classify(saw, ai('chat', { model: asked }));
    expect(notes.some((note) => note.includes('answered by'))).toBe(other);
  });

  it('tells several reasons to be degraded: one as the verdict, the others as notes', () => {
    const headers = { ratelimit: '"burst";r=4;t=30', 'ratelimit-policy': '"burst";q=100;w=60' };
    const verdict = classify(
      observation({ response: response(200, 'x', headers) }),
      target({ degraded: { total: 200 } }),
    );
    expect(verdict).toMatchObject({ state: 'degraded', rule: 'degraded.slow' });
    expect(verdict.notes.join()).toContain('4 of 100 requests left');
  });

  it('has no opinion on an attempt that was told to stop', () => {
    expect(classify(broken('body', 'ABORTED'), target())).toMatchObject({ state: 'skipped', failure: null });
  });

  it('takes a tcp connection that is up for up', () => {
    const url = 'tcp://10.0.0.8:6333';
    const ask = target({ check: 'tcp', url, ask: { via: 'tcp', host: '10.0.0.8', port: 6333 } });
    expect(classify(observation({ url }), ask)).toMatchObject({ state: 'up' });
  });

  it('reports nothing seen at all as a bug of its own', () => {
    expect(of(classify(observation(), target()))).toBe('internal.bug');
  });
});
