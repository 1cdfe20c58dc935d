/** Deepgram speech to text. */

import type { Provider } from '../domain/provider.ts';

export const deepgram = {
  id: 'deepgram',
  name: 'Deepgram',
  kind: 'hosted',
  base_url: 'https://api.deepgram.com',
  auth: {
    header: 'Authorization',
    scheme: 'Token',
    env: 'DEEPGRAM_API_KEY',
    required: true,
    src: ['npm-aisdk'],
  },
  reach: [{ path: '/v1/models', expect: [200, 401], body: 'json', src: ['aiwatch-probe'] }],
  models: { path: '/v1/projects', list: null, unverified: true },
  chat: { dialect: 'deepgram', path: '/v1/listen?model={model}', model: 'nova-3', src: ['npm-aisdk'] },
  error_shape: {
    code: 'err_code',
    message: 'err_msg',
    request_id: 'request_id',
    also: [{ code: 'category', message: 'message' }],
    note: 'the other form is {category, message, details, request_id}',
    src: ['dg-err'],
  },
  errors: [
    { status: 400, code: ['Bad Request', 'INVALID_JSON'], class: 'bad-request.invalid', src: ['dg-err'] },
    { status: 401, code: 'INVALID_AUTH', class: 'auth.invalid-key', src: ['public-code'] },
    { status: 402, code: 'ASR_PAYMENT_REQUIRED', class: 'quota.credits', src: ['public-code'] },
    { status: 403, code: 'INSUFFICIENT_PERMISSIONS', class: 'auth.forbidden', unverified: true },
    { status: 429, code: 'TOO_MANY_REQUESTS', class: 'rate-limit.unspecified', src: ['public-code'] },
  ],
  request_id: { headers: ['dg-request-id'], body: 'request_id', src: ['dg-err'], unverified: ['headers'] },
  status_page: {
    page: 'https://status.deepgram.com',
    platform: 'atlassian',
    json: ['https://status.deepgram.com/api/v2/summary.json'],
    src: ['aiwatch-svc'],
  },
} satisfies Provider;
