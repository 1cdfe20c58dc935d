/** NVIDIA Triton, and any other server of the KServe v2 protocol. */

import type { Provider } from '../domain/provider.ts';

export const triton = {
  id: 'triton',
  name: 'NVIDIA Triton / KServe v2',
  kind: 'self-hosted',
  base_url: 'http://localhost:8000',
  auth: null,
  reach: [
    {
      path: '/v2/health/live',
      expect: [200],
      body: 'any',
      note: 'process up',
      src: ['https://docs.seldon.ai/seldon-core-1/reference/prediction-apis/v2-protocol/rest/health'],
    },
    {
      path: '/v2/health/ready',
      expect: [200],
      body: 'any',
      down: [400, 503],
      note: 'all models ready',
      src: ['tgi-src', 'kserve', 'public-code'],
      unverified: ['down'],
    },
    { path: '/v2/models/{model}/ready', expect: [200], body: 'any', down: [400], unverified: true },
    { path: '/v2', expect: [200], body: 'json', contains: ['"name"'], src: ['tgi-src'] },
  ],
  chat: {
    dialect: 'kserve',
    path: '/v2/models/{model}/generate',
    stream_path: '/v2/models/{model}/generate_stream',
    note: 'the generate extension; /infer wants the tensors of each model',
    src: ['https://github.com/triton-inference-server/server/blob/main/docs/protocol/extension_generate.md'],
    unverified: true,
  },
  error_shape: { message: 'error' },
  errors: [
    { status: 400, match: 'unknown model', class: 'not-found.model', unverified: true },
    { status: 503, class: 'server-error.unavailable', unverified: true },
  ],
  notes: [{ text: 'Default ports: HTTP 8000, gRPC 8001, metrics 8002.', unverified: true }],
} satisfies Provider;
