/** Failures by time: which phase was under way when a limit ran out. */

import type { Reasons } from './info.ts';

export const TIMEOUT = {
  connect: {
    fault: 'network',
    retryable: true,
    title: 'connecting took too long',
    meaning: 'No answer at all came to the attempt to connect: packets are lost somewhere.',
    causes: [
      'a firewall drops the packets silently',
      'the machine is off or its address is wrong',
      'a network problem on the way, or an attack that fills the line',
    ],
    hint: 'Check address, port, VPN and firewall rules. If other networks reach it, the problem is on this side.',
  },
  tls: {
    fault: 'provider',
    retryable: true,
    title: 'the TLS handshake took too long',
    meaning: 'The connection was up, but encryption was not agreed on in time.',
    causes: [
      'the server is overloaded',
      'the port does not speak TLS',
      'a filter on the way swallows the handshake',
    ],
    hint: 'Try again; if it stays, check the port, and try from another network.',
  },
  'first-byte': {
    fault: 'provider',
    retryable: true,
    title: 'no answer came in time',
    meaning: 'The request was sent, and the answer did not begin in time.',
    causes: [
      'the service is overloaded and queues requests',
      'a model is being loaded (cold start)',
      'the limit is too short for this call',
    ],
    hint: 'Try again in a minute and look at the status page. If the service is merely slow, raise timeout.first_byte.',
  },
  'first-token': {
    fault: 'provider',
    retryable: true,
    title: 'the model produced no token in time',
    meaning: 'The stream was opened, but the model had not generated anything when time ran out.',
    causes: [
      'requests queue because the service is busy',
      'the engine behind the server hangs',
      'a model is being loaded',
    ],
    hint: 'Wait and try again, or use another model. Self-hosted: look at the queue and the GPU of the engine.',
  },
  body: {
    fault: 'provider',
    retryable: true,
    title: 'the body never came',
    meaning: 'The header of the answer came, but nothing of its content followed in time.',
    causes: ['the service hangs while it works out the answer', 'a proxy in between holds the answer back'],
    hint: 'Try again; if it stays, the service (or the proxy before it) has to look into it.',
  },
  stalled: {
    fault: 'provider',
    retryable: true,
    title: 'the answer stopped midway',
    meaning: 'The answer began and then went quiet without an end.',
    causes: [
      'the engine or a server behind a load balancer died midway',
      'overload',
      'a network problem on the way',
    ],
    hint: 'Try again. If it comes back, report it to the provider with the request id.',
  },
  total: {
    fault: 'provider',
    retryable: true,
    title: 'the answer was not finished in time',
    meaning: 'Data kept coming, but the whole was not there when the time limit for the attempt ran out.',
    causes: [
      'a slow service or line',
      'an answer larger than expected',
      'a limit that is too short for this call',
    ],
    hint: 'Ask for less (max_tokens, a smaller page) or raise timeout.total.',
  },
} as const satisfies Reasons;
