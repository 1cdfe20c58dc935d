/** Perplexity's API. */

import type { Provider } from '../domain/provider.ts';
import { OPENAI_SHAPE } from './shapes.ts';

export const perplexity = {
  id: 'perplexity',
  name: 'Perplexity API',
  kind: 'hosted',
  base_url: 'https://api.perplexity.ai',
  auth: {
    header: 'Authorization',
    scheme: 'Bearer',
    env: 'PERPLEXITY_API_KEY',
    required: true,
    src: ['npm-aisdk'],
  },
  reach: [
    {
      path: '/chat/completions',
      expect: [401, 405],
      body: 'any',
      note: 'its own 401 may be an HTML page of the front end (see errors)',
      src: ['aiwatch-probe', 'pplx-401'],
    },
  ],
  chat: {
    dialect: 'openai-chat',
    path: '/chat/completions',
    model: 'sonar',
    max_tokens: 1,
    src: ['npm-aisdk'],
  },
  error_shape: { ...OPENAI_SHAPE, note: 'error.code is a number; a 401 may be HTML' },
  errors: [
    {
      status: 401,
      match: '401 Authorization Required',
      body: 'html',
      class: 'auth.invalid-key',
      note: 'an openresty page. The jsd script of cdn-cgi/challenge-platform in it is telemetry, no challenge: only cf-mitigated says that',
      src: ['pplx-401'],
    },
    { status: 429, class: 'rate-limit.unspecified', unverified: true },
  ],
  rate_limit: { headers: [], unverified: true },
  status_page: {
    page: 'https://status.perplexity.com',
    platform: 'instatus',
    json: ['https://status.perplexity.com/summary.json'],
    json_alt: 'https://perplexity.instatus.com/summary.json',
    components: ['API'],
    components_json: 'https://status.perplexity.com/v2/components.json',
    components_note: 'of other products on the same page: Website, Computer',
    src: ['fr-status', 'asd'],
  },
  notes: [
    { text: 'No free list of models is known; the smallest POST costs a request fee.', unverified: true },
  ],
} satisfies Provider;
