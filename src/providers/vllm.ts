/** The OpenAI-compatible server of vLLM. */

import type { Provider } from '../domain/provider.ts';
import { OPENAI_SHAPE } from './shapes.ts';

export const vllm = {
  id: 'vllm',
  name: 'vLLM OpenAI server',
  kind: 'self-hosted',
  base_url: 'http://localhost:8000',
  auth: {
    header: 'Authorization',
    scheme: 'Bearer',
    env: 'VLLM_API_KEY',
    required: false,
    guard: 'only paths under /v1 /v2 /inference /cohere; /health is open',
    src: ['vllm-src'],
  },
  reach: [
    {
      path: '/health',
      expect: [200],
      body: 'empty',
      class_of: { 503: 'server-error.unavailable' },
      note: '503 when the engine is dead',
      src: ['vllm-src'],
    },
  ],
  models: { path: '/v1/models', list: 'data[].id', alt: ['GET /version', 'GET /metrics'], unverified: true },
  chat: { dialect: 'openai-chat', path: '/v1/chat/completions', max_tokens: 1, src: ['vllm-docs'] },
  embeddings: {
    dialect: 'openai-embeddings',
    path: '/v1/embeddings',
    note: 'only with an embedding model',
    src: ['vllm-docs'],
    unverified: true,
  },
  stream: {
    error:
      "error object sent as the next chunk after 200: {error:{..}} (newer) or {object:'error',message} (older)",
    src: ['vllm-src', 'vllm-goose'],
  },
  error_shape: {
    ...OPENAI_SHAPE,
    also: [{ type: 'type', code: 'code', message: 'message' }, { message: 'error' }],
    note: 'error.type is a class name (BadRequestError, NotFoundError, InternalServerError, NotImplementedError, UnprocessableEntityError), error.code the HTTP status as a number; older: {object:"error",type,code,message}',
    src: ['vllm-src', 'vllm-goose'],
  },
  errors: [
    { status: 400, type: 'BadRequestError', class: 'bad-request.invalid', src: ['vllm-src'] },
    {
      status: 400,
      type: 'BadRequestError',
      match: 'maximum context length is',
      class: 'bad-request.too-large',
      src: ['litellm-map'],
    },
    { status: 401, field: { error: 'Unauthorized' }, class: 'auth.invalid-key', src: ['vllm-src'] },
    {
      status: 401,
      field: { error: 'Unauthorized' },
      keyless: true,
      class: 'auth.missing-key',
      src: ['vllm-src'],
    },
    { status: 404, type: 'NotFoundError', class: 'not-found.model', src: ['vllm-src'] },
    {
      status: 500,
      type: 'InternalServerError',
      class: 'server-error.internal',
      note: 'EngineDead also stops the server: the next probe is connection refused',
      src: ['vllm-src'],
    },
    { status: 501, type: 'NotImplementedError', class: 'bad-request.unsupported', src: ['vllm-src'] },
    { status: 503, path: '/health', class: 'server-error.unavailable', src: ['vllm-src'] },
  ],
  notes: [
    {
      text: 'start-up: the port does not accept connections until the model is loaded, so loading looks like connect.refused',
      unverified: true,
    },
  ],
} satisfies Provider;
