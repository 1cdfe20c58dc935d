/** Cases for error bodies and bare statuses. */

import { ai, answered, provider, streamed } from '../support/observation.ts';
import type { Case } from './cases.ts';

const coded = (status: number, code: string, message = 'x') => answered(status, { error: { code, message } });
const said = (status: number, message: string) => answered(status, { error: { message } });

export const FAILURE_CASES: readonly Case[] = [
  {
    rule: 'says.geo',
    gives: 'blocked.geo',
    saw: answered(400, {
      error: { status: 'FAILED_PRECONDITION', message: 'User location is not supported for the API use.' },
    }),
  },
  { rule: 'code.overloaded', gives: 'overloaded.capacity', saw: coded(500, 'overloaded_error') },
  { rule: 'code.slow-down', gives: 'overloaded.slow-down', saw: coded(429, 'slow_down') },
  {
    rule: 'code.model-loading',
    gives: 'not-ready.model-loading',
    saw: answered(
      429,
      { message: 'x' },
      { 'x-amzn-errortype': 'ModelNotReadyException:http://internal.amazon.com/' },
    ),
  },
  {
    rule: 'code.maintenance',
    gives: 'maintenance.announced',
    saw: answered(503, { detail: { code: 'maintenance', message: 'x' } }),
  },
  { rule: 'code.credits', gives: 'quota.credits', saw: coded(429, 'insufficient_quota') },
  { rule: 'code.billing', gives: 'quota.billing', saw: coded(429, 'project_spend_limit_exceeded') },
  {
    rule: 'code.plan',
    gives: 'quota.plan',
    saw: answered(400, { __type: 'com.amazonaws#ServiceQuotaExceededException' }),
  },
  {
    rule: 'code.google-daily-quota',
    gives: 'quota.plan',
    saw: answered(429, [
      {
        error: {
          code: 429,
          status: 'RESOURCE_EXHAUSTED',
          message: 'You exceeded your current quota',
          details: [{ violations: [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier' }] }],
        },
      },
    ]),
  },
  { rule: 'code.concurrency', gives: 'rate-limit.concurrency', saw: coded(429, 'concurrent_limit_exceeded') },
  {
    rule: 'code.aws-gateway-quota',
    gives: 'quota.plan',
    saw: answered(
      429,
      { message: 'Limit Exceeded' },
      { 'x-amzn-errortype': 'LimitExceededException', 'x-amz-apigw-id': 'a=' },
    ),
  },
  { rule: 'code.rate-limit', gives: 'rate-limit.unspecified', saw: coded(429, 'rate_limit_exceeded') },
  { rule: 'code.geo', gives: 'blocked.geo', saw: coded(403, 'unsupported_country_region_territory') },
  { rule: 'code.ip', gives: 'blocked.ip', saw: coded(401, 'ip_not_authorized') },
  {
    rule: 'code.aws-gateway-route',
    gives: 'auth.missing-key',
    saw: answered(
      403,
      { message: 'Missing Authentication Token' },
      { 'x-amzn-errortype': 'MissingAuthenticationTokenException', 'x-amz-apigw-id': 'a=' },
    ),
  },
  { rule: 'code.missing-key', gives: 'auth.missing-key', saw: coded(401, 'missing_api_key') },
  {
    rule: 'code.invalid-key',
    gives: 'auth.invalid-key',
    asked: ai('models'),
    saw: coded(400, 'API_KEY_INVALID'),
  },
  { rule: 'code.forbidden', gives: 'auth.forbidden', saw: coded(403, 'permission_denied') },
  { rule: 'code.retired', gives: 'not-found.retired', saw: coded(400, 'model_decommissioned') },
  { rule: 'code.path', gives: 'not-found.path', saw: coded(404, 'unknown_url') },
  { rule: 'code.model', gives: 'not-found.model', saw: coded(404, 'model_not_found') },
  { rule: 'code.deployment', gives: 'not-found.deployment', saw: coded(404, 'DeploymentNotFound') },
  { rule: 'code.too-large', gives: 'bad-request.too-large', saw: coded(400, 'context_length_exceeded') },
  { rule: 'code.content-filter', gives: 'bad-request.content-filter', saw: coded(400, 'content_filter') },
  { rule: 'code.unsupported', gives: 'bad-request.unsupported', saw: coded(400, 'unsupported_parameter') },
  { rule: 'code.timeout', gives: 'server-error.gateway-timeout', saw: coded(500, 'timeout_error') },
  {
    rule: 'code.model-error',
    gives: 'server-error.other',
    saw: answered(424, { __type: 'ModelErrorException', message: 'x' }),
  },
  { rule: 'code.unavailable', gives: 'server-error.unavailable', saw: coded(503, 'UNAVAILABLE') },
  {
    rule: 'code.internal',
    gives: 'server-error.internal',
    asked: ai('stream'),
    saw: streamed({ errorBody: { error: { type: 'api_error', message: 'x' } } }),
  },
  {
    rule: 'code.not-found-in-body',
    gives: 'not-found.model',
    asked: ai('stream'),
    saw: streamed({ errorBody: { type: 'error', error: { type: 'not_found_error', message: 'x' } } }),
  },
  {
    rule: 'code.path-not-found-in-body',
    gives: 'not-found.path',
    asked: ai('models', { model: null }),
    saw: answered(200, { type: 'error', error: { type: 'not_found_error', message: 'x' } }),
  },
  { rule: 'code.invalid', gives: 'bad-request.invalid', saw: coded(400, 'INVALID_ARGUMENT') },

  {
    rule: 'says.model-load-failed',
    gives: 'server-error.internal',
    saw: said(500, 'llama-server has terminated: error loading model: unable to allocate CUDA0 buffer'),
  },
  { rule: 'says.model-loading', gives: 'not-ready.model-loading', saw: said(503, 'Loading model') },
  { rule: 'says.starting', gives: 'not-ready.starting', saw: said(503, 'The engine is starting up') },
  { rule: 'says.overloaded', gives: 'overloaded.capacity', saw: said(429, 'Model is overloaded') },
  {
    rule: 'says.slow-down',
    gives: 'overloaded.slow-down',
    saw: said(503, 'Please reduce your request rate.'),
  },
  { rule: 'says.credits', gives: 'quota.credits', saw: said(402, 'Insufficient Balance') },
  {
    rule: 'says.billing',
    gives: 'quota.billing',
    saw: said(400, 'You have reached your specified API spending limit.'),
  },
  {
    rule: 'says.plan',
    gives: 'quota.plan',
    saw: said(429, 'You are using a Trial key, which is limited to 1000 API calls / month.'),
  },
  { rule: 'says.rate-in-5xx', gives: 'rate-limit.unspecified', saw: said(500, 'Upstream rate limit') },
  {
    rule: 'says.missing-key',
    gives: 'auth.missing-key',
    asked: ai('models'),
    saw: said(401, "You didn't provide an API key."),
  },
  {
    rule: 'says.invalid-key',
    gives: 'auth.invalid-key',
    asked: ai('models'),
    saw: said(400, 'Incorrect API key provided'),
  },
  {
    rule: 'says.retired',
    gives: 'not-found.retired',
    saw: said(404, 'The model `m` has been deprecated, see the docs'),
  },
  {
    rule: 'says.deployment',
    gives: 'not-found.deployment',
    saw: said(404, 'The API deployment for this resource does not exist.'),
  },
  {
    rule: 'says.path',
    gives: 'not-found.path',
    saw: said(404, 'Invalid URL (POST /v1/chat/complete)'),
  },
  { rule: 'says.nothing-here', gives: 'not-found.path', saw: answered(404, { detail: 'Not Found' }) },
  {
    rule: 'says.model',
    gives: 'not-found.model',
    saw: said(404, "model 'llama9' not found, try pulling it first"),
  },
  {
    rule: 'says.too-large',
    gives: 'bad-request.too-large',
    saw: said(400, "This model's maximum context length is 8192 tokens."),
  },
  {
    rule: 'says.content-filter',
    gives: 'bad-request.content-filter',
    saw: said(400, 'Output blocked by content filtering policy'),
  },
  {
    rule: 'says.upstream-unreachable',
    gives: 'server-error.bad-gateway',
    saw: said(500, 'fetch failed Cause: Error: connect ECONNREFUSED 10.0.0.7:8000'),
  },
  {
    rule: 'says.gateway-timeout',
    gives: 'server-error.gateway-timeout',
    saw: said(500, 'The read operation timed out'),
  },

  {
    rule: 'litellm.ratelimiterror',
    gives: 'rate-limit.unspecified',
    saw: said(504, 'litellm.RateLimitError: OpenAIException - slow'),
  },
  {
    rule: 'litellm.authenticationerror',
    gives: 'auth.invalid-key',
    asked: ai('models'),
    saw: said(500, 'litellm.AuthenticationError: no'),
  },
  {
    rule: 'litellm.permissiondeniederror',
    gives: 'auth.forbidden',
    saw: said(500, 'litellm.PermissionDeniedError: no'),
  },
  { rule: 'litellm.notfounderror', gives: 'not-found.model', saw: said(500, 'litellm.NotFoundError: no') },
  {
    rule: 'litellm.contextwindowexceedederror',
    gives: 'bad-request.too-large',
    saw: said(502, 'litellm.ContextWindowExceededError: no'),
  },
  {
    rule: 'litellm.contentpolicyviolationerror',
    gives: 'bad-request.content-filter',
    saw: said(500, 'litellm.ContentPolicyViolationError: no'),
  },
  {
    rule: 'litellm.serviceunavailableerror',
    gives: 'server-error.unavailable',
    saw: said(500, 'litellm.ServiceUnavailableError: no'),
  },
  {
    rule: 'litellm.badgatewayerror',
    gives: 'server-error.bad-gateway',
    saw: said(500, 'litellm.BadGatewayError: no'),
  },
  {
    rule: 'litellm.apiconnectionerror',
    gives: 'server-error.bad-gateway',
    saw: said(500, 'litellm.APIConnectionError: no'),
  },
  { rule: 'litellm.timeout', gives: 'server-error.gateway-timeout', saw: said(500, 'litellm.Timeout: no') },
  {
    rule: 'litellm.internalservererror',
    gives: 'server-error.internal',
    saw: said(503, 'litellm.InternalServerError: no'),
  },

  ...bareStatuses(),
  {
    rule: 'http.401-basic',
    gives: 'auth.missing-key',
    saw: answered(401, 'Unauthorized', { 'www-authenticate': 'Basic realm="inside"' }),
  },
  { rule: 'http.403-keyless', gives: 'auth.forbidden', saw: answered(403, 'Forbidden') },
  {
    rule: 'http.403-reach',
    gives: 'auth.forbidden',
    asked: ai('reach', { provider: provider() }),
    saw: answered(403, { error: { message: 'no' } }),
  },
  { rule: 'http.4xx', gives: 'bad-request.other', saw: answered(418) },
  { rule: 'http.5xx', gives: 'server-error.other', saw: answered(509) },
  { rule: 'http.beyond', gives: 'mismatch.status', saw: answered(999) },
  {
    rule: 'answer.error-event',
    gives: 'stream.error-event',
    asked: ai('stream'),
    saw: streamed({ errorBody: { error: { type: 'who_knows', message: 'x' } } }),
  },
  {
    rule: 'answer.error-object',
    gives: 'server-error.other',
    asked: ai('models', { provider: provider() }),
    saw: answered(200, { error: 'who knows' }),
  },
];

function bareStatuses(): Case[] {
  const expected: Readonly<Record<number, string>> = {
    400: 'bad-request.invalid',
    401: 'auth.invalid-key',
    402: 'quota.billing',
    403: 'auth.forbidden',
    404: 'not-found.path',
    405: 'bad-request.unsupported',
    406: 'bad-request.unsupported',
    407: 'bad-request.other',
    408: 'server-error.gateway-timeout',
    410: 'not-found.retired',
    411: 'bad-request.invalid',
    413: 'bad-request.too-large',
    414: 'bad-request.too-large',
    415: 'bad-request.unsupported',
    421: 'bad-request.other',
    422: 'bad-request.invalid',
    424: 'server-error.other',
    426: 'bad-request.unsupported',
    429: 'rate-limit.unspecified',
    451: 'blocked.legal',
    431: 'bad-request.too-large',
    494: 'bad-request.too-large',
    499: 'bad-request.other',
    500: 'server-error.internal',
    501: 'server-error.other',
    502: 'server-error.bad-gateway',
    503: 'server-error.unavailable',
    504: 'server-error.gateway-timeout',
    505: 'server-error.other',
    529: 'overloaded.capacity',
    598: 'server-error.gateway-timeout',
  };
  return Object.entries(expected).map(([status, gives]) => ({
    rule: `http.${status}`,
    gives,
    asked: ai('models'),
    saw: answered(Number(status)),
  }));
}
