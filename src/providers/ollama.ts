/** Ollama on your own machine. */

import type { Provider } from '../domain/provider.ts';

export const ollama = {
  id: 'ollama',
  name: 'Ollama',
  kind: 'self-hosted',
  base_url: 'http://127.0.0.1:11434',
  auth: {
    header: null,
    scheme: 'Bearer',
    env: 'OLLAMA_API_KEY',
    required: false,
    alt: 'cloud: https://ollama.com/api with Authorization: Bearer $OLLAMA_API_KEY',
    note: 'none locally',
    src: ['ollama-src'],
  },
  reach: [
    { path: '/', expect: [200], body: 'text', contains: ['Ollama is running'], src: ['ollama-src'] },
    { path: '/api/version', expect: [200], body: 'json', contains: ['"version"'], src: ['ollama-src'] },
  ],
  models: {
    path: '/api/tags',
    list: 'models[].name',
    alt: ['GET /api/ps (loaded models)'],
    src: ['ollama-src'],
  },
  chat: {
    dialect: 'ollama',
    path: '/api/chat',
    max_tokens: 1,
    alt: [
      { name: 'openai', dialect: 'openai-chat', path: '/v1/chat/completions', max_tokens: 1 },
      { name: 'load-only', path: '/api/generate', note: 'with a model alone: loads it and says done' },
    ],
    src: ['ollama-src'],
  },
  embeddings: {
    dialect: 'openai-embeddings',
    path: '/v1/embeddings',
    src: ['https://docs.ollama.com/api/openai-compatibility'],
    unverified: true,
  },
  stream: {
    framing: 'NDJSON (application/x-ndjson), streaming is the default',
    first_token: 'message.content (chat) or response (generate)',
    finish: 'done:true with done_reason',
    usage: 'last line: prompt_eval_count, eval_count, load_duration, eval_duration (ns)',
    error: 'a line {error: text} after HTTP 200; a stream without done:true is truncated',
    src: ['ollama-src', 'npm-ollama'],
  },
  error_shape: {
    message: 'error',
    also: [{ type: 'error.type', message: 'error.message' }],
    note: 'OpenAI path: error.{type,message} with invalid_request_error | not_found_error | api_error',
    src: ['ollama-src'],
  },
  errors: [
    { status: 400, class: 'bad-request.invalid', src: ['ollama-src'] },
    {
      status: 401,
      match: 'unauthorized',
      field: { signin_url: '*' },
      class: 'auth.missing-key',
      note: 'cloud models without sign-in',
      src: ['ollama-src'],
    },
    {
      status: 403,
      class: 'auth.forbidden',
      note: 'origin not allowed (empty body), or cloud disabled',
      src: ['ollama-src'],
    },
    {
      status: 404,
      match: ["model '..' not found", 'try pulling it first'],
      class: 'not-found.model',
      src: ['ollama-src'],
    },
    { status: 429, class: 'rate-limit.unspecified', note: 'cloud models', src: ['ollama-src'] },
    { status: 499, match: 'request canceled', class: 'bad-request.other', src: ['ollama-src'] },
    { status: 500, class: 'server-error.internal', src: ['ollama-src'] },
    { status: 502, class: 'server-error.bad-gateway', note: 'cloud model unreachable', src: ['ollama-src'] },
    {
      status: 503,
      match: 'server busy, please try again',
      class: 'overloaded.capacity',
      note: 'OLLAMA_MAX_QUEUE reached',
      src: ['ollama-src'],
    },
  ],
} satisfies Provider;
