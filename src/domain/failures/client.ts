/** Failures that the caller can end: limits, keys, requests; and walls before the service. */

import type { Reasons } from './info.ts';

export const RATE_LIMIT = {
  requests: {
    fault: 'client',
    retryable: true,
    title: 'too many requests',
    meaning: 'Your account sent more requests in a time than its limit allows. The service itself works.',
    causes: [
      'other programs use the same key',
      'a limit that is low for a new or free account',
      'probes that run too often',
    ],
    hint: 'Wait as long as the server asks, then send fewer requests, or have the limit raised.',
  },
  tokens: {
    fault: 'client',
    retryable: true,
    title: 'too many tokens',
    meaning:
      'Your account used more tokens in a time than its limit allows, or one request is larger than the limit.',
    causes: [
      'large prompts or answers of other programs with the same key',
      'a single request above the limit per minute (waiting does not help then)',
    ],
    hint: 'Wait as long as the server asks, make requests smaller, or have the limit raised.',
  },
  concurrency: {
    fault: 'client',
    retryable: true,
    title: 'too many requests at once',
    meaning: 'More requests were under way at the same time than your account may have.',
    causes: ['other programs use the same key', 'long streams that are still open'],
    hint: 'Try again in a second or two; run fewer calls in parallel.',
  },
  unspecified: {
    fault: 'client',
    retryable: true,
    title: 'a rate limit was reached',
    meaning: 'The service says that your limit is reached (status 429), without saying which.',
    causes: [
      'too many requests or tokens with this key',
      'a limit of the address this machine calls from',
      'no key was sent, so that the limit for strangers holds',
    ],
    hint: "Wait as long as the server asks, then send less. Look at the limits in the provider's console.",
  },
} as const satisfies Reasons;

export const QUOTA = {
  credits: {
    fault: 'client',
    retryable: false,
    title: 'the credits are used up',
    meaning:
      'The prepaid balance or the included credits of your account are spent. Trying again does not help.',
    causes: [
      'the balance is at zero',
      'the monthly included credits are spent',
      'a new payment has not been counted yet',
    ],
    hint: "Add credits in the provider's console; they may take some minutes to count.",
  },
  billing: {
    fault: 'client',
    retryable: false,
    title: 'the account has to be paid for',
    meaning: 'The service refuses because of payment: a spending limit, an unpaid bill or no payment method.',
    causes: [
      'a spending limit that was set for the account, project or key',
      'an unpaid invoice or an expired card',
      'no payment method yet',
    ],
    hint: 'Open the billing page of the provider: raise the limit or settle the payment.',
  },
  plan: {
    fault: 'client',
    retryable: false,
    title: 'the allowance of the plan is used up',
    meaning: 'What your plan or tier allows for a day or a month is spent.',
    causes: ['a free or trial plan with a daily or monthly limit', 'usage that grew over the tier'],
    hint: 'Wait for the next day or month, or move to a larger plan or tier.',
  },
} as const satisfies Reasons;

export const AUTH = {
  'missing-key': {
    fault: 'client',
    retryable: false,
    title: 'no key was sent',
    meaning: 'The service answers, but it wants an API key and the request had none.',
    causes: [
      'the variable that holds the key is not set',
      'the key is sent in another header than this API reads',
      'a proxy removed the header',
    ],
    hint: "Set the provider's key variable or the probe's key.",
  },
  'invalid-key': {
    fault: 'client',
    retryable: false,
    title: 'the key was refused',
    meaning: 'The service answers, but does not accept the API key that was sent.',
    causes: [
      'the key was revoked, has expired or was copied incompletely',
      'a key of another provider, project, region or environment',
      "rarely: the provider's login service is out of order (then valid keys fail too)",
    ],
    hint: "Check the key in the provider's console. If a key that worked fails suddenly, look at the status page first.",
  },
  forbidden: {
    fault: 'client',
    retryable: false,
    title: 'access is not allowed',
    meaning: 'The service knows the caller but does not allow this call.',
    causes: [
      'the key lacks the permission, or the model is not enabled for the account',
      'the account or organization is blocked',
      'a rule of the server denies this address or path',
    ],
    hint: 'Check the permissions of the key and whether the account may use this model or path.',
  },
} as const satisfies Reasons;

