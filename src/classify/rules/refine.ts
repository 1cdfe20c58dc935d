/** Rows that make a class finer when the row that gave it could not know: which limit, and whether a key was sent. */

import type { Rule } from '../rule.ts';

const HEADERS = 'a rate-limit header that shows nothing left';
const WORDS = 'error texts of OpenAI, Groq, Anthropic, Azure, Cohere';

export interface Refinement extends Rule {
  /** The class that this row may replace. */
  readonly of: Rule['class'];
}

const RATE = 'rate-limit.unspecified';

export const REFINEMENTS: readonly Refinement[] = [
  {
    id: 'refine.type-requests',
    of: RATE,
    when: { ids: ['requests'] },
    class: 'rate-limit.requests',
    source: 'https://console.groq.com/docs/errors',
  },
  {
    id: 'refine.type-tokens',
    of: RATE,
    when: { ids: ['tokens'] },
    class: 'rate-limit.tokens',
    source: 'https://console.groq.com/docs/errors',
  },
  {
    id: 'refine.concurrency-words',
    of: RATE,
    when: { says: ['concurrent', 'concurrency'] },
    class: 'rate-limit.concurrency',
    source: WORDS,
  },
  {
    id: 'refine.tokens-words',
    of: RATE,
    when: {
      says: [
        'tokens per minute',
        'tokens per day',
        'tokens per hour',
        'token rate limit',
        'input tokens',
        'too many tokens',
        'output tokens',
        '(tpm)',
        '(tpd)',
        ' tpm',
        'token limit',
      ],
    },
    class: 'rate-limit.tokens',
    source: WORDS,
  },
  {
    id: 'refine.requests-words',
    of: RATE,
    when: {
      says: [
        'requests per minute',
        'requests per day',
        'requests per second',
        'requests per hour',
        'requests / min',
        'requests/min',
        'calls / minute',
        'calls per minute',
        'request limit',
        'requests limit',
        'requests rate limit',
        '(rpm)',
        '(rpd)',
        ' rpm',
        ' rpd',
      ],
    },
    class: 'rate-limit.requests',
    source: WORDS,
  },
  {
    id: 'refine.google-tokens',
    of: RATE,
    when: { field: { 'error.details[].violations[].quotaId': 'Tokens' } },
    class: 'rate-limit.tokens',
    source: 'google.rpc.QuotaFailure',
  },
  {
    id: 'refine.google-requests',
    of: RATE,
    when: { field: { 'error.details[].violations[].quotaId': 'Requests' } },
    class: 'rate-limit.requests',
    source: 'google.rpc.QuotaFailure',
  },
  {
    id: 'refine.requests-header',
    of: RATE,
    when: { exhausted: 'requests' },
    class: 'rate-limit.requests',
    source: HEADERS,
  },
  {
    id: 'refine.tokens-header',
    of: RATE,
    when: { exhausted: 'tokens' },
    class: 'rate-limit.tokens',
    source: HEADERS,
  },
  {
    id: 'refine.no-key-sent',
    of: 'auth.invalid-key',
    when: { keyless: true },
    class: 'auth.missing-key',
    source: 'the request carried no key',
  },
  {
    id: 'refine.no-key-sent-403',
    of: 'auth.forbidden',
    when: {
      keyless: true,
      says: ['api key', 'authentication', 'unauthorized', 'authorization header', 'credentials'],
    },
    class: 'auth.missing-key',
    source: 'the request carried no key',
  },
];
