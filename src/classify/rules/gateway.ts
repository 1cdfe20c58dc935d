/** Rows for gateways that name the failure of the provider behind them in their own message. */

import type { Rule } from '../rule.ts';

const LITELLM = 'BerriAI/litellm, exception_mapping_utils.py';

const wrapped = (name: string, failureClass: Rule['class']): Rule => ({
  id: `litellm.${name.toLowerCase()}`,
  when: { says: [`litellm.${name}`] },
  class: failureClass,
  detail: 'LiteLLM says so of the provider behind it',
  source: LITELLM,
});

/** A gateway names the upstream's failure in its message; asked after the upstream's own codes and words. */
export const GATEWAY_RULES: readonly Rule[] = [
  wrapped('RateLimitError', 'rate-limit.unspecified'),
  wrapped('AuthenticationError', 'auth.invalid-key'),
  wrapped('PermissionDeniedError', 'auth.forbidden'),
  wrapped('NotFoundError', 'not-found.model'),
  wrapped('ContextWindowExceededError', 'bad-request.too-large'),
  wrapped('ContentPolicyViolationError', 'bad-request.content-filter'),
  wrapped('ServiceUnavailableError', 'server-error.unavailable'),
  wrapped('BadGatewayError', 'server-error.bad-gateway'),
  wrapped('APIConnectionError', 'server-error.bad-gateway'),
  wrapped('Timeout', 'server-error.gateway-timeout'),
  wrapped('InternalServerError', 'server-error.internal'),
];
