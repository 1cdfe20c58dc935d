/** ChatGPT, the web app for people; for the API see openai.ts. */

import type { Provider } from '../domain/provider.ts';

export const chatgpt = {
  id: 'chatgpt',
  name: 'ChatGPT (web app)',
  kind: 'consumer',
  base_url: 'https://chatgpt.com',
  auth: null,
  reach: [
    {
      path: 'https://chatgpt.com/',
      expect: [200, 403],
      body: 'any',
      class_of: { 403: 'blocked.bot-challenge' },
      unverified: true,
    },
  ],
  errors: [],
  status_page: {
    page: 'https://status.openai.com',
    platform: 'incident.io',
    json: ['https://status.openai.com/api/v2/summary.json'],
    components: ['Conversations', 'Login'],
    filter: 'components Conversations, Login, and the ChatGPT group; exclude API-only incidents',
    src: ['aiwatch-svc'],
  },
} satisfies Provider;
