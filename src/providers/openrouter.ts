/** OpenRouter: one API before many providers, whose failures it passes on inside a 200. */

import type { Provider } from '../domain/provider.ts';

export const openrouter = {
  id: 'openrouter',
  name: 'OpenRouter',
  kind: 'hosted',
  base_url: 'https://openrouter.ai/api/v1',
  auth: {
    header: 'Authorization',
    scheme: 'Bearer',
    env: 'OPENROUTER_API_KEY',
    required: true,
    src: ['npm-openrouter'],
  },
  reach: [
    {
      path: '/models',
      expect: [200],
      body: 'json',
      contains: ['"data"'],
      note: 'the public catalogue needs no key',
      src: ['aiwatch-probe', 'public-code'],
    },
  ],
  models: {
    path: '/key',
    list: null,
    note: 'validates the key; returns limit, limit_remaining, limit_reset, usage*, is_free_tier; its rate_limit field is declared deprecated (-1)',
    src: ['rl-survey', 'public-code'],
  },
  chat: { dialect: 'openai-chat', path: '/chat/completions', max_tokens: 1, src: ['npm-openrouter'] },
  stream: {
    keepalive: "comment ': OPENROUTER PROCESSING'",
    error:
      'data chunk with top-level error {code,message} and choices[0].finish_reason=error, HTTP stays 200',
    src: ['or-stream', 'or-err'],
  },
  error_shape: {
    code: 'error.code',
    message: 'error.message',
    note: 'error.code is a number, the HTTP status; details in error.metadata. Once a model started, failures come as an error key in a 200 JSON body or in the stream',
    src: ['or-err'],
  },
  errors: [
    { code: 400, class: 'bad-request.invalid', src: ['or-err'] },
    { code: 401, class: 'auth.invalid-key', src: ['or-err'] },
    { code: 402, class: 'quota.credits', src: ['or-err'] },
    {
      code: 402,
      field: { 'error.metadata.limit_source': 'openrouter_in_flight_budget' },
      class: 'rate-limit.concurrency',
      note: 'cost of the requests under way fills the budget; this 402 carries Retry-After and is retryable',
      src: ['or-err', 'dd'],
    },
    {
      code: 402,
      header: { 'retry-after': '*' },
      class: 'rate-limit.concurrency',
      note: 'only the budget of the requests under way has a time after which to come back',
      src: ['or-err'],
    },
    { code: 403, class: 'auth.forbidden', note: 'moderation, guardrail or permission', src: ['or-err'] },
    {
      code: 403,
      field: { 'error.metadata.reasons': '*' },
      class: 'bad-request.content-filter',
      note: 'moderation',
      src: ['or-err'],
    },
    {
      code: 403,
      field: { 'error.metadata.limit_source': 'openrouter_guardrail_budget' },
      class: 'quota.billing',
      note: 'a budget is spent; metadata.resets_at says until when',
      src: ['dd'],
    },
    {
      code: 403,
      field: { 'error.metadata.limit_source': 'openrouter_workspace_budget' },
      class: 'quota.billing',
      src: ['dd'],
    },
    {
      code: 403,
      field: { 'error.metadata.limit_source': 'openrouter_key_limit' },
      class: 'quota.billing',
      src: ['dd'],
    },
    { code: 404, class: 'not-found.model', src: ['litellm-map'] },
    { code: 408, class: 'server-error.gateway-timeout', src: ['or-err'] },
    { code: 429, class: 'rate-limit.unspecified', src: ['or-err'] },
    {
      code: 502,
      class: 'server-error.bad-gateway',
      note: 'the chosen model is down or sent garbage',
      src: ['or-err'],
    },
    {
      code: 503,
      class: 'server-error.unavailable',
      note: 'no provider meets the routing rules',
      src: ['or-err'],
    },
    { code: 503, match: 'provider_overloaded', class: 'overloaded.capacity', src: ['dd'] },
  ],
  rate_limit: {
    headers: ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'],
    reset_format: 'epoch milliseconds',
    note: 'none of them on 200s as measured (rl-survey); the shape of a 429 was not observed there',
    unverified: true,
  },
  retry_after: {
    headers: ['retry-after'],
    statuses: [402, 429, 503],
    note: 'on 402 only for the in-flight budget',
    src: ['or-err'],
  },
  request_id: { headers: ['x-generation-id'], src: ['or-stream'] },
  status_page: {
    page: 'https://status.openrouter.ai',
    platform: 'onlineornot',
    rss: ['https://status.openrouter.ai/incidents.rss'],
    components: ['Chat (/api/v1/chat/completions)'],
    note: '/api/v2/* answers 403; the page embeds turbo-stream data',
    src: ['fr-status', 'aiwatch-svc', 'public-code'],
  },
} satisfies Provider;
