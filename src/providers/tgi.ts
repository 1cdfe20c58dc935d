/** Hugging Face's Text Generation Inference. */

import type { Provider } from '../domain/provider.ts';

export const tgi = {
  id: 'tgi',
  name: 'Text Generation Inference (maintenance mode since 2026)',
  kind: 'self-hosted',
  base_url: 'http://localhost:8080',
  auth: {
    header: 'Authorization',
    scheme: 'Bearer',
    env: null,
    required: false,
    flag: '--api-key',
    guard: 'generate and chat routes only; info, health, metrics open',
    src: ['tgi-src'],
  },
  reach: [
    {
      path: '/health',
      expect: [200],
      body: 'any',
      down: [503],
      alias: ['/', '/ping'],
      note: 'runs a real generation step; when ill {error:"unhealthy", error_type:"healthcheck"}',
      src: ['tgi-src'],
      unverified: ['note'],
    },
    { path: '/info', expect: [200], body: 'json', src: ['tgi-src'] },
    {
      path: '/v2/health/live',
      expect: [200],
      body: 'any',
      note: 'KServe build only',
      src: ['tgi-src'],
      unverified: ['expect'],
    },
    {
      path: '/v2/health/ready',
      expect: [200],
      body: 'any',
      note: 'KServe build only',
      src: ['tgi-src'],
      unverified: ['expect'],
    },
  ],
  models: { path: '/v1/models', list: 'data[].id', src: ['tgi-src'] },
  chat: {
    dialect: 'tgi',
    path: '/generate',
    stream_path: '/generate_stream',
    max_tokens: 1,
    alt: [{ name: 'openai', dialect: 'openai-chat', path: '/v1/chat/completions', max_tokens: 1 }],
    src: ['tgi-src'],
  },
  stream: {
    error:
      'native: data {error, error_type} after 200; OpenAI path: data {error:{message,http_status_code:422}} after 200',
    first_token: 'token.text',
    finish: 'the last event has generated_text and details',
    src: ['tgi-src'],
  },
  error_shape: { type: 'error_type', message: 'error', src: ['tgi-src'] },
  errors: [
    { status: 401, body: 'empty', class: 'auth.invalid-key', src: ['tgi-src'] },
    { status: 401, body: 'empty', keyless: true, class: 'auth.missing-key', src: ['tgi-src'] },
    {
      status: 422,
      type: ['validation', 'template_error', 'tool_error'],
      class: 'bad-request.invalid',
      src: ['tgi-src'],
    },
    { status: 424, type: 'generation', class: 'server-error.other', src: ['tgi-src'] },
    {
      status: 429,
      type: 'overloaded',
      match: 'Model is overloaded',
      class: 'overloaded.capacity',
      note: '429 here means capacity, not quota',
      src: ['tgi-src'],
    },
    {
      status: 500,
      type: ['incomplete_generation', 'incomplete_generation_stream', 'stream_serialization_error'],
      class: 'server-error.internal',
      src: ['tgi-src'],
    },
    {
      status: 200,
      where: 'stream',
      type: ['incomplete_generation', 'incomplete_generation_stream'],
      class: 'stream.truncated',
      src: ['tgi-src'],
    },
    {
      status: 200,
      where: 'stream',
      type: 'stream_serialization_error',
      class: 'stream.error-event',
      src: ['tgi-src'],
    },
  ],
  server_timing: ['x-total-time', 'x-compute-time'],
  other_headers: {
    headers: ['x-compute-type', 'x-compute-time', 'x-compute-characters', 'x-total-time'],
    src: ['tgi-src'],
  },
} satisfies Provider;
