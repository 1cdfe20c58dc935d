/** The server of SGLang. */

import type { Provider } from '../domain/provider.ts';
import { OPENAI_SHAPE } from './shapes.ts';

export const sglang = {
  id: 'sglang',
  name: 'SGLang',
  kind: 'self-hosted',
  base_url: 'http://127.0.0.1:30000',
  auth: {
    header: 'Authorization',
    scheme: 'Bearer',
    env: null,
    required: false,
    flag: '--api-key',
    src: ['sgl-docs'],
  },
  reach: [
    { path: '/health', expect: [200], body: 'any', note: 'process only', src: ['public-code'] },
    {
      path: '/health_generate',
      expect: [200],
      body: 'any',
      down: [503],
      note: 'runs one token through the scheduler: true readiness, 503 when stuck',
      src: ['public-code'],
    },
    { path: '/get_model_info', expect: [200], body: 'json', src: ['public-code'] },
    { path: '/get_server_info', expect: [200], body: 'json', src: ['public-code'] },
  ],
  models: { path: '/v1/models', list: 'data[].id', src: ['sgl-docs'] },
  chat: {
    dialect: 'openai-chat',
    path: '/v1/chat/completions',
    max_tokens: 1,
    alt: [{ name: 'native', path: '/generate', max_tokens: 1, unverified: true }],
    src: ['sgl-docs'],
  },
  embeddings: {
    dialect: 'openai-embeddings',
    path: '/v1/embeddings',
    note: 'only with --is-embedding',
    src: ['sgl-docs'],
    unverified: true,
  },
  stream: { error: '{error:{message,..}} chunk after 200', src: ['vllm-goose'] },
  error_shape: OPENAI_SHAPE,
  errors: [],
} satisfies Provider;
