/**
 * Which of our classes an error class of the official SDKs admits. The SDKs know less: one class of theirs is several
 * of ours. Where both differ, the difference stands in DIFFERENCES with its reason, or it is a bug.
 */

import type { Outcome } from './sdks.ts';

/** By the status table of the SDKs' own `core/error.ts`; the lower ones exist in Anthropic's alone. */
export const AGREES: Readonly<Record<Outcome, RegExp>> = {
  answer: /^up$/,
  BadRequestError: /^bad-request\./,
  AuthenticationError: /^auth\./,
  PermissionDeniedError: /^(auth\.forbidden|auth\.missing-key|blocked\.\w)/,
  NotFoundError: /^not-found\./,
  ConflictError: /^bad-request\.other$/,
  UnprocessableEntityError: /^bad-request\./,
  // A 429 says "not now": why is for the body to say, and the SDK does not read it.
  RateLimitError: /^(rate-limit|quota|overloaded)\./,
  InternalServerError: /^(server-error|overloaded|not-ready|maintenance)\./,
  // A status without a class of its own, or an error inside a stream (no status).
  APIError: /./,
  APIConnectionError: /^(connect|tls|dns)\.|^protocol\.(malformed|truncated|too-large)$/,
  APIConnectionTimeoutError: /^timeout\.(connect|tls|first-byte|body|stalled|total)$/,
  // What fetch throws when the connection breaks within the body.
  TypeError: /^(protocol|stream)\.truncated$|^protocol\.encoding$/,
  SyntaxError: /^stream\.malformed$|^mismatch\.json$/,
  // Anthropic's own.
  PaymentRequiredError: /^quota\./,
  ContentTooLargeError: /^bad-request\.too-large$/,
  RequestTimeoutError: /^server-error\.gateway-timeout$/,
  NotImplementedError: /^server-error\./,
  ServiceUnavailableError: /^(server-error\.unavailable|overloaded\.|not-ready\.|maintenance\.)/,
  GatewayTimeoutError: /^server-error\.gateway-timeout$/,
  OverloadedError: /^overloaded\./,
  // By its error codes.
  OrganizationOnHoldError: /^auth\.forbidden$/,
  ClaudeCodeKeyCreatorNotMemberError: /^auth\.forbidden$/,
  CMEKKeyDisabledError: /^auth\.forbidden$/,
  LinkedOrganizationBillingUnavailableError: /^quota\.billing$/,
  SandboxEgressRestrictedError: /^auth\.forbidden$/,
  ContractSpendLimitReachedError: /^quota\.billing$/,
  EnforcedSpendLimitReachedError: /^quota\.plan$/,
  RampLimitExceededError: /^rate-limit\./,
  CMEKContextUnavailableError: /^server-error\.unavailable$/,
  CMEKKeyUnreachableError: /^server-error\.unavailable$/,
};

export interface Difference {
  readonly theirs: Outcome;
  readonly ours: RegExp;
  readonly why: string;
}

export const DIFFERENCES: readonly Difference[] = [
  {
    theirs: 'answer',
    ours: /^stream\.(truncated|empty)$/,
    why: 'the SDK ends its iterator without a word when [DONE] or message_stop is missing, or when nothing was said',
  },
  {
    theirs: 'answer',
    ours: /^(overloaded|server-error|quota|rate-limit)\./,
    why: 'the SDK looks for errors in a 200 stream only, not in a 200 document',
  },
  {
    theirs: 'answer',
    ours: /^mismatch\.(json|content-type)$/,
    why: 'the SDK hands over whatever came with a 2xx, as text where it is no JSON',
  },
  {
    theirs: 'answer',
    ours: /^bad-request\.content-filter$/,
    why: 'to the SDK a content filter is a finish reason like any other',
  },
  {
    theirs: 'waits',
    ours: /^timeout\.(first-token|stalled|total)$/,
    why: "the SDK's timeout ends with the headers: a stream may be silent for good",
  },
  {
    theirs: 'BadRequestError',
    ours: /^(quota\.(billing|credits)|auth\.(invalid-key|forbidden))$/,
    why: 'Anthropic says with a 400 that money is out or that an account or its encryption key is disabled',
  },
  {
    theirs: 'AuthenticationError',
    ours: /^blocked\.ip$/,
    why: 'OpenAI says with a 401 that the address is not on the allowlist',
  },
  {
    theirs: 'RateLimitError',
    ours: /^blocked\.bot-challenge$/,
    why: 'a challenge page may come with any status; the SDK goes by the status alone',
  },
];

/** Null: both agree. Else the reason why they differ. @throws when nobody wrote down that they may */
export function differenceOf(theirs: Outcome, ours: string): string | null {
  if (AGREES[theirs]?.test(ours) === true) return null;
  const known = DIFFERENCES.find((one) => one.theirs === theirs && one.ours.test(ours));
  if (known === undefined) throw new Error(`the SDK says ${theirs}, we say ${ours}`);
  return known.why;
}
