/** Midjourney, a web app for people without a public API. */

import type { Provider } from '../domain/provider.ts';

export const midjourney = {
  id: 'midjourney',
  name: 'Midjourney',
  kind: 'consumer',
  base_url: 'https://www.midjourney.com',
  auth: null,
  reach: [
    {
      path: 'https://www.midjourney.com/',
      expect: [200, 403],
      body: 'any',
      class_of: { 403: 'blocked.bot-challenge' },
      note: 'Cloudflare challenge for non-browser clients',
      unverified: true,
    },
  ],
  errors: [],
  status_page: {
    page: 'https://status.midjourney.com',
    platform: 'html',
    note: '200 on 2026-05-20',
    src: ['probe-log'],
  },
  notes: [
    {
      text: 'no official public API found; community gateways invent their own error codes',
      unverified: true,
    },
  ],
} satisfies Provider;
