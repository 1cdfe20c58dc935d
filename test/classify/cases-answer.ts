/** Cases for what a model answered, for expectations, for refinements and for what works but is not well. */

import { type Expectation, NO_EXPECTATION } from '../../src/domain/expectation.ts';
import type { AnswerFacts } from '../../src/domain/observation.ts';
import { matcherBy } from '../support/matcher.ts';
import {
  address,
  ai,
  answered,
  answerFacts,
  html,
  observation,
  response,
  streamed,
  target,
  tls,
} from '../support/observation.ts';
import type { Case } from './cases.ts';

const never = matcherBy('/pong/', () => false);
const tooSlow = matcherBy('/(x+x+)+y/', () => null);
const expecting = (expect: Partial<Expectation>) => target({ expect: { ...NO_EXPECTATION, ...expect } });
const chat = (body: unknown, facts: Partial<AnswerFacts>) =>
  observation({ response: response(200, body), answer: answerFacts({ streamed: false, ...facts }) });
const limited = (code: string, message: string, headers = {}) =>
  answered(429, { error: { code, message } }, headers);

export const ANSWER_CASES: readonly Case[] = [
  {
    rule: 'answer.page',
    gives: 'mismatch.content-type',
    asked: ai('chat'),
    saw: chat(html('Acme'), { malformed: 'the body is no JSON', tokens: 0 }),
  },
  {
    rule: 'answer.filtered',
    gives: 'bad-request.content-filter',
    asked: ai('chat'),
    saw: chat({ id: 1 }, { filtered: 'SAFETY', tokens: 0 }),
  },
  {
    rule: 'answer.finish-filter',
    gives: 'bad-request.content-filter',
    asked: ai('stream'),
    saw: streamed({ finishReason: 'content_filter', tokens: 0 }),
  },
  {
    rule: 'answer.finish-error',
    gives: 'stream.error-event',
    asked: ai('stream'),
    saw: streamed({ finishReason: 'error' }),
  },
  {
    rule: 'answer.document-for-stream',
    gives: 'mismatch.content-type',
    asked: ai('stream'),
    saw: observation({
      response: response(200, { choices: [] }),
      answer: answerFacts({ events: 0, tokens: 0, malformed: 'one JSON document instead of a stream' }),
    }),
  },
  {
    rule: 'answer.endless-line',
    gives: 'protocol.too-large',
    asked: ai('stream'),
    saw: streamed({ malformed: 'a line over 1 MiB' }),
  },
  { rule: 'answer.refused', gives: 'up', asked: ai('chat'), saw: chat({ id: 1 }, { filtered: 'refusal' }) },
  {
    rule: 'answer.stream-nothing',
    gives: 'stream.empty',
    asked: ai('stream'),
    saw: observation({
      response: response(200, '', { 'content-type': 'text/event-stream' }),
      answer: answerFacts({ events: 0, tokens: 0, finishReason: null, endMarker: false }),
    }),
  },
  {
    rule: 'answer.stream-malformed',
    gives: 'stream.malformed',
    asked: ai('stream'),
    saw: streamed({ malformed: 'event 3 is no JSON object' }),
  },
  {
    rule: 'answer.empty-body',
    gives: 'mismatch.json',
    asked: ai('chat'),
    saw: chat('', { tokens: 0, malformed: 'the body is empty' }),
  },
  {
    rule: 'answer.no-json',
    gives: 'mismatch.json',
    asked: ai('chat'),
    saw: chat('{"id": ', { tokens: 0, malformed: 'the body is no JSON' }),
  },
  {
    rule: 'answer.document-malformed',
    gives: 'mismatch.json',
    asked: ai('chat'),
    saw: chat({ hello: 1 }, { tokens: 0, malformed: 'no choices' }),
  },
  {
    rule: 'answer.empty',
    gives: 'stream.empty',
    asked: ai('chat'),
    saw: chat({ id: 1 }, { tokens: 0, visible: 0 }),
  },
  {
    rule: 'answer.truncated',
    gives: 'stream.truncated',
    asked: ai('stream'),
    saw: streamed({ finishReason: null, endMarker: false }),
  },

  {
    rule: 'models.page',
    gives: 'mismatch.content-type',
    asked: ai('models'),
    saw: answered(200, html('Acme')),
  },
  { rule: 'models.no-json', gives: 'mismatch.json', asked: ai('models'), saw: answered(200, '{"data": [') },
  { rule: 'models.no-list', gives: 'mismatch.json', asked: ai('models'), saw: answered(200, { hello: 1 }) },
  {
    rule: 'models.unlisted',
    gives: 'not-found.model',
    asked: ai('models'),
    saw: answered(200, { data: [{ id: 'model-2' }] }),
  },

  {
    rule: 'expect.status',
    gives: 'mismatch.status',
    asked: expecting({ status: { source: '200', ranges: [{ from: 200, to: 200 }] } }),
    saw: answered(204),
  },
  {
    rule: 'expect.content-type',
    gives: 'mismatch.content-type',
    asked: expecting({ json: [{ path: '$.a', select: () => [1], matcher: never }] }),
    saw: answered(200, html('Login')),
  },
  {
    rule: 'expect.header',
    gives: 'mismatch.header',
    asked: expecting({ headers: [{ name: 'content-type', matcher: never }] }),
    saw: answered(200, 'pong'),
  },
  {
    rule: 'expect.body',
    gives: 'mismatch.body',
    asked: expecting({ body: [never] }),
    saw: answered(200, 'ping'),
  },
  {
    rule: 'expect.json',
    gives: 'mismatch.json',
    asked: expecting({ json: [{ path: '$.a', select: () => [], matcher: never }] }),
    saw: answered(200, { b: 1 }),
  },
  {
    rule: 'expect.slow-header',
    gives: 'mismatch.header',
    asked: expecting({ headers: [{ name: 'content-type', matcher: tooSlow }] }),
    saw: answered(200, 'pong'),
  },
  {
    rule: 'expect.slow-body',
    gives: 'mismatch.body',
    asked: expecting({ body: [tooSlow] }),
    saw: answered(200, 'ping'),
  },
  {
    rule: 'expect.slow-json',
    gives: 'mismatch.json',
    asked: expecting({ json: [{ path: '$[?match(@.a, "x")]', select: () => null, matcher: never }] }),
    saw: answered(200, { b: 1 }),
  },
  {
    rule: 'expect.cert-days',
    gives: 'mismatch.cert-days',
    asked: expecting({ certDays: 90 }),
    saw: observation({ response: response(200, 'x'), tls: tls() }),
  },

  {
    rule: 'refine.type-requests',
    gives: 'rate-limit.requests',
    saw: answered(429, { error: { type: 'requests', code: 'rate_limit_exceeded', message: 'x' } }),
  },
  {
    rule: 'refine.type-tokens',
    gives: 'rate-limit.tokens',
    saw: answered(429, { error: { type: 'tokens', code: 'rate_limit_exceeded', message: 'x' } }),
  },
  {
    rule: 'refine.concurrency-words',
    gives: 'rate-limit.concurrency',
    saw: limited('1302', 'High concurrency usage of this API'),
  },
  {
    rule: 'refine.tokens-words',
    gives: 'rate-limit.tokens',
    saw: limited('rate_limit_exceeded', 'Rate limit reached on tokens per min (TPM): Limit 6000'),
  },
  {
    rule: 'refine.requests-words',
    gives: 'rate-limit.requests',
    saw: limited('rate_limit_exceeded', 'This request would exceed 50 requests per minute'),
  },
  {
    rule: 'refine.google-tokens',
    gives: 'rate-limit.tokens',
    saw: google('GenerateContentInputTokensPerModelPerMinute'),
  },
  {
    rule: 'refine.google-requests',
    gives: 'rate-limit.requests',
    saw: google('GenerateRequestsPerMinutePerProjectPerModel'),
  },
  {
    rule: 'refine.requests-header',
    gives: 'rate-limit.requests',
    saw: limited('rate_limit_exceeded', 'x', {
      'x-ratelimit-limit-requests': '60',
      'x-ratelimit-remaining-requests': '0',
    }),
  },
  {
    rule: 'refine.tokens-header',
    gives: 'rate-limit.tokens',
    saw: limited('rate_limit_exceeded', 'x', { 'x-ratelimit-remaining-tokens': '0' }),
  },
  { rule: 'refine.no-key-sent', gives: 'auth.missing-key', saw: answered(401) },
  {
    rule: 'refine.no-key-sent-403',
    gives: 'auth.missing-key',
    saw: answered(403, { message: 'The API key may not do this' }),
  },

  {
    rule: 'degraded.partial',
    gives: 'degraded.partial',
    asked: target({ dns: { server: null, ip: null, allAddresses: true } }),
    saw: observation({
      response: response(200, 'x'),
      addresses: [address('192.0.2.7', 'connected'), address('192.0.2.8', 'failed', 'ECONNREFUSED')],
    }),
  },
  {
    rule: 'degraded.slow',
    gives: 'degraded.slow',
    asked: target({ degraded: { first_byte: 100 } }),
    saw: answered(200, 'x'),
  },
  {
    rule: 'degraded.cert-expiring',
    gives: 'degraded.cert-expiring',
    saw: observation({ response: response(200, 'x'), tls: tls({ validTo: '2026-11-30T02:00:00.000Z' }) }),
  },
  {
    rule: 'degraded.near-limit',
    gives: 'degraded.near-limit',
    saw: answered(200, 'x', {
      'x-ratelimit-limit-requests': '60',
      'x-ratelimit-remaining-requests': '3',
      'x-ratelimit-reset-requests': '12s',
    }),
  },
];

function google(quotaId: string) {
  return answered(429, {
    error: {
      code: 429,
      status: 'RESOURCE_EXHAUSTED',
      message: 'x',
      details: [{ violations: [{ quotaId }] }],
    },
  });
}
