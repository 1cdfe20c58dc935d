/** Statuses that mean something of their own, provider by provider. */

import { type Case, html, json, text } from './answers.ts';

const asked = (
  fact: string,
  provider: string,
  reply: Case['reply'],
  gives: Case['gives'],
  more: Partial<Case> = {},
): Case => ({
  fact,
  provider,
  check: 'chat',
  reply,
  gives,
  ...more,
});

const ERRORS: readonly Case[] = [
  asked(
    'no access is told as an unknown model',
    'openai',
    json(404, {
      error: {
        message: 'The model `m` does not exist or you do not have access to it.',
        type: 'invalid_request_error',
        param: null,
        code: 'model_not_found',
      },
    }),
    'not-found.model',
  ),
  asked(
    'the context',
    'openai',
    json(400, {
      error: {
        message: "This model's maximum context length is 4097 tokens.",
        type: 'invalid_request_error',
        param: 'messages',
        code: 'context_length_exceeded',
      },
    }),
    'bad-request.too-large',
  ),
  asked(
    'the country',
    'openai',
    json(403, {
      error: {
        code: 'unsupported_country_region_territory',
        message: 'Country, region, or territory not supported',
        param: null,
        type: 'request_forbidden',
      },
    }),
    'blocked.geo',
  ),
  asked(
    'the deployment',
    'azure-openai',
    json(404, {
      error: { code: 'DeploymentNotFound', message: 'The API deployment for this resource does not exist.' },
    }),
    'not-found.deployment',
  ),
  asked(
    'its filter',
    'azure-openai',
    json(400, {
      error: {
        message: 'The response was filtered',
        type: null,
        param: 'prompt',
        code: 'content_filter',
        status: 400,
        innererror: { code: 'ResponsibleAIPolicyViolation' },
      },
    }),
    'bad-request.content-filter',
  ),
  asked(
    'a wrong key is a 400',
    'gemini',
    json(400, {
      error: {
        code: 400,
        message: 'API key not valid. Please pass a valid API key.',
        status: 'INVALID_ARGUMENT',
        details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' }],
      },
    }),
    'auth.invalid-key',
  ),
  asked(
    'the country',
    'gemini',
    json(400, {
      error: {
        code: 400,
        message: 'User location is not supported for the API use.',
        status: 'FAILED_PRECONDITION',
      },
    }),
    'blocked.geo',
  ),
  asked(
    'an error in an array',
    'gemini',
    json(503, [
      {
        error: {
          code: 503,
          message: 'The model is overloaded. Please try again later.',
          status: 'UNAVAILABLE',
        },
      },
    ]),
    'overloaded.capacity',
  ),
  asked(
    'its own 529',
    'anthropic',
    json(
      529,
      { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' }, request_id: 'req_1' },
      { 'x-should-retry': 'true' },
    ),
    'overloaded.capacity',
  ),
  asked(
    'a name with its namespace',
    'bedrock',
    json(
      429,
      { message: 'Too many requests' },
      { 'x-amzn-errortype': 'ThrottlingException:http://internal.amazon.com/coral/com.amazon.bedrock/' },
    ),
    'rate-limit.unspecified',
  ),
  asked(
    'a cold model',
    'bedrock',
    json(429, {
      __type: 'com.amazon.bedrock#ModelNotReadyException',
      message: 'Model is not ready for inference.',
    }),
    'not-ready.model-loading',
  ),
  asked(
    'still loading',
    'huggingface',
    json(503, { error: 'Model m is currently loading', estimated_time: 20 }),
    'not-ready.model-loading',
  ),
  asked(
    'still loading, said with a 200',
    'huggingface',
    json(200, { error: 'Model m is currently loading', estimated_time: 20 }),
    'not-ready.model-loading',
  ),
  asked('the key is wanted', 'vllm', json(401, { error: 'Unauthorized' }), 'auth.invalid-key'),
  asked('a dead engine', 'vllm', text(503, ''), 'server-error.unavailable', { check: 'reach' }),
  asked(
    'loading, on every path',
    'llama-cpp',
    json(503, { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } }),
    'not-ready.model-loading',
  ),
  asked('unknown model', 'ollama', json(404, { error: "model 'm' not found" }), 'not-found.model'),
  asked(
    'a model that broke',
    'tgi',
    json(424, {
      error: 'Request failed during generation: Server error: CUDA out of memory',
      error_type: 'generation',
    }),
    'server-error.other',
  ),
  asked(
    'a wrong key is a 400',
    'xai',
    json(400, {
      code: 'Client specified an invalid argument',
      error: 'Incorrect API key provided: xa***. You can obtain an API key from https://console.x.ai.',
    }),
    'auth.invalid-key',
  ),
  asked(
    'maintenance by its code',
    'elevenlabs',
    json(503, { detail: { type: 'service_unavailable', code: 'maintenance', message: 'x' } }),
    'maintenance.announced',
  ),
  asked(
    'an unknown path',
    'ray-serve',
    text(404, "Path '/v1/chat/completions' not found. Ping http://.../-/routes for available routes."),
    'not-found.path',
  ),
  asked(
    'backpressure',
    'ray-serve',
    text(503, 'Request dropped due to backpressure (num_queued_requests=10, max_queued_requests=10).'),
    'overloaded.capacity',
  ),
  asked(
    '408',
    'azure-openai',
    json(408, { error: { code: 'Timeout', message: 'The operation was timeout.' } }),
    'server-error.gateway-timeout',
  ),
  asked(
    'withdrawn',
    'groq',
    json(400, {
      error: {
        message: 'The model `m` has been decommissioned and is no longer supported.',
        type: 'invalid_request_error',
        code: 'model_decommissioned',
      },
    }),
    'not-found.retired',
  ),
  asked(
    '410',
    'nvidia-nim',
    json(410, { status: 410, title: 'Gone', detail: 'The model has reached its end of life.' }),
    'not-found.retired',
  ),
];

const REACH: readonly Case[] = [
  ...(['openai', 'anthropic', 'mistral', 'cohere', 'groq'] as const).map((id) =>
    asked(
      'its own 401 is health',
      id,
      json(401, { error: { type: 'authentication_error', message: 'You did not provide an API key' } }),
      'up',
      { check: 'reach' },
    ),
  ),
  asked(
    'its own 403 is health',
    'gemini',
    json(403, {
      error: {
        code: 403,
        message: "Method doesn't allow unregistered callers.",
        status: 'PERMISSION_DENIED',
      },
    }),
    'up',
    { check: 'reach' },
  ),
  asked('its own 403 is health', 'cerebras', json(403, { message: 'Not authenticated', type: 'x' }), 'up', {
    check: 'reach',
  }),
  asked('an open list is health', 'openrouter', json(200, { data: [] }), 'up', { check: 'reach' }),
  asked(
    'a page of an edge is not',
    'openai',
    html(401, '<html><title>401 Authorization Required</title></html>'),
    'mismatch.content-type',
    { check: 'reach' },
  ),
];

export const STATUS_CASES: readonly Case[] = [...ERRORS, ...REACH];
