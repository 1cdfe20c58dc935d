/** The many meanings of 429 and its like, with the headers that real services send along. */

import { type Case, json } from './answers.ts';

const limit = (
  fact: string,
  provider: string,
  reply: Case['reply'],
  gives: Case['gives'],
  wait?: number,
): Case => ({
  fact,
  provider,
  check: 'chat',
  reply,
  gives,
  ...(wait === undefined ? {} : { wait }),
});

const openAiError = (message: string, type: string, code: string | null) => ({
  error: { message, type, code, param: null },
});

const quotaFailure = (quotaId: string) => ({
  error: {
    code: 429,
    status: 'RESOURCE_EXHAUSTED',
    message: 'You exceeded your current quota, please check your plan and billing details.',
    details: [
      { '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [{ quotaId }] },
      { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '31s' },
    ],
  },
});

export const LIMIT_CASES: readonly Case[] = [
  limit(
    'OpenAI: requests, named by the message',
    'openai',
    json(
      429,
      openAiError(
        'Rate limit reached for gpt-x on requests per min (RPM): Limit 3. Please try again in 20s.',
        'requests',
        'rate_limit_exceeded',
      ),
    ),
    'rate-limit.requests',
    20_000,
  ),
  limit(
    'OpenAI: tokens, named by the message',
    'openai',
    json(
      429,
      openAiError(
        'Rate limit reached for gpt-x on tokens per min (TPM): Limit 40000.',
        'tokens',
        'rate_limit_exceeded',
      ),
      { 'retry-after-ms': '1500', 'retry-after': '2' },
    ),
    'rate-limit.tokens',
    1_500,
  ),
  limit(
    'OpenAI: no money, by its code, whatever Retry-After says',
    'openai',
    json(429, openAiError('You exceeded your current quota.', 'insufficient_quota', 'insufficient_quota')),
    'quota.credits',
  ),
  limit(
    'Groq',
    'groq',
    json(
      429,
      openAiError(
        'Rate limit reached for model `m` in organization `o` on requests per minute (RPM): Limit 30, Used 30. Please try again in 2s.',
        'requests',
        'rate_limit_exceeded',
      ),
      { 'retry-after': '2', 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '2m59.56s' },
    ),
    'rate-limit.requests',
    2_000,
  ),
  limit(
    'Cerebras: the queue is full, which is capacity',
    'cerebras',
    json(
      429,
      {
        message: "We're experiencing high traffic right now!",
        type: 'too_many_requests_error',
        param: 'queue',
        code: 'queue_exceeded',
      },
      { 'x-should-retry': 'false' },
    ),
    'overloaded.capacity',
  ),
  limit(
    'Mistral: no wait is told, but nothing is left of the minute',
    'mistral',
    json(
      429,
      { object: 'error', message: 'Rate limit exceeded', type: 'rate_limited', param: null, code: '1300' },
      { 'x-ratelimit-limit-req-minute': '60', 'x-ratelimit-remaining-req-minute': '0' },
    ),
    'rate-limit.requests',
  ),
  limit(
    'Mistral: capacity of the service tier',
    'mistral',
    json(429, {
      object: 'error',
      message: 'Service tier capacity exceeded for this model.',
      type: 'service_tier_capacity_exceeded',
      code: '3505',
    }),
    'overloaded.capacity',
  ),
  limit(
    'Cohere: a trial key, told in prose',
    'cohere',
    json(429, { message: 'You are using a Trial key, which is limited to 20 API calls / minute.' }),
    'rate-limit.requests',
  ),
  limit(
    'NVIDIA: a problem document',
    'nvidia-nim',
    json(429, { status: 429, title: 'Too Many Requests' }, { 'content-type': 'application/problem+json' }),
    'rate-limit.unspecified',
  ),
  limit(
    'Hugging Face: 402 where others say 429',
    'huggingface',
    json(402, { error: 'You have exceeded your monthly included credits for Inference Providers.' }),
    'quota.credits',
  ),
  limit(
    'Gemini: a minute',
    'gemini',
    json(429, quotaFailure('GenerateRequestsPerMinutePerProjectPerModel')),
    'rate-limit.requests',
    31_000,
  ),
  limit(
    'Gemini: a day, whose short wait is not to be believed',
    'gemini',
    json(429, quotaFailure('GenerateRequestsPerDayPerProjectPerModel-FreeTier')),
    'quota.plan',
  ),
  limit(
    'Gemini: the same in an array, as its stream paths send it',
    'gemini',
    json(429, [quotaFailure('GenerateRequestsPerDayPerProjectPerModel-FreeTier')]),
    'quota.plan',
  ),
  limit(
    'Vertex: a gateway wraps the 429',
    'vertex',
    json(500, { error: { code: 429, message: 'Resource exhausted. Please try again later.' } }),
    'rate-limit.unspecified',
  ),
  limit(
    'Anthropic: a limit',
    'anthropic',
    json(
      429,
      {
        type: 'error',
        error: {
          type: 'rate_limit_error',
          message:
            'This request would exceed the rate limit for your organization of 50 requests per minute.',
        },
      },
      { 'retry-after': '7' },
    ),
    'rate-limit.requests',
    7_000,
  ),
  limit(
    'Anthropic: the limit of the tier',
    'anthropic',
    json(429, {
      type: 'error',
      error: {
        type: 'rate_limit_error',
        message: 'x',
        details: { error_code: 'enforced_spend_limit_reached' },
      },
    }),
    'quota.plan',
  ),
  limit(
    'Anthropic: an empty account says 400',
    'anthropic',
    json(400, {
      type: 'error',
      error: {
        type: 'invalid_request_error',
        message: 'Your credit balance is too low to access the Anthropic API.',
      },
    }),
    'quota.credits',
  ),
  limit(
    'OpenRouter: credits',
    'openrouter',
    json(402, { error: { code: 402, message: 'Insufficient credits' } }),
    'quota.credits',
  ),
  limit(
    'OpenRouter: a budget in flight, which a wait clears',
    'openrouter',
    json(402, { error: { code: 402, message: 'In-flight budget exceeded' } }, { 'retry-after': '3' }),
    'rate-limit.concurrency',
    3_000,
  ),
  limit(
    'Replicate: the wait stands in prose',
    'replicate',
    json(429, {
      detail: 'Request was throttled. Your rate limit resets in ~30s.',
      status: 429,
      title: 'Too many requests',
    }),
    'rate-limit.requests',
    30_000,
  ),
  limit(
    'TGI: a 429 is capacity',
    'tgi',
    json(429, { error: 'Model is overloaded', error_type: 'overloaded' }),
    'overloaded.capacity',
  ),
  limit(
    'Together: a 403 is the context',
    'together',
    json(403, { error: { message: 'Input too long', type: 'invalid_request_error' } }),
    'bad-request.too-large',
  ),
  limit(
    'Ollama: its queue',
    'ollama',
    json(503, { error: 'server busy, please try again.  maximum pending requests exceeded' }),
    'overloaded.capacity',
  ),
  limit(
    'LiteLLM: the upstream inside of its own message',
    'litellm',
    json(500, {
      error: {
        message:
          'litellm.InternalServerError: AnthropicException - {"type":"error","error":{"details":null,"type":"overloaded_error","message":"Overloaded"}}',
        type: null,
        param: null,
        code: '500',
      },
    }),
    'overloaded.capacity',
  ),
];
