/** The LiteLLM proxy in front of other providers. */

import type { Provider } from '../domain/provider.ts';
import { OPENAI_SHAPE } from './shapes.ts';

export const litellm = {
  id: 'litellm',
  name: 'LiteLLM proxy',
  kind: 'self-hosted',
  base_url: 'http://localhost:4000',
  auth: {
    header: 'Authorization',
    scheme: 'Bearer',
    env: 'LITELLM_API_KEY',
    env_alt: ['LITELLM_MASTER_KEY'],
    required: false,
    note: 'keys start with sk-; LITELLM_MASTER_KEY is the master key',
  },
  reach: [
    {
      path: '/health/liveliness',
      expect: [200],
      body: 'json',
      contains: ["I'm alive!"],
      down: [503],
      alias: ['/health/liveness'],
      open: true,
      note: 'when shutting down {"status":"shutting_down"}',
      src: ['litellm-health'],
    },
    {
      path: '/health/readiness',
      expect: [200],
      body: 'json',
      contains: ['"status"'],
      down: [503],
      open: true,
      src: ['litellm-health'],
    },
  ],
  models: { path: '/v1/models', list: 'data[].id', unverified: true },
  chat: { dialect: 'openai-chat', path: '/v1/chat/completions', max_tokens: 1, src: ['litellm-proxy'] },
  embeddings: {
    dialect: 'openai-embeddings',
    path: '/v1/embeddings',
    src: ['https://docs.litellm.ai/docs/embedding/supported_embedding'],
    unverified: true,
  },
  stream: { error: 'data {error:{message,type,param,code}} after 200', unverified: ['error'] },
  error_shape: {
    ...OPENAI_SHAPE,
    note: 'error.code is the status as a string; error.type like auth_error, None; message embeds litellm.<Exception> of the upstream',
    src: ['litellm-map'],
  },
  errors: [
    { status: 400, match: 'budget has been exceeded', class: 'quota.billing', unverified: true },
    {
      status: 401,
      type: 'auth_error',
      class: 'auth.invalid-key',
      src: ['https://github.com/monarch-initiative/ontogpt/issues/443'],
    },
    {
      status: 401,
      type: 'auth_error',
      keyless: true,
      class: 'auth.missing-key',
      src: ['https://github.com/monarch-initiative/ontogpt/issues/443'],
    },
    {
      status: 429,
      match: 'litellm.RateLimitError..insufficient_quota',
      class: 'quota.credits',
      note: "the upstream's own code inside the message",
      src: ['litellm-map'],
    },
    { match: 'litellm.RateLimitError', class: 'rate-limit.unspecified', src: ['litellm-map'] },
    {
      status: 500,
      match: 'litellm.InternalServerError..overloaded',
      class: 'overloaded.capacity',
      note: 'an upstream 529 arrives as this',
      src: ['litellm-map'],
    },
    { match: 'litellm.InternalServerError', class: 'server-error.internal', src: ['litellm-map'] },
    { match: 'litellm.ServiceUnavailableError', class: 'server-error.unavailable', src: ['litellm-map'] },
    {
      match: ['litellm.BadGatewayError', 'litellm.APIConnectionError'],
      class: 'server-error.bad-gateway',
      src: ['litellm-map'],
    },
    { match: 'litellm.Timeout', class: 'server-error.gateway-timeout', src: ['litellm-map'] },
  ],
  expensive: [
    {
      path: '/health',
      note: 'needs a key and makes a REAL call to every model; lists healthy_endpoints and unhealthy_endpoints; do not poll',
      src: ['litellm-health'],
    },
  ],
} satisfies Provider;
