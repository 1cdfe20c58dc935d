/** llama-server of llama.cpp. */

import type { Provider } from '../domain/provider.ts';
import { OPENAI_SHAPE } from './shapes.ts';

export const llamaCpp = {
  id: 'llama-cpp',
  name: 'llama.cpp server',
  kind: 'self-hosted',
  base_url: 'http://127.0.0.1:8080',
  auth: {
    header: 'Authorization',
    scheme: 'Bearer',
    env: null,
    required: false,
    alt: 'X-Api-Key',
    flag: '--api-key',
    open_paths: ['/health', '/v1/health', '/models', '/v1/models', '/'],
    src: ['llama-src'],
  },
  reach: [
    {
      path: '/health',
      expect: [200],
      body: 'json',
      contains: ['"status"'],
      class_of: { 503: 'not-ready.model-loading' },
      note: "503 with error.message 'Loading model', type unavailable_error, on every path until the model is ready; / serves an HTML page",
      src: ['llama-src'],
      unverified: ['body'],
    },
  ],
  models: {
    path: '/v1/models',
    list: 'data[].id',
    alt: ['GET /props', 'GET /slots', 'GET /metrics'],
    src: ['llama-src'],
  },
  chat: {
    dialect: 'openai-chat',
    path: '/v1/chat/completions',
    max_tokens: 1,
    alt: [{ name: 'native', path: '/completion', max_tokens: 1 }],
    src: ['llama-readme'],
  },
  embeddings: {
    dialect: 'openai-embeddings',
    path: '/v1/embeddings',
    note: 'only with --embeddings',
    src: ['llama-readme'],
    unverified: true,
  },
  error_shape: { ...OPENAI_SHAPE, src: ['llama-src'] },
  errors: [
    {
      status: 400,
      match: 'exceeds the available context size',
      class: 'bad-request.too-large',
      src: ['litellm-map'],
    },
    { status: 401, type: 'authentication_error', class: 'auth.invalid-key', src: ['llama-src'] },
    {
      status: 401,
      type: 'authentication_error',
      keyless: true,
      class: 'auth.missing-key',
      src: ['llama-src'],
    },
    { status: 404, type: 'not_found_error', class: 'not-found.model', src: ['llama-src'] },
    {
      status: 404,
      type: 'not_found_error',
      match: 'File Not Found',
      class: 'not-found.path',
      note: 'any unknown path',
      src: ['llama-src'],
    },
    {
      status: 501,
      type: 'not_supported_error',
      class: 'bad-request.unsupported',
      note: 'embeddings or reranking of a server that was started without them',
      src: ['public-code'],
    },
    { status: 500, body: 'text', class: 'server-error.internal', src: ['llama-src'] },
    {
      status: 503,
      type: 'unavailable_error',
      match: 'Loading model',
      class: 'not-ready.model-loading',
      src: ['llama-src'],
    },
  ],
  other_headers: { headers: ['server: llama.cpp'], src: ['llama-src'] },
} satisfies Provider;
