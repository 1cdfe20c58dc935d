/** Services that refuse this caller: too many requests, no money left, an unknown model, a wrong key. */

import { jsonReply, type Reply } from '../reply.ts';

function openAiError(
  status: number,
  error: { message: string; type: string; code: string | null; param?: string },
  headers: Readonly<Record<string, string>> = {},
): Reply {
  const { message, type, code, param } = error;
  return jsonReply(status, { error: { message, type, param: param ?? null, code } }, headers);
}

/**
 * OpenAI's 429 for requests per minute, https://platform.openai.com/docs/guides/rate-limits
 *
 * @param retryAfter seconds
 */
export function rateLimited(retryAfter: number): Reply {
  return openAiError(
    429,
    {
      message:
        'Rate limit reached for gpt-demo in organization org-demo on requests per min (RPM): ' +
        `Limit 60, Used 60, Requested 1. Please try again in ${retryAfter}s.`,
      type: 'requests',
      code: 'rate_limit_exceeded',
    },
    {
      'retry-after': String(retryAfter),
      'retry-after-ms': String(retryAfter * 1_000),
      'x-ratelimit-limit-requests': '60',
      'x-ratelimit-limit-tokens': '150000',
      'x-ratelimit-remaining-requests': '0',
      'x-ratelimit-remaining-tokens': '149984',
      'x-ratelimit-reset-requests': `${retryAfter}s`,
      'x-ratelimit-reset-tokens': '6ms',
      'x-request-id': 'req_demo429',
    },
  );
}

/** OpenAI's 429 for an account without credit, https://platform.openai.com/docs/guides/error-codes */
export const INSUFFICIENT_QUOTA: Reply = openAiError(
  429,
  {
    message: 'You exceeded your current quota, please check your plan and billing details.',
    type: 'insufficient_quota',
    code: 'insufficient_quota',
  },
  { 'x-request-id': 'req_demoquota' },
);

export function modelNotFound(model: string): Reply {
  return openAiError(404, {
    message: `The model \`${model}\` does not exist or you do not have access to it.`,
    type: 'invalid_request_error',
    code: 'model_not_found',
  });
}

export const OPENAI_MISSING_KEY: Reply = openAiError(401, {
  message: "You didn't provide an API key. You need to provide it in an Authorization header (Bearer auth).",
  type: 'invalid_request_error',
  code: null,
});

/** As OpenAI does, it names the key that came, in part. */
export function openAiInvalidKey(key: string): Reply {
  return openAiError(401, {
    message: `Incorrect API key provided: ${key.slice(0, 7)}***${key.slice(-4)}.`,
    type: 'invalid_request_error',
    code: 'invalid_api_key',
  });
}

export function badRequest(message: string, param: string | null = null, code: string | null = null): Reply {
  return jsonReply(400, { error: { message, type: 'invalid_request_error', param, code } });
}

export const UNKNOWN_PATH: Reply = openAiError(404, {
  message: 'Invalid URL',
  type: 'invalid_request_error',
  code: null,
});
