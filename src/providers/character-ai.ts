/** Character.AI, a web app for people behind a bot wall. */

import type { Provider } from '../domain/provider.ts';

export const characterAi = {
  id: 'character-ai',
  name: 'Character.AI',
  kind: 'consumer',
  base_url: 'https://character.ai',
  auth: null,
  reach: [
    {
      path: 'https://neo.character.ai/health',
      expect: [200],
      body: 'json',
      contains: ['"redis"'],
      note: 'backend health, header x-envoy-upstream-service-time, plain clients pass, about 0.2 s (2026-07-06); the app can be down while this is up',
      src: ['aiwatch-probe'],
    },
    {
      path: 'https://character.ai/',
      expect: [200, 403],
      body: 'any',
      class_of: { 403: 'blocked.bot-challenge' },
      note: 'Cloudflare challenge for non-browser clients',
      src: ['aiwatch-probe'],
    },
  ],
  errors: [],
  server_timing: ['x-envoy-upstream-service-time'],
  status_page: {
    page: 'https://status.character.ai',
    platform: 'atlassian',
    json: ['https://status.character.ai/api/v2/summary.json'],
    note: "worked with 200 on 2026-05-20, deactivated about 2026-06-18 (401 page inactive); treat the 401 as 'status source dead', not as an outage",
    src: ['aiwatch-probe', 'probe-log'],
  },
  notes: [
    {
      text: 'a 403 + cf-mitigated on the root means that the edge is alive: reachable, behind a bot wall; 5xx or 52x is an outage',
      src: ['aiwatch-probe'],
    },
  ],
} satisfies Provider;
