/** Ray Serve with its LLM apps. */

import type { Provider } from '../domain/provider.ts';

export const rayServe = {
  id: 'ray-serve',
  name: 'Ray Serve (Ray Serve LLM)',
  kind: 'self-hosted',
  base_url: 'http://localhost:8000',
  auth: null,
  reach: [
    {
      path: '/-/healthz',
      expect: [200],
      body: 'text',
      contains: ['success'],
      down: [503],
      note: '503 when the proxy is draining or has no routes',
      src: ['public-code'],
      unverified: ['body'],
    },
    { path: '/-/routes', expect: [200], body: 'json', src: ['public-code'] },
  ],
  chat: {
    dialect: 'openai-chat',
    path: '/v1/chat/completions',
    max_tokens: 1,
    note: 'served by Ray Serve LLM apps',
    unverified: true,
  },
  errors: [
    { status: 404, match: "Path '..' not found", class: 'not-found.path', unverified: true },
    { status: 408, class: 'server-error.gateway-timeout', note: 'request_timeout_s', unverified: true },
    {
      status: 503,
      match: 'backpressure',
      class: 'overloaded.capacity',
      note: 'max_queued_requests',
      unverified: true,
    },
  ],
} satisfies Provider;
