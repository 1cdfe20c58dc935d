/** OpenAI models hosted by Microsoft: a resource per customer, a deployment per model. */

import type { Provider } from '../domain/provider.ts';
import { OPENAI_RATE_LIMIT_HEADERS, OPENAI_SHAPE } from './shapes.ts';

export const azureOpenai = {
  id: 'azure-openai',
  name: 'Azure OpenAI (Microsoft Foundry)',
  kind: 'hosted',
  base_url: 'https://{resource}.openai.azure.com/openai',
  base_url_alt: { openai_v1: 'https://{resource}.openai.azure.com/openai/v1' },
  variables: { resource: 'AZURE_RESOURCE_NAME' },
  auth: {
    header: 'api-key',
    scheme: 'raw',
    env: 'AZURE_OPENAI_API_KEY',
    env_more: ['AZURE_OPENAI_ENDPOINT', 'OPENAI_API_VERSION'],
    required: true,
    alt: 'Authorization: Bearer <Entra token>',
    src: ['npm-openai', 'npm-aisdk'],
  },
  query: { 'api-version': '2024-10-21' },
  reach: [
    {
      path: '/models',
      expect: [401],
      body: 'json',
      contains: ['invalid subscription key'],
      src: ['public-code'],
    },
  ],
  models: { path: '/models', list: 'data[].id', unverified: true },
  chat: {
    dialect: 'openai-chat',
    path: '/deployments/{model}/chat/completions',
    max_tokens: 1,
    note: '{model} is the name of the deployment; newer models take max_completion_tokens, as at OpenAI',
    src: ['npm-openai'],
  },
  embeddings: {
    dialect: 'openai-embeddings',
    path: '/deployments/{model}/embeddings',
    src: ['https://learn.microsoft.com/azure/foundry/openai/reference'],
    unverified: true,
  },
  stream: {
    diff: 'first chunk may have choices=[] with prompt_filter_results and empty id/model; later chunks carry content_filter_results',
    src: ['public-code'],
  },
  error_shape: {
    ...OPENAI_SHAPE,
    inner: 'error.innererror.code',
    also: [{ inner: 'error.inner_error.code' }],
    src: ['litellm-map'],
  },
  errors: [
    {
      status: 200,
      field: { 'choices[].finish_reason': 'content_filter' },
      class: 'bad-request.content-filter',
      src: ['dd'],
    },
    {
      status: 200,
      field: { 'choices[].content_filter_results.error.code': 'content_filter_error' },
      class: 'up',
      note: 'the filter itself was down; the answer is unfiltered',
      src: ['dd'],
    },
    {
      status: 400,
      code: 'content_filter',
      inner: 'ResponsibleAIPolicyViolation',
      class: 'bad-request.content-filter',
      src: ['dd', 'litellm-map'],
    },
    { status: 401, code: '401', class: 'auth.invalid-key', src: ['public-code', 'az-troubleshoot'] },
    { status: 403, match: 'temporarily blocked', class: 'auth.forbidden', src: ['dd'] },
    {
      status: 403,
      match: 'network access denied',
      class: 'blocked.ip',
      note: 'private endpoint or firewall rule of the resource',
      src: ['dd', 'az-troubleshoot'],
    },
    {
      status: 403,
      match: ['Virtual Network/Firewall rules', 'A Virtual Network is configured for this resource'],
      class: 'blocked.ip',
      fault: 'client',
      note: "the resource's own network rules",
      src: [
        'https://github.com/Azure-Samples/azure-sql-db-chatbot/issues/3',
        'https://github.com/continuedev/continue/issues/12547',
      ],
    },
    {
      status: 404,
      code: 'DeploymentNotFound',
      class: 'not-found.deployment',
      note: 'also for minutes after a deployment is created',
      src: ['public-code', 'litellm-map'],
    },
    { status: 408, class: 'server-error.gateway-timeout', src: ['litellm-map'] },
    { status: 429, match: 'exceeded token rate limit', class: 'rate-limit.tokens', src: ['dd'] },
    { status: 429, match: 'Rate limit is exceeded', class: 'rate-limit.unspecified', src: ['dd'] },
    {
      status: 429,
      match: ['System is experiencing high demand', 'temporarily unable to process'],
      class: 'overloaded.capacity',
      note: 'the shared pool is full; x-ratelimit-limit-tokens below the configured TPM shows the same: the limit is cut for a time',
      src: ['dd'],
    },
    { status: 503, class: 'server-error.unavailable', src: ['litellm-map'] },
  ],
  rate_limit: {
    headers: OPENAI_RATE_LIMIT_HEADERS,
    reset_format: 'integer seconds; the Responses API has returned limit=-1, remaining=-1, reset=0',
    src: ['https://learn.microsoft.com/answers/questions/5625878'],
  },
  retry_after: {
    headers: ['retry-after-ms', 'retry-after', 'x-ms-retry-after-ms'],
    src: ['az-troubleshoot', 'dd', 'public-code'],
  },
  request_id: { headers: ['apim-request-id', 'x-request-id'], src: ['public-code'] },
  other_headers: { headers: ['x-ms-region'], src: ['public-code'] },
  status_page: {
    page: 'https://azure.status.microsoft/en-us/status',
    platform: 'azure-rss',
    rss: [
      'https://azure.status.microsoft/en-us/status/feed/',
      'https://rssfeed.azure.status.microsoft/en-us/status/feed/',
    ],
    components: ['Azure OpenAI Service', 'Foundry Models', 'Foundry Agent Service', 'AI Search'],
    note: 'only wide-impact incidents appear; HTML table (about 7 MB) has data-label cells Good/Information/Warning/Critical/Not available',
    src: ['fr-status', 'aiwatch-svc', 'asd'],
  },
  notes: [
    {
      text: 'a wrong resource name = NXDOMAIN (dns.not-found), which is a configuration fault rather than an outage',
      unverified: true,
    },
    {
      text: 'AZURE_OPENAI_ENDPOINT is a URL (https://<resource>.openai.azure.com), not the name of the resource: it is what base_url is, without /openai.',
      src: ['npm-openai', 'npm-aisdk'],
    },
    {
      text: 'The classic paths want a dated api-version (OPENAI_API_VERSION); the one given here is a generally available one. The newer root /openai/v1 needs none.',
      src: ['https://learn.microsoft.com/azure/ai-services/openai/reference-preview'],
    },
  ],
} satisfies Provider;
