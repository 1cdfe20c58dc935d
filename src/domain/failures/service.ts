/** Failures of the service itself, and what it says of itself. */

import type { Reasons } from './info.ts';

export const SERVER_ERROR = {
  internal: {
    fault: 'provider',
    retryable: true,
    title: 'the service had an internal error',
    meaning: 'Something went wrong inside the service (status 500).',
    causes: [
      'a bug or a failed part of the service',
      'an outage that has just begun',
      'rarely: a request that the service cannot digest',
    ],
    hint: 'Try again in a minute and look at the status page. Report it with the request id if it stays.',
  },
  'bad-gateway': {
    fault: 'provider',
    retryable: true,
    title: 'a gateway got no good answer',
    meaning:
      'A gateway or proxy answered that the server behind it is unreachable or sends garbage (status 502).',
    causes: ['the server behind the gateway is down or restarts', 'the gateway is misconfigured'],
    hint: 'Wait a minute and try again. Self-hosted: look at the server behind the gateway.',
  },
  unavailable: {
    fault: 'provider',
    retryable: true,
    title: 'the service is unavailable',
    meaning: 'The service says that it cannot serve right now (status 503), without saying why.',
    causes: ['an outage or a deployment', 'overload', 'unannounced maintenance'],
    hint: 'Look at the status page and try again later.',
  },
  'gateway-timeout': {
    fault: 'provider',
    retryable: true,
    title: 'the service ran out of time',
    meaning: 'The service (or the gateway before it) gave up waiting for its own server (status 504 or 408).',
    causes: ['overload', 'a request that takes very long', 'a hanging server'],
    hint: 'Try again with a smaller request. If it stays, look at the status page.',
  },
  'origin-unreachable': {
    fault: 'provider',
    retryable: true,
    title: 'the CDN cannot reach the service',
    meaning: 'The network in front of the service works, but it cannot reach the service behind it.',
    causes: [
      'the service is down',
      'its certificate, firewall or DNS is wrong behind the CDN',
      'an outage of the CDN itself (then many sites show it)',
    ],
    hint: 'Nothing to fix on this side: look at the status pages of the service and of its CDN.',
  },
  other: {
    fault: 'provider',
    retryable: true,
    title: 'the service reported a failure',
    meaning: 'The service answered with a server error of a rarer kind.',
    causes: ['a failed part of the service', 'a call that the service does not support (501)'],
    hint: 'Try again in a minute; if it stays, report it with the request id.',
  },
} as const satisfies Reasons;

export const OVERLOADED = {
  capacity: {
    fault: 'provider',
    retryable: true,
    title: 'the service is overloaded',
    meaning:
      'The service works, but it has more requests than it can serve. Your own limits are not the reason.',
    causes: [
      "high demand on the provider's side",
      'too few GPUs for this model',
      'the after-effect of an outage or an attack',
    ],
    hint: 'Wait and try again with growing pauses, or use another model, region or provider meanwhile.',
  },
  'slow-down': {
    fault: 'provider',
    retryable: true,
    title: 'the service asks to slow down',
    meaning:
      'The service sheds load: requests grew faster than it can follow, although they are within the limits.',
    causes: ['traffic that rises too fast', "high demand on the provider's side"],
    hint: 'Lower the rate, then raise it again slowly over some minutes.',
  },
} as const satisfies Reasons;

export const NOT_READY = {
  'model-loading': {
    fault: 'provider',
    retryable: true,
    title: 'the model is still loading',
    meaning: 'The server is up, but the model is not in memory yet.',
    causes: ['a cold start: the model was unused for a while', 'a restart or a deployment'],
    hint: 'Wait: large models take minutes. aiprobe wait TARGET tells when it is ready.',
  },
  starting: {
    fault: 'provider',
    retryable: true,
    title: 'the service is still starting',
    meaning: 'The service answers, but says that it is not ready yet.',
    causes: ['a restart or a deployment', 'a cold start of a machine that was switched off for lack of use'],
    hint: 'Wait a minute or two. If it never gets ready, look at the log of the service.',
  },
} as const satisfies Reasons;

export const MAINTENANCE = {
  announced: {
    fault: 'provider',
    retryable: false,
    title: 'maintenance was announced',
    meaning: 'The service, its status page or the config says that it is under planned maintenance.',
    causes: ['planned work on the service'],
    hint: 'Wait until the window is over; the status page or the config says when. Use another provider meanwhile.',
  },
  page: {
    fault: 'provider',
    retryable: false,
    title: 'a maintenance page was shown',
    meaning: 'In place of the service, a page answers that says it is under maintenance.',
    causes: ['planned or urgent work on the service', 'a maintenance switch that somebody forgot'],
    hint: 'Wait and look at the status page. If no maintenance is announced there, ask the owner.',
  },
} as const satisfies Reasons;

export const STREAM = {
  truncated: {
    fault: 'provider',
    retryable: true,
    title: 'the stream was cut off',
    meaning: 'The stream began and ended without its end marker and without a reason why the model stopped.',
    causes: [
      'the engine or a server on the way died midway',
      'a proxy limits how long a stream may last',
      'the server gave up on a queued request',
    ],
    hint: 'Try again. If it always ends after the same time, look for a proxy with a time limit.',
  },
  malformed: {
    fault: 'provider',
    retryable: true,
    title: 'the stream breaks its format',
    meaning: 'A part of the stream is not in the format that this API promises.',
    causes: [
      'a fault in the server or gateway',
      'a proxy that changes or mixes up the data',
      'another API family than the config says',
    ],
    hint: 'Check that provider and base_url fit the server. If they do, report it with the request id.',
  },
  empty: {
    fault: 'provider',
    retryable: true,
    title: 'the answer was empty',
    meaning: 'The service said that all went well, but the model generated nothing at all.',
    causes: [
      'an engine that is alive but broken',
      'a fault in the gateway',
      'a model that does not fit the call',
    ],
    hint: 'Try again and with another model. Self-hosted: restart the engine and look at its log.',
  },
  'error-event': {
    fault: 'provider',
    retryable: true,
    title: 'the stream carried an error',
    meaning: 'After a good start, the stream brought an error of a kind that is not known.',
    causes: ['a failure inside the service while it generated', 'a gateway whose own provider failed'],
    hint: "Read the provider's message, try again, and report it with the request id if it stays.",
  },
} as const satisfies Reasons;
