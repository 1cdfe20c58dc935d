/** Rows for identifiers in error objects by which a service tells of its own state, whoever serves it and whatever the status. */

import { anyOf, on, type Rule } from '../rule.ts';

const OPENAI = 'https://platform.openai.com/docs/guides/error-codes';
const ANTHROPIC = 'https://platform.claude.com/docs/en/api/errors';
const GOOGLE = 'https://ai.google.dev/gemini-api/docs/troubleshooting';
const AWS = '@aws-sdk/client-bedrock-runtime, models/errors';
const AISDK = '@ai-sdk/openai: the status that an error code inside a stream stands for';

const NOT_FOUND = ['not_found_error', 'not_found', 'notfounderror', 'resourcenotfoundexception'] as const;

/** Overload, loading and maintenance: asked before what concerns the caller. */
export const STATE_CODES: readonly Rule[] = [
  {
    id: 'code.overloaded',
    when: {
      ids: [
        'overloaded_error',
        'overloaded',
        'server_is_overloaded',
        'engine_overloaded',
        'engine_overloaded_error',
        'model_overloaded',
        'provider_overloaded',
        'system_busy',
        'queue_exceeded',
        'capacity_exceeded',
        'service_busy',
      ],
    },
    class: 'overloaded.capacity',
    source: ANTHROPIC,
  },
  {
    id: 'code.slow-down',
    when: { ids: ['slow_down', 'slowdown'] },
    class: 'overloaded.slow-down',
    source: OPENAI,
  },
  {
    id: 'code.model-loading',
    when: { ids: ['modelnotreadyexception', 'model_loading', 'model_not_ready', 'loading_model'] },
    class: 'not-ready.model-loading',
    source: AWS,
  },
  {
    id: 'code.maintenance',
    when: { ids: ['maintenance', 'under_maintenance', 'maintenance_mode'] },
    class: 'maintenance.announced',
    source: 'https://elevenlabs.io/docs/developers/resources/error-messages',
  },
];

/** Failures that may be catch-alls: asked after what concerns the caller. */
export const FAILURE_CODES: readonly Rule[] = [
  {
    id: 'code.timeout',
    when: {
      ids: [
        'timeout_error',
        'deadline_exceeded',
        'modeltimeoutexception',
        'inference_timeout',
        'request_timeout',
        'timeout',
      ],
    },
    class: 'server-error.gateway-timeout',
    source: ANTHROPIC,
  },
  {
    id: 'code.model-error',
    when: { ids: ['modelerrorexception', 'failed_dependency'] },
    class: 'server-error.other',
    source: AWS,
  },
  {
    id: 'code.unavailable',
    when: {
      statusOrInBody: on(503),
      ids: [
        'service_unavailable',
        'service_unavailable_error',
        'unavailable',
        'serviceunavailableexception',
        'serviceunavailable',
      ],
    },
    class: 'server-error.unavailable',
    source: AISDK,
  },
  {
    id: 'code.internal',
    when: {
      statusOrInBody: on(500),
      ids: [
        'server_error',
        'internal_error',
        'internal_server_error',
        'api_error',
        'internal',
        'internalservererror',
        'internalserverexception',
        'inference_error',
        'modelstreamerrorexception_internal',
      ],
    },
    class: 'server-error.internal',
    source: AISDK,
  },
  {
    id: 'code.not-found-in-body',
    when: {
      inBody: true,
      asksModel: true,
      ids: NOT_FOUND,
    },
    class: 'not-found.model',
    source: AISDK,
  },
  {
    id: 'code.path-not-found-in-body',
    when: { inBody: true, ids: NOT_FOUND },
    class: 'not-found.path',
    source: AISDK,
  },
  {
    id: 'code.invalid',
    when: {
      statusOrInBody: anyOf(400, 422),
      ids: [
        'invalid_argument',
        'validationexception',
        'badrequesterror',
        'bad_request',
        'invalid_request',
        'invalid_json',
        'unprocessableentityerror',
        'validation',
        'validation_error',
      ],
    },
    class: 'bad-request.invalid',
    source: GOOGLE,
  },
];
