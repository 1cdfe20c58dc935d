/** xAI's OpenAI-compatible API (Grok). */

import type { Provider } from '../domain/provider.ts';
import { OPENAI_SHAPE } from './shapes.ts';

export const xai = {
  id: 'xai',
  name: 'xAI (Grok)',
  kind: 'hosted',
  base_url: 'https://api.x.ai/v1',
  auth: { header: 'Authorization', scheme: 'Bearer', env: 'XAI_API_KEY', required: true, src: ['npm-aisdk'] },
  reach: [{ path: '/models', expect: [401], body: 'json', src: ['aiwatch-probe', 'xai-err'] }],
  models: { path: '/models', list: 'data[].id', alt: ['GET /api-key'], unverified: true },
  chat: { dialect: 'openai-chat', path: '/chat/completions', max_tokens: 1, src: ['npm-aisdk'] },
  stream: {
    error:
      "HTTP 200 with a JSON (not SSE) body {code, error}; code text 'The service is currently unavailable' is retryable",
    src: ['npm-aisdk'],
  },
  error_shape: { ...OPENAI_SHAPE, also: [{ code: 'code', message: 'error' }], src: ['npm-aisdk'] },
  errors: [
    {
      status: 200,
      field: { code: 'The service is currently unavailable' },
      class: 'server-error.unavailable',
      src: ['npm-aisdk'],
    },
    {
      status: 400,
      match: 'incorrect API key',
      class: 'auth.invalid-key',
      note: 'a wrong key is 400, a missing header 401',
      src: ['xai-err'],
    },
    { status: 401, class: 'auth.missing-key', note: 'documented for an invalid token too', src: ['xai-err'] },
    { status: 403, class: 'auth.forbidden', note: 'team or key blocked', src: ['xai-err'] },
    { status: 404, class: 'not-found.model', src: ['dd'] },
    { status: [405, 415], class: 'bad-request.unsupported', src: ['dd'] },
    { status: 422, class: 'bad-request.invalid', src: ['dd'] },
    { status: 429, class: 'rate-limit.unspecified', src: ['dd'] },
  ],
  rate_limit: {
    headers: [
      'x-ratelimit-limit-requests',
      'x-ratelimit-limit-tokens',
      'x-ratelimit-remaining-requests',
      'x-ratelimit-remaining-tokens',
    ],
    src: ['public-code'],
  },
  status_page: {
    page: 'https://status.x.ai',
    platform: 'custom',
    rss: ['https://status.x.ai/feed.xml'],
    note: "403 Cloudflare challenge to non-browser clients at times; old xai.instatus.com/summary.json existed in 2025; RSS description carries 'Status: RESOLVED' and 'Resolved: <date>'",
    src: ['xai-err', 'fr-status', 'aiwatch-bs', 'asd'],
  },
} satisfies Provider;
