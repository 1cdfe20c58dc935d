/** Cerebras' OpenAI-compatible API. */

import type { Provider } from '../domain/provider.ts';
import { OPENAI_FLAT_SHAPE } from './shapes.ts';

export const cerebras = {
  id: 'cerebras',
  name: 'Cerebras Inference',
  kind: 'hosted',
  base_url: 'https://api.cerebras.ai/v1',
  auth: {
    header: 'Authorization',
    scheme: 'Bearer',
    env: 'CEREBRAS_API_KEY',
    required: true,
    src: ['npm-aisdk'],
  },
  reach: [{ path: '/models', expect: [403], body: 'json', src: ['aiwatch-probe'] }],
  models: { path: '/models', list: 'data[].id', unverified: true },
  chat: { dialect: 'openai-chat', path: '/chat/completions', max_tokens: 1, src: ['npm-aisdk'] },
  error_shape: { ...OPENAI_FLAT_SHAPE, src: ['npm-aisdk'] },
  errors: [
    {
      status: 400,
      match: 'Current length is .. while limit is ..',
      class: 'bad-request.too-large',
      src: ['litellm-map'],
    },
    { status: 401, class: 'auth.invalid-key', src: ['cb-err'] },
    { status: 402, class: 'quota.billing', src: ['cb-err'] },
    { status: 403, class: 'auth.forbidden', src: ['cb-err', 'aiwatch-probe'] },
    {
      status: 403,
      keyless: true,
      class: 'auth.missing-key',
      note: 'without any key it is 403, not 401 (see reach)',
      src: ['aiwatch-probe'],
    },
    { status: 404, class: 'not-found.model', src: ['cb-err'] },
    {
      status: 429,
      code: 'request_quota_exceeded',
      param: 'quota',
      class: 'rate-limit.requests',
      note: 'retry-after 57-60 is an upper bound (measured clear 11-32 s)',
      src: ['rl-survey', 'litellm-map'],
    },
    {
      status: 429,
      code: 'token_quota_reached',
      param: 'quota',
      class: 'rate-limit.tokens',
      note: 'retry-after 57-60 is an upper bound (measured clear 11-32 s)',
      src: ['rl-survey', 'litellm-map'],
    },
    {
      status: 429,
      code: 'queue_exceeded',
      param: 'queue',
      class: 'overloaded.capacity',
      note: 'shared queue full; no retry-after, x-should-retry: false, yet clears in seconds',
      src: ['rl-survey'],
    },
    { status: 503, class: 'server-error.unavailable', src: ['cb-err'] },
  ],
  rate_limit: {
    headers: [
      'x-ratelimit-limit-requests-day',
      'x-ratelimit-remaining-requests-day',
      'x-ratelimit-reset-requests-day',
      'x-ratelimit-limit-tokens-minute',
      'x-ratelimit-remaining-tokens-minute',
      'x-ratelimit-reset-tokens-minute',
    ],
    more: '-hour and -minute variants of requests and tokens',
    reset_format: 'seconds as a decimal number',
    note: 'on 200s, stream or not; none on 429',
    src: ['public-code', 'rl-survey'],
  },
  status_page: {
    page: 'https://status.cerebras.ai',
    platform: 'atlassian',
    json: ['https://status.cerebras.ai/api/v2/summary.json'],
    components_note: '4 model surfaces + Developer Console',
    src: ['aiwatch-svc'],
  },
} satisfies Provider;