export const BLOCKED = {
  'bot-challenge': {
    fault: 'network',
    retryable: false,
    title: 'a bot check is in the way',
    meaning:
      'A protection in front of the service wants proof that a person is calling, which no program can give.',
    causes: [
      "protection against bots that takes this machine's address for suspicious",
      'the service defends itself against an attack',
      'a page for people was probed in place of the API',
    ],
    hint: "Probe the API's own address instead of the web page, or have this machine's address allowed.",
  },
  waf: {
    fault: 'network',
    retryable: false,
    title: 'a firewall blocked the request',
    meaning:
      'A web application firewall or CDN in front of the service refused the request; it never reached the service.',
    causes: [
      'a rule that takes the request or its sender for an attack',
      'a data center or VPN address that is blocked',
      "a fault in the CDN's rules (then many callers are hit)",
    ],
    hint: 'Try from another address. Ask the owner to allow it, and give them the id on the block page.',
  },
  geo: {
    fault: 'client',
    retryable: false,
    title: 'not available in this country',
    meaning: 'The service does not serve the country or region that this machine calls from.',
    causes: [
      'the provider does not offer the service there',
      'a VPN or cloud machine that seems to stand elsewhere',
    ],
    hint: 'Call from a supported region, or use a provider that serves this one.',
  },
  legal: {
    fault: 'client',
    retryable: false,
    title: 'blocked for legal reasons',
    meaning: 'The answer is withheld for legal reasons (status 451).',
    causes: ['a court order or a law of the country', 'sanctions'],
    hint: 'Nothing technical helps; read the message and ask the provider.',
  },
  ip: {
    fault: 'network',
    retryable: false,
    title: 'this address is blocked',
    meaning: 'The address that this machine calls from is not allowed.',
    causes: [
      'an allowlist of the account or resource does not contain it',
      'the address or its network is banned',
      'a VPN or proxy changed the address',
    ],
    hint: 'Add the address to the allowlist, or call from one that is on it.',
  },
} as const satisfies Reasons;

export const NOT_FOUND = {
  path: {
    fault: 'client',
    retryable: false,
    title: 'the path does not exist',
    meaning: 'The server answers, but it knows nothing at this address (status 404).',
    causes: [
      'a wrong path or base_url (a missing or doubled /v1)',
      'another server than expected answers',
      'the route was removed',
    ],
    hint: 'Compare the URL with the documentation; aiprobe plan shows exactly what is asked.',
  },
  model: {
    fault: 'client',
    retryable: false,
    title: 'the model is not known',
    meaning: 'The service works, but it does not know this model, or this account may not use it.',
    causes: [
      'a typing error in the model name',
      'a model that the account has no access to',
      'a model that was renamed or, self-hosted, never downloaded',
    ],
    hint: 'Take a name from the model list (check: models), or ask for access.',
  },
  deployment: {
    fault: 'client',
    retryable: false,
    title: 'the deployment does not exist',
    meaning: 'The service works, but there is no deployment of that name.',
    causes: ['a typing error in the deployment name', 'it was deleted', 'it was created only minutes ago'],
    hint: 'Check the name in the console; a new deployment takes some minutes to appear.',
  },
  retired: {
    fault: 'client',
    retryable: false,
    title: 'it has been withdrawn',
    meaning: 'The model or the service existed once and was switched off for good (for instance status 410).',
    causes: ['the provider retired the model', 'the service was closed'],
    hint: 'Move to the successor that the provider names.',
  },
} as const satisfies Reasons;

export const BAD_REQUEST = {
  invalid: {
    fault: 'client',
    retryable: false,
    title: 'the request is not valid',
    meaning: 'The service works, but it does not accept what was asked.',
    causes: [
      'a wrong or missing field in the request',
      'a header or version that the API demands is missing',
    ],
    hint: "Read the provider's message; aiprobe plan shows the request.",
  },
  unsupported: {
    fault: 'client',
    retryable: false,
    title: 'the service does not support this',
    meaning: 'The method, the format or a parameter is not supported here.',
    causes: [
      'a GET where a POST is due, or the other way round',
      'a parameter or content type that this model or path does not know',
    ],
    hint: 'Change method, content type or parameter as the documentation says.',
  },
  'too-large': {
    fault: 'client',
    retryable: false,
    title: 'the request is too large',
    meaning: 'The request has more text, tokens or bytes than the service or model can take.',
    causes: [
      'a prompt longer than the context of the model',
      'a body above the size limit',
      'too many headers',
    ],
    hint: 'Send less, or use a model with a larger context.',
  },
  'content-filter': {
    fault: 'client',
    retryable: false,
    title: 'a content filter stopped it',
    meaning: 'The service works; its content filter refused the prompt or the answer.',
    causes: ['the prompt touches a topic that the filter blocks', 'a filter that errs on the safe side'],
    hint: 'Use a harmless prompt for probing (prompt:), or adjust the filter in the console.',
  },
  other: {
    fault: 'client',
    retryable: false,
    title: 'the service rejected the request',
    meaning: 'The service answered with a client error of a rarer kind.',
    causes: [
      'http was used on an https port',
      'a conflict with the state of the resource',
      'a request that was cancelled',
    ],
    hint: 'Read the message of the service, and check URL, method and headers.',
  },
} as const satisfies Reasons;
