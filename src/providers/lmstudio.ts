/** The local server of LM Studio. */

import type { Provider } from '../domain/provider.ts';

export const lmstudio = {
  id: 'lmstudio',
  name: 'LM Studio',
  kind: 'self-hosted',
  base_url: 'http://localhost:1234',
  auth: {
    header: 'Authorization',
    scheme: 'Bearer',
    env: 'LM_API_TOKEN',
    required: false,
    note: 'optional',
    src: ['lms', 'https://docs.openclaw.ai/es/providers/lmstudio'],
  },
  reach: [{ path: '/v1/models', expect: [200], body: 'json', src: ['lms'] }],
  models: {
    path: '/api/v1/models',
    list: 'models[].key',
    ok: '0.4+, loaded_instances[]',
    alt: ['GET /api/v0/models (state loaded|not-loaded)'],
    src: ['lms'],
    unverified: ['alt'],
  },
  chat: {
    dialect: 'openai-chat',
    path: '/v1/chat/completions',
    max_tokens: 1,
    note: 'JIT loading can make the first request slow',
    src: ['lms'],
  },
  embeddings: {
    dialect: 'openai-embeddings',
    path: '/v1/embeddings',
    src: ['https://lmstudio.ai/docs/developer/openai-compat'],
    unverified: true,
  },
  errors: [
    {
      status: 200,
      match: 'Unexpected endpoint or method',
      class: 'not-found.path',
      note: 'an unknown path is a 200 with {error} in old builds',
      unverified: true,
    },
    {
      status: 404,
      match: ['model_not_found', 'No models loaded'],
      class: 'not-found.model',
      unverified: true,
    },
  ],
} satisfies Provider;
