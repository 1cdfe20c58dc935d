/** LocalAI. */

import type { Provider } from '../domain/provider.ts';
import { OPENAI_SHAPE } from './shapes.ts';

export const localai = {
  id: 'localai',
  name: 'LocalAI',
  kind: 'self-hosted',
  base_url: 'http://localhost:8080',
  auth: null,
  reach: [
    { path: '/healthz', expect: [200], body: 'any', src: ['localai-src'] },
    {
      path: '/readyz',
      expect: [200],
      body: 'any',
      note: 'plain 200 once routes are up: does not prove a model',
      src: ['localai-src'],
    },
  ],
  models: { path: '/v1/models', list: 'data[].id', unverified: true },
  chat: { dialect: 'openai-chat', path: '/v1/chat/completions', max_tokens: 1, unverified: true },
  embeddings: {
    dialect: 'openai-embeddings',
    path: '/v1/embeddings',
    src: ['https://localai.io/features/embeddings'],
    unverified: true,
  },
  error_shape: OPENAI_SHAPE,
  errors: [
    {
      status: 500,
      match: 'could not load model',
      class: 'server-error.internal',
      note: 'loading failed; it is not under way',
      unverified: true,
    },
  ],
} satisfies Provider;
