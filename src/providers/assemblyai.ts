/** AssemblyAI speech to text. */

import type { Provider } from '../domain/provider.ts';

export const assemblyai = {
  id: 'assemblyai',
  name: 'AssemblyAI',
  kind: 'hosted',
  base_url: 'https://api.assemblyai.com',
  auth: {
    header: 'Authorization',
    scheme: 'raw',
    env: 'ASSEMBLYAI_API_KEY',
    required: true,
    note: 'no Bearer before the key',
    src: ['npm-aisdk'],
  },
  reach: [{ path: '/v2/transcript', expect: [401], body: 'json', src: ['aiwatch-probe'] }],
  models: { path: '/v2/transcript?limit=1', list: null, unverified: true },
  chat: {
    dialect: 'assemblyai',
    path: '/v2/transcript',
    note: 'async job: status queued|processing|completed|error, error text in .error',
    src: ['npm-aisdk'],
  },
  error_shape: {
    code: 'error_code',
    message: 'message',
    also: [{ message: 'error' }, { message: 'detail' }],
    note: '{detail} for auth and rate limit',
    src: ['aai-err'],
  },
  errors: [
    { status: 401, class: 'auth.invalid-key', note: 'documented for a missing key too', src: ['aai-err'] },
    {
      status: 429,
      class: 'rate-limit.requests',
      note: 'Retry-After header; the limit counts requests per minute and account',
      src: ['aai-err', 'aai-rate'],
    },
    { status: 500, code: 'inference_error', class: 'server-error.internal', src: ['aai-err'] },
    {
      status: 503,
      code: 'capacity_exceeded',
      class: 'overloaded.capacity',
      note: 'Retry-After: 1',
      src: ['aai-err'],
    },
    {
      status: 503,
      code: 'service_unavailable',
      class: 'not-ready.starting',
      note: 'cold start',
      src: ['aai-err'],
    },
    {
      status: 504,
      code: 'inference_timeout',
      class: 'server-error.gateway-timeout',
      note: '30 s deadline',
      src: ['aai-err'],
    },
  ],
  retry_after: { headers: ['retry-after'], statuses: [429, 503], src: ['aai-err'] },
  status_page: {
    page: 'https://status.assemblyai.com',
    platform: 'atlassian',
    json: ['https://status.assemblyai.com/api/v2/summary.json'],
    src: ['aiwatch-svc'],
  },
  notes: [
    {
      text: 'The errors rows are those of the Sync speech-to-text API; that the async /v2/transcript answers alike is an assumption.',
      src: ['aai-err'],
    },
  ],
} satisfies Provider;
