/** Together AI's OpenAI-compatible API. */

import type { Provider } from '../domain/provider.ts';
import { OPENAI_SHAPE } from './shapes.ts';

export const together = {
  id: 'together',
  name: 'Together AI',
  kind: 'hosted',
  base_url: 'https://api.together.ai/v1',
  base_url_alt: { older: 'https://api.together.xyz/v1' },
  auth: {
    header: 'Authorization',
    scheme: 'Bearer',
    env: 'TOGETHER_API_KEY',
    required: true,
    src: ['npm-together'],
  },
  reach: [{ path: '/models', expect: [401], body: 'json', src: ['aiwatch-probe', 'together-err'] }],
  models: { path: '/models', list: '[].id', src: ['npm-together'] },
  chat: { dialect: 'openai-chat', path: '/chat/completions', max_tokens: 1, src: ['npm-together'] },
  embeddings: {
    dialect: 'openai-embeddings',
    path: '/embeddings',
    src: ['https://docs.together.ai/docs/openai-api-compatibility'],
    unverified: true,
  },
  error_shape: OPENAI_SHAPE,
  errors: [
    { status: 401, class: 'auth.invalid-key', src: ['together-err'] },
    { status: 402, class: 'quota.billing', note: 'monthly spend cap', src: ['together-err'] },
    {
      status: 403,
      class: 'bad-request.too-large',
      note: 'Together uses 403 when input + max_tokens exceed the context',
      src: ['together-err'],
    },
    { status: 404, class: 'not-found.model', src: ['together-err'] },
    { status: 429, class: 'rate-limit.unspecified', src: ['together-err'] },
    { status: 500, class: 'server-error.internal', src: ['together-err'] },
    {
      status: 503,
      class: 'overloaded.capacity',
      note: 'documented as Engine Overloaded',
      src: ['together-err'],
    },
    { status: 504, class: 'server-error.gateway-timeout', src: ['together-dart'] },
    {
      status: [520, 524],
      class: 'server-error.origin-unreachable',
      note: 'LiteLLM reads 524 as a timeout',
      src: ['together-dart', 'litellm-map'],
    },
    { status: 529, class: 'overloaded.capacity', src: ['together-dart'] },
  ],
  rate_limit: {
    headers: [
      'x-ratelimit-limit',
      'x-ratelimit-remaining',
      'x-ratelimit-reset',
      'x-tokenlimit-limit',
      'x-tokenlimit-remaining',
    ],
    more: 'newer: x-ratelimit-limit-dynamic, x-tokenlimit-limit-dynamic',
    units: "requests per second and tokens per second in some clients' reading",
    src: ['public-code'],
  },
  status_page: {
    page: 'https://status.together.ai',
    platform: 'betterstack',
    json: ['https://status.together.ai/index.json'],
    rss: ['https://status.together.ai/feed'],
    note: 'emits model blips by itself (went down/recovered); suppress flaps under 60 s',
    src: ['aiwatch-svc', 'fr-status'],
  },
} satisfies Provider;
