/** NVIDIA NIM: the hosted catalogue, and the same containers run by yourself. */

import type { Provider } from '../domain/provider.ts';

export const nvidiaNim = {
  id: 'nvidia-nim',
  name: 'NVIDIA NIM (hosted build.nvidia.com and self-hosted containers)',
  kind: 'hosted',
  also: ['self-hosted'],
  base_url: 'https://integrate.api.nvidia.com/v1',
  base_url_alt: { container: 'http://localhost:8000' },
  auth: {
    header: 'Authorization',
    scheme: 'Bearer',
    env: 'NVIDIA_API_KEY',
    required: true,
    note: 'keys start with nvapi-',
    src: ['nim-conf'],
  },
  reach: [
    {
      path: '/models',
      expect: [200],
      body: 'json',
      note: 'catalogue is public per two client projects; one project says that a key is needed',
      src: ['public-code'],
    },
    {
      path: '{container}/v1/health/live',
      expect: [200],
      body: 'any',
      note: 'served by nginx even before the model is loaded',
      src: ['nim-api'],
    },
    {
      path: '{container}/v1/health/ready',
      expect: [200],
      body: 'json',
      contains: ['Service is ready', 'health.response'],
      src: ['nim-api'],
    },
    { path: '{container}/v1/metadata', expect: [200], body: 'json', src: ['nim-api'] },
    { path: '{container}/v1/version', expect: [200], body: 'json', src: ['nim-api'] },
  ],
  models: {
    path: '/models',
    list: 'data[].id',
    note: 'public at the hosted service (see reach): proves no key there',
    unverified: true,
  },
  chat: { dialect: 'openai-chat', path: '/chat/completions', max_tokens: 1, src: ['nim-conf'] },
  error_shape: {
    type: 'title',
    message: 'detail',
    also: [{ type: 'error.type', code: 'error.code', message: 'error.message' }],
    note: 'hosted: problem-like {status,title[,detail]}; container: as vLLM',
    src: ['rl-survey'],
  },
  errors: [
    {
      status: 202,
      class: 'mismatch.status',
      note: 'hosted NVCF work still pending: poll with the id of the NVCF-REQID header; no failure in itself',
      src: ['public-code'],
    },
    { status: 402, class: 'quota.credits', unverified: true },
    {
      status: 404,
      match: 'Function..Not found for account',
      class: 'not-found.model',
      src: ['public-code'],
    },
    { status: 404, class: 'not-found.model', note: 'withdrawn models answer 404/410', src: ['public-code'] },
    {
      status: 410,
      class: 'not-found.retired',
      note: 'withdrawn models answer 404/410',
      src: ['public-code'],
    },
    {
      status: 429,
      type: 'Too Many Requests',
      class: 'rate-limit.unspecified',
      note: 'no rate headers, no retry-after; cleared after 62 s',
      src: ['rl-survey'],
    },
  ],
  rate_limit: { headers: [], src: ['rl-survey'] },
  request_id: { headers: ['nvcf-reqid'], src: ['public-code'] },
  status_page: {
    page: 'https://status.ngc.nvidia.com',
    platform: 'atlassian',
    json: ['https://status.ngc.nvidia.com/api/v2/summary.json'],
    rss: ['https://status.ngc.nvidia.com/history.rss'],
    components: ['Cloud Functions'],
    note: 'inference shows under Cloud Functions',
    src: ['public-code'],
  },
  notes: [
    {
      text: 'For a container of your own give its base_url with the version, e.g. http://localhost:8000/v1.',
      src: ['nim-api'],
    },
  ],
} satisfies Provider;
