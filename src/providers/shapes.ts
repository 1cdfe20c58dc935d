/** Error bodies and header names that several vendors share. */

import type { ErrorShape } from '../domain/provider.ts';

export const OPENAI_SHAPE = {
  type: 'error.type',
  code: 'error.code',
  message: 'error.message',
  param: 'error.param',
} satisfies ErrorShape;

export const OPENAI_FLAT_SHAPE = {
  type: 'type',
  code: 'code',
  message: 'message',
  param: 'param',
} satisfies ErrorShape;

export const ANTHROPIC_SHAPE = {
  type: 'error.type',
  code: 'error.details.error_code',
  message: 'error.message',
  request_id: 'request_id',
  marker: "type=='error'",
} satisfies ErrorShape;

/** google.rpc.Status; the wait time is in the detail of type RetryInfo. */
export const GOOGLE_SHAPE = {
  type: 'error.status',
  code: 'error.code',
  message: 'error.message',
  reason: 'error.details[].reason',
} satisfies ErrorShape;

export const OPENAI_RATE_LIMIT_HEADERS = [
  'x-ratelimit-limit-requests',
  'x-ratelimit-limit-tokens',
  'x-ratelimit-remaining-requests',
  'x-ratelimit-remaining-tokens',
  'x-ratelimit-reset-requests',
  'x-ratelimit-reset-tokens',
];
