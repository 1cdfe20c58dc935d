/** claude.ai, the web app for people; for the API see anthropic.ts. */

import type { Provider } from '../domain/provider.ts';

export const claudeAi = {
  id: 'claude-ai',
  name: 'claude.ai (web app)',
  kind: 'consumer',
  base_url: 'https://claude.ai',
  auth: null,
  reach: [
    {
      path: 'https://claude.ai/',
      expect: [200, 302, 403],
      body: 'any',
      class_of: { 403: 'blocked.bot-challenge' },
      unverified: true,
    },
  ],
  errors: [],
  status_page: {
    page: 'https://status.claude.com',
    platform: 'atlassian',
    json: ['https://status.claude.com/api/v2/summary.json'],
    component_ids: { 'claude.ai': 'rwppv331jlwc' },
    src: ['aiwatch-svc'],
  },
} satisfies Provider;
