/** Poe, a web app for people, and its OpenAI-compatible API. */

import type { Provider } from '../domain/provider.ts';

export const poe = {
  id: 'poe',
  name: 'Poe',
  kind: 'consumer',
  also: ['hosted'],
  base_url: 'https://api.poe.com/v1',
  site: 'https://poe.com',
  auth: {
    header: 'Authorization',
    scheme: 'Bearer',
    env: 'POE_API_KEY',
    required: true,
    src: ['public-code'],
  },
  reach: [{ path: '/models', expect: [200, 401], body: 'json', unverified: true }],
  models: { path: '/models', list: 'data[].id', src: ['public-code'] },
  chat: {
    dialect: 'openai-chat',
    path: '/chat/completions',
    max_tokens: 1,
    note: 'OpenAI compatible',
    src: ['public-code'],
  },
  errors: [],
  status_page: {
    page: 'https://status.poe.com',
    platform: 'atlassian',
    json: ['https://status.poe.com/api/v2/status.json'],
    src: ['probe-log'],
  },
} satisfies Provider;
