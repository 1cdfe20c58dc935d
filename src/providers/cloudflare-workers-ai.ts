/** Cloudflare's Workers AI over REST. */

import type { Provider } from '../domain/provider.ts';

export const cloudflareWorkersAi = {
  id: 'cloudflare-workers-ai',
  name: 'Cloudflare Workers AI',
  kind: 'hosted',
  base_url: 'https://api.cloudflare.com/client/v4/accounts/{account}/ai',
  variables: { account: 'CLOUDFLARE_ACCOUNT_ID' },
  auth: {
    header: 'Authorization',
    scheme: 'Bearer',
    env: 'CLOUDFLARE_API_TOKEN',
    env_more: ['CLOUDFLARE_ACCOUNT_ID'],
    required: true,
    src: ['cfwai-api'],
  },
  reach: [
    {
      path: 'https://api.cloudflare.com/client/v4/ips',
      expect: [200],
      body: 'json',
      contains: ['"success"'],
      unverified: true,
    },
  ],
  models: {
    path: 'https://api.cloudflare.com/client/v4/user/tokens/verify',
    list: null,
    ok: 'success==true and result.status active|disabled|expired',
    alt: ['GET https://api.cloudflare.com/client/v4/accounts/{account}/tokens/verify for account tokens'],
    src: ['cfwai-api', 'public-code'],
  },
  chat: {
    dialect: 'openai-chat',
    path: '/v1/chat/completions',
    max_tokens: 1,
    alt: [{ name: 'native', path: '/run/@cf/{model}' }],
    src: ['cfwai-api'],
  },
  embeddings: {
    dialect: 'openai-embeddings',
    path: '/v1/embeddings',
    model: '@cf/baai/bge-m3',
    src: ['https://developers.cloudflare.com/workers-ai/configuration/open-ai-compatibility'],
    unverified: true,
  },
  stream: {
    framing: 'the native path sends SSE data {response: text, p: padding}',
    terminator: 'data: [DONE]',
    src: ['cfwai-api', 'public-code'],
  },
  error_shape: { code: 'errors[].code', message: 'errors[].message', marker: 'success==false' },
  errors: [
    { status: 400, code: 5007, class: 'not-found.model', src: ['cf-wai'] },
    { status: 400, code: [5004, 3003], class: 'bad-request.invalid', src: ['cf-wai'] },
    {
      status: [400, 401],
      code: 10000,
      match: 'Authentication error',
      class: 'auth.invalid-key',
      src: ['litellm-map'],
    },
    { status: 403, code: [5018, 3041, 5016], class: 'auth.forbidden', src: ['cf-wai'] },
    { status: 403, code: 3023, class: 'auth.forbidden', note: 'account blocked', src: ['cf-wai'] },
    { status: 404, code: 3042, class: 'not-found.model', src: ['cf-wai'] },
    { status: 405, code: [5019, 5005], class: 'bad-request.unsupported', src: ['cf-wai'] },
    { status: 408, code: 3007, class: 'server-error.gateway-timeout', src: ['cf-wai'] },
    { status: 408, code: 3008, class: 'bad-request.other', note: 'request was aborted', src: ['cf-wai'] },
    { status: 413, code: 3006, class: 'bad-request.too-large', src: ['cf-wai'] },
    { status: 429, code: 3036, class: 'quota.plan', note: '10,000 neurons a day', src: ['cf-wai'] },
    { status: 429, code: 3040, class: 'overloaded.capacity', note: 'out of capacity', src: ['cf-wai'] },
  ],
  rate_limit: { headers: [], note: 'none on 200s; no 429 at 60 parallel requests', src: ['rl-survey'] },
  request_id: {
    headers: ['cf-ray'],
    note: 'the id of the edge, on every answer that passes Cloudflare',
    src: ['oai-comm-cf'],
  },
  status_page: {
    page: 'https://www.cloudflarestatus.com',
    platform: 'atlassian',
    json: ['https://www.cloudflarestatus.com/api/v2/summary.json'],
    components: ['Workers AI'],
    src: ['public-code'],
    unverified: ['components'],
  },
} satisfies Provider;
