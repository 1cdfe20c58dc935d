/** Stability AI's image API. */

import type { Provider } from '../domain/provider.ts';

export const stability = {
  id: 'stability',
  name: 'Stability AI',
  kind: 'hosted',
  base_url: 'https://api.stability.ai',
  auth: {
    header: 'Authorization',
    scheme: 'Bearer',
    env: 'STABILITY_API_KEY',
    required: true,
    src: ['public-code', 'rust-stability'],
  },
  reach: [{ path: '/v1/engines/list', expect: [401], body: 'json', src: ['aiwatch-probe'] }],
  models: { path: '/v1/user/balance', list: null, ok: '{credits: number}', src: ['public-code'] },
  error_shape: {
    type: 'name',
    message: 'errors[]',
    request_id: 'id',
    also: [{ message: 'message' }],
    src: ['public-code'],
  },
  errors: [
    {
      status: 401,
      match: 'Incorrect API key provided',
      class: 'auth.invalid-key',
      note: 'only {message} reported',
      src: ['public-code'],
    },
    {
      status: 402,
      type: 'payment_required',
      match: 'lack sufficient credits',
      class: 'quota.credits',
      src: ['public-code'],
    },
    {
      status: 403,
      type: 'content_moderation',
      class: 'bad-request.content-filter',
      note: 'name seen in client code',
      src: ['public-code'],
      unverified: ['status'],
    },
    { status: 429, class: 'rate-limit.requests', note: '150 requests per 10 s', src: ['stab-api'] },
  ],
  expensive: [
    {
      path: '/v2beta/stable-image/generate/core',
      note: 'POST, multipart with a field prompt; every call costs credits: prefer the balance',
      unverified: true,
    },
  ],
  status_page: {
    page: 'https://status.stability.ai',
    platform: 'incident.io',
    json: ['https://status.stability.ai/api/v2/summary.json'],
    src: ['aiwatch-svc'],
  },
} satisfies Provider;
