/** Fireworks' OpenAI-compatible API. */

import type { Provider } from '../domain/provider.ts';
import { OPENAI_SHAPE } from './shapes.ts';

export const fireworks = {
  id: 'fireworks',
  name: 'Fireworks AI',
  kind: 'hosted',
  base_url: 'https://api.fireworks.ai/inference/v1',
  auth: {
    header: 'Authorization',
    scheme: 'Bearer',
    env: 'FIREWORKS_API_KEY',
    required: true,
    src: ['npm-aisdk'],
  },
  reach: [{ path: '/models', expect: [401], body: 'json', src: ['aiwatch-probe', 'fw-err'] }],
  models: { path: '/models', list: 'data[].id', unverified: true },
  chat: { dialect: 'openai-chat', path: '/chat/completions', max_tokens: 1, src: ['npm-aisdk'] },
  embeddings: {
    dialect: 'openai-embeddings',
    path: '/embeddings',
    src: ['https://docs.fireworks.ai/guides/querying-embeddings-models'],
    unverified: true,
  },
  error_shape: {
    ...OPENAI_SHAPE,
    also: [{ message: 'error' }],
    note: 'the object form is {error:{object,type,code,message}}',
    src: ['npm-aisdk'],
  },
  errors: [
    { status: 401, class: 'auth.invalid-key', src: ['fw-err'] },
    { status: 402, class: 'quota.billing', src: ['fw-err'] },
    {
      status: 403,
      class: 'auth.forbidden',
      note: 'documented as authentication issues: check the key',
      src: ['fw-err'],
    },
    {
      status: 404,
      class: 'not-found.model',
      note: 'also: wrong path, not deployed, or no permission',
      src: ['fw-err'],
    },
    {
      status: 408,
      class: 'server-error.gateway-timeout',
      note: 'possibly overload, says the documentation',
      src: ['fw-err'],
    },
    {
      status: 412,
      class: 'quota.billing',
      note: 'account suspended or its status in doubt, or a LoRA model that failed to load; that a spending limit gives it is unverified',
      src: ['fw-err'],
    },
    { status: 413, class: 'bad-request.too-large', src: ['fw-err'] },
    {
      status: 425,
      class: 'not-ready.model-loading',
      note: 'rollout weight swap in progress',
      src: ['public-code'],
    },
    {
      status: 429,
      class: 'rate-limit.unspecified',
      note: 'also on-demand deployment capacity',
      src: ['fw-err'],
    },
    { status: 500, class: 'server-error.internal', src: ['fw-err'] },
    { status: 502, class: 'server-error.bad-gateway', src: ['fw-err'] },
    {
      status: 503,
      class: 'server-error.unavailable',
      note: 'documented as down for maintenance or issues; maintenance only where the body says so',
      src: ['fw-err'],
    },
    { status: 503, match: 'maintenance', class: 'maintenance.announced', src: ['fw-err'] },
    { status: 504, class: 'server-error.gateway-timeout', src: ['fw-err'] },
    { status: 520, class: 'server-error.origin-unreachable', src: ['fw-err'] },
  ],
  rate_limit: {
    headers: [
      'x-ratelimit-limit-requests',
      'x-ratelimit-remaining-requests',
      'x-ratelimit-limit-tokens-prompt',
      'x-ratelimit-remaining-tokens-prompt',
      'x-ratelimit-limit-tokens-generated',
      'x-ratelimit-remaining-tokens-generated',
      'x-ratelimit-over-limit',
    ],
    note: 'x-ratelimit-over-limit: yes on a 200 = served above the soft limit',
    src: ['public-code'],
  },
  retry_after: { headers: ['retry-after'], src: ['public-code'] },
  status_page: {
    page: 'https://status.fireworks.ai',
    platform: 'detect',
    json: ['https://status.fireworks.ai/index.json', 'https://status.fireworks.ai/api/v2/summary.json'],
    note: 'sources disagree: Better Stack in mid 2026 (aiwatch-svc), Statuspage v2 compatible in September 2026 (fr-status)',
    src: ['aiwatch-svc', 'fr-status'],
  },
} satisfies Provider;
