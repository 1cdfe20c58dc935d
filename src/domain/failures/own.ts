/** Failures on this side that say nothing about the service, and the reasons for `degraded`. */

import type { Reasons } from './info.ts';

export const LOCAL = {
  'network-down': {
    fault: 'local',
    retryable: false,
    title: 'this machine has no network',
    meaning: 'Nothing could be reached, and a control probe failed too: the services may be fine.',
    causes: ['no network connection, or a VPN that dropped', 'a resolver or router on this side is down'],
    hint: 'Restore the connection of this machine, then probe again.',
  },
  'captive-portal': {
    fault: 'local',
    retryable: false,
    title: 'a login page of the network answers',
    meaning: 'The network answers in place of every service, usually with its own login page.',
    causes: ['a hotel, train or guest network that wants a login', 'a company proxy that shows its own page'],
    hint: 'Log in to the network with a browser, then probe again.',
  },
  proxy: {
    fault: 'local',
    retryable: false,
    title: 'the proxy does not let the request through',
    meaning:
      'The proxy of this machine refused the request or could not be reached; the service was never asked.',
    causes: [
      'the proxy wants a user name and password (407)',
      'a rule of the proxy forbids the host',
      'the proxy is down or its address is wrong',
    ],
    hint: 'Check HTTP_PROXY and HTTPS_PROXY (or --proxy) and its credentials; list hosts that need no proxy in NO_PROXY.',
  },
  'clock-skew': {
    fault: 'local',
    retryable: false,
    title: 'the clock of this machine is wrong',
    meaning:
      'The certificate seems not valid yet, or the signature of the request is refused, only because the clock here is off.',
    causes: ['time synchronisation is off', 'a virtual machine that was paused'],
    hint: 'Set the clock (enable NTP), then probe again.',
  },
  'file-limit': {
    fault: 'local',
    retryable: true,
    title: 'too many open files or sockets here',
    meaning: 'This machine cannot open further connections.',
    causes: [
      'a low limit of open files (ulimit -n)',
      'a high --concurrency',
      'other programs that hold many files',
    ],
    hint: 'Raise the limit (ulimit -n 65536) or lower --concurrency.',
  },
} as const satisfies Reasons;

export const CONFIG = {
  'missing-env': {
    fault: 'local',
    retryable: false,
    title: 'a variable is not set',
    meaning: 'The probe needs an environment variable that is not set, so it was not made.',
    causes: ['the variable was not exported', 'an --env-file that was not given'],
    hint: 'Set the variable, or give a file with --env-file.',
  },
} as const satisfies Reasons;

export const INTERNAL = {
  bug: {
    fault: 'local',
    retryable: false,
    title: 'a bug in aiprobe',
    meaning: 'The prober itself failed; this says nothing about the service.',
    causes: ['a fault in aiprobe'],
    hint: 'Please report it with the output of -v.',
  },
} as const satisfies Reasons;

export const DEGRADED = {
  slow: {
    fault: 'provider',
    retryable: false,
    title: 'slower than it should be',
    meaning: 'It works, but a time limit of degraded: was passed.',
    causes: ['the service is under load', 'a slow line', 'a limit that is set too tight'],
    hint: 'Watch whether it stays; -v shows which phase takes the time.',
  },
  flaky: {
    fault: 'provider',
    retryable: false,
    title: 'it worked only after a retry',
    meaning: 'The first try failed and a later one succeeded.',
    causes: ['a short disturbance', 'one of several servers behind the name is broken'],
    hint: 'Watch it; if it comes back, look at the failed attempts in the report.',
  },
  'cert-expiring': {
    fault: 'provider',
    retryable: false,
    title: 'the certificate expires soon',
    meaning: 'It works, but the certificate runs out within days.',
    causes: ['its automatic renewal failed or is late'],
    hint: 'Have the certificate renewed now.',
  },
  'near-limit': {
    fault: 'client',
    retryable: false,
    title: 'a rate limit is nearly used up',
    meaning: 'It works, but less than a tenth of your rate limit is left.',
    causes: ['other programs use the same key', 'a limit that is low for the load'],
    hint: 'Send less, or have the limit raised before it bites.',
  },
  partial: {
    fault: 'provider',
    retryable: false,
    title: 'some of its addresses fail',
    meaning: 'The service works on some addresses behind its name and fails on others.',
    causes: ['one of several servers is down', 'IPv6 (or IPv4) is broken'],
    hint: 'Tell the owner which addresses fail; --ip 4 may avoid a broken family.',
  },
  incident: {
    fault: 'provider',
    retryable: false,
    title: 'the provider reports an incident',
    meaning: "It works here, but the provider's own status page reports trouble.",
    causes: ['a part of the service or another region is down', 'an outage that begins or ends'],
    hint: 'Follow the status page; have a fallback ready.',
  },
} as const satisfies Reasons;
