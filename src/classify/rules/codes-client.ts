/** Rows for identifiers in error objects that concern the caller: quota, rate, key, model, request. */

import type { Rule } from '../rule.ts';

const OPENAI = 'https://platform.openai.com/docs/guides/error-codes';
const ANTHROPIC = 'https://platform.claude.com/docs/en/api/errors';
const GOOGLE = 'https://ai.google.dev/gemini-api/docs/troubleshooting';
const AWS = '@aws-sdk/client-bedrock-runtime, models/errors';
const AWS_GATEWAY =
  'https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html';

export const CLIENT_CODES: readonly Rule[] = [
  {
    id: 'code.credits',
    when: {
      ids: [
        'insufficient_quota',
        'credit_balance_exhausted',
        'insufficient_credits',
        'insufficient_balance',
        'insufficient_credit',
        'out_of_credits',
        'asr_payment_required',
      ],
    },
    class: 'quota.credits',
    source: OPENAI,
  },
  {
    id: 'code.billing',
    when: {
      ids: [
        'billing_error',
        'billing_not_active',
        'billing_hard_limit_reached',
        'organization_spend_limit_exceeded',
        'project_spend_limit_exceeded',
        'contract_spend_limit_reached',
        'linked_organization_spend_limit_reached',
        'linked_organization_billing_unavailable',
        'budget_exceeded',
        'payment_required',
      ],
    },
    class: 'quota.billing',
    source: OPENAI,
  },
  {
    id: 'code.plan',
    when: {
      ids: [
        'organization_usage_limit_exceeded',
        'enforced_spend_limit_reached',
        'servicequotaexceededexception',
        'quota_exceeded',
        'daily_limit_exceeded',
        'monthly_limit_exceeded',
      ],
    },
    class: 'quota.plan',
    source: AWS,
  },
  {
    id: 'code.google-daily-quota',
    when: { ids: ['resource_exhausted'], field: { 'error.details[].violations[].quotaId': 'PerDay' } },
    class: 'quota.plan',
    source: GOOGLE,
  },
  {
    id: 'code.concurrency',
    when: {
      ids: [
        'concurrent_limit_exceeded',
        'too_many_concurrent_requests',
        'concurrency_limit_exceeded',
        'userconcurrentrequests',
      ],
    },
    class: 'rate-limit.concurrency',
    source: 'https://elevenlabs.io/docs/developers/resources/error-messages',
  },
  {
    id: 'code.aws-gateway-quota',
    when: { header: { 'x-amz-apigw-id': /./ }, ids: ['limitexceededexception'] },
    class: 'quota.plan',
    source: `${AWS_GATEWAY}: QUOTA_EXCEEDED is the usage plan's, THROTTLED the rate limit`,
  },
  {
    id: 'code.rate-limit',
    when: {
      ids: [
        'rate_limit_exceeded',
        'rate_limit_error',
        'rate_limit',
        'rate_limited',
        'rate_limit_reached',
        'ratelimitreached',
        'ratelimitexceeded',
        'too_many_requests',
        'toomanyrequests',
        'toomanyrequestsexception',
        'throttlingexception',
        'throttling_error',
        'throttled',
        'requestlimitexceeded',
        'limitexceededexception',
        'resource_exhausted',
        'ratelimiterror',
      ],
    },
    class: 'rate-limit.unspecified',
    source: OPENAI,
  },
  {
    id: 'code.geo',
    when: { ids: ['unsupported_country_region_territory', 'unsupported_country', 'region_not_supported'] },
    class: 'blocked.geo',
    source: OPENAI,
  },
  {
    id: 'code.ip',
    when: { ids: ['ip_not_authorized', 'ip_not_allowed', 'ip_forbidden'] },
    class: 'blocked.ip',
    source: OPENAI,
  },
  {
    id: 'code.aws-gateway-route',
    when: { header: { 'x-amz-apigw-id': /./ }, ids: ['missingauthenticationtokenexception'] },
    class: 'auth.missing-key',
    detail: 'API Gateway says the same of a path or method that it does not have',
    source: AWS_GATEWAY,
  },
  {
    id: 'code.missing-key',
    when: {
      ids: [
        'missing_api_key',
        'no_api_key',
        'api_key_missing',
        'sign_in_required',
        'missingauthenticationtoken',
        'missingauthenticationtokenexception',
        'missing_authorization',
      ],
    },
    class: 'auth.missing-key',
    source: 'https://elevenlabs.io/docs/developers/resources/error-messages',
  },
  {
    id: 'code.invalid-key',
    when: {
      ids: [
        'invalid_api_key',
        'api_key_invalid',
        'incorrect_api_key',
        'authentication_error',
        'authenticationerror',
        'auth_error',
        'unauthenticated',
        'invalid_auth',
        'invalid_authentication',
        'unrecognizedclientexception',
        'invalidsignatureexception',
        'signaturedoesnotmatch',
        'invalid_token',
        'token_expired',
        'expired_token',
        'expiredtokenexception',
        'invalid_grant',
      ],
    },
    class: 'auth.invalid-key',
    source: ANTHROPIC,
  },
  {
    id: 'code.forbidden',
    when: {
      ids: [
        'permission_error',
        'permission_denied',
        'permissiondenied',
        'permissiondeniederror',
        'accessdeniedexception',
        'access_denied',
        'insufficient_permissions',
        'organization_on_hold',
        'account_deactivated',
        'organization_deactivated',
        'authorization_error',
        'not_authorized',
      ],
    },
    class: 'auth.forbidden',
    source: ANTHROPIC,
  },
  {
    id: 'code.retired',
    when: { ids: ['model_decommissioned', 'model_deprecated', 'model_retired', 'model_discontinued'] },
    class: 'not-found.retired',
    source: 'https://console.groq.com/docs/deprecations',
  },
  {
    id: 'code.path',
    when: { ids: ['unknown_url'] },
    class: 'not-found.path',
    source: 'https://github.com/tech-shrimp/deno-api-proxy/issues/3',
  },
  {
    id: 'code.model',
    when: {
      ids: [
        'model_not_found',
        'model_not_available',
        'unknown_model',
        'invalid_model',
        'model_does_not_exist',
        'modelnotfound',
        'unsupported_model',
      ],
    },
    class: 'not-found.model',
    source: OPENAI,
  },
  {
    id: 'code.deployment',
    when: { ids: ['deploymentnotfound', 'deployment_not_found'] },
    class: 'not-found.deployment',
    source: 'https://learn.microsoft.com/azure/foundry/openai/how-to/troubleshoot-errors',
  },
  {
    id: 'code.too-large',
    when: {
      ids: [
        'context_length_exceeded',
        'request_too_large',
        'string_above_max_length',
        'payload_too_large',
        'tokens_limit_reached',
        'context_window_exceeded',
        'contextwindowexceedederror',
      ],
    },
    class: 'bad-request.too-large',
    source: OPENAI,
  },
  {
    id: 'code.content-filter',
    when: {
      ids: [
        'content_policy_violation',
        'content_filter',
        'responsibleaipolicyviolation',
        'content_moderation',
        'content_filtered',
        'moderation_blocked',
        'data_inspection_failed',
      ],
    },
    class: 'bad-request.content-filter',
    source: OPENAI,
  },
  {
    id: 'code.unsupported',
    when: {
      ids: [
        'unsupported_parameter',
        'unsupported_value',
        'notimplementederror',
        'method_not_supported',
        'not_supported_error',
        'unsupported_media_type',
        'unsupported_operation',
      ],
    },
    class: 'bad-request.unsupported',
    source: OPENAI,
  },
];
