/** GitHub Models, switched off: kept so that whoever names it learns since when. */

import type { Provider } from '../domain/provider.ts';
import { OPENAI_SHAPE } from './shapes.ts';

export const githubModels = {
  id: 'github-models',
  name: 'GitHub Models',
  kind: 'hosted',
  retired: '2026-07-30',
  base_url: 'https://models.github.ai/inference',
  auth: {
    header: 'Authorization',
    scheme: 'Bearer',
    env: 'GITHUB_TOKEN',
    required: true,
    scope: 'models:read',
    src: ['ghm'],
  },
  reach: [
    {
      path: 'https://models.github.ai/catalog/models',
      expect: [200],
      body: 'json',
      note: 'whether it answered 200 without a token is not shown by any source',
      src: ['ghm'],
      unverified: true,
    },
  ],
  models: {
    path: 'https://models.github.ai/catalog/models',
    list: '[].id',
    note: 'with a token; an empty list means that the token lacks models:read',
    src: ['public-code'],
  },
  chat: {
    dialect: 'openai-chat',
    path: '/chat/completions',
    model: 'openai/gpt-4o-mini',
    max_tokens: 1,
    alt: [
      {
        name: 'organization',
        dialect: 'openai-chat',
        path: 'https://models.github.ai/orgs/{org}/inference/chat/completions',
      },
    ],
    src: ['ghm'],
  },
  error_shape: OPENAI_SHAPE,
  errors: [
    { status: 401, class: 'auth.invalid-key', unverified: true },
    { status: 403, class: 'auth.forbidden', note: 'workflow token without models:read', src: ['ghm'] },
    { status: 410, class: 'not-found.retired', note: 'every call since 2026-07-30', src: ['ghm-end'] },
    {
      status: 429,
      code: 'RateLimitReached',
      match: ['UserByModelByDay', 'per 86400s'],
      class: 'quota.plan',
      note: 'text says Please wait N seconds (hours)',
      src: ['public-code'],
    },
    {
      status: 429,
      code: 'RateLimitReached',
      match: 'UserByMinute',
      class: 'rate-limit.requests',
      src: ['rl-survey', 'public-code'],
    },
    {
      status: 429,
      code: 'RateLimitReached',
      match: 'UserConcurrentRequests',
      class: 'rate-limit.concurrency',
      note: 'per 0s, retry-after 0: retry in about 1 s',
      src: ['rl-survey'],
    },
  ],
  rate_limit: {
    headers: [
      'x-ratelimit-limit-requests',
      'x-ratelimit-remaining-requests',
      'x-ratelimit-renewalperiod-requests',
      'x-ratelimit-limit-tokens',
      'x-ratelimit-remaining-tokens',
      'x-ratelimit-type',
      'x-ratelimit-timeremaining',
    ],
    units: 'renewalperiod and timeremaining in seconds; type names the tripped limit (429 only)',
    note: 'advertised limits are far above the binding ones',
    src: ['rl-survey'],
  },
  retry_after: {
    headers: ['retry-after'],
    note: 'equals timeremaining; may be 0 or many hours',
    src: ['rl-survey', 'public-code'],
  },
  other_headers: { headers: ['x-ms-error-code'], note: 'carries the error code', unverified: true },
  status_page: {
    page: 'https://www.githubstatus.com',
    platform: 'atlassian',
    json: ['https://www.githubstatus.com/api/v2/summary.json'],
    component_ids: { Copilot: 'pjmpxvq2cmr2', 'Copilot AI Model Providers': 'cnnb39dkkk82' },
    src: ['aiwatch-svc'],
  },
  notes: [
    {
      text: 'Switched off for everybody on 2026-07-30 after brownouts on July 16 and 23; every call answers 410 Gone since.',
      src: ['ghm-end'],
    },
  ],
} satisfies Provider;
