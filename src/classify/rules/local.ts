/** Rows for faults on this side: the prober, the machine, the proxy. */

import { anyOf, on, type Rule } from '../rule.ts';

const UNDICI = 'undici 7, lib/core/errors.js';
const RFC_PROXY = 'RFC 9110 sections 9.3.6 and 15.5.8';
const SQUID =
  'Squid: X-Squid-Error names the page it made (errorpage.cc); RFC 9209 section 2.3: Proxy-Status';

export const PROBER_RULES: readonly Rule[] = [
  {
    id: 'local.bug',
    when: {
      code: [
        'BUG',
        'UND_ERR_INVALID_ARG',
        'UND_ERR_NOT_SUPPORTED',
        'UND_ERR_DESTROYED',
        'UND_ERR_CLOSED',
        'UND_ERR_INVALID_RETURN_VALUE',
        'EDESTRUCTION',
      ],
    },
    class: 'internal.bug',
    source: UNDICI,
  },
  {
    id: 'local.memory-limit',
    when: { code: ['ENOMEM'] },
    class: 'local.file-limit',
    hint: 'Raise the limit of memory (ulimit -v, or that of the container) or lower --concurrency.',
    source: 'errno(3)',
  },
  {
    id: 'local.file-limit',
    when: { code: ['EMFILE', 'ENFILE', 'ENOBUFS', 'EFILE'] },
    class: 'local.file-limit',
    source: 'errno(3)',
  },
];

/** Neither an answer nor an error: only a tcp check may end so. */
export const NOTHING_RULES: readonly Rule[] = [
  {
    id: 'local.nothing-seen',
    when: { check: ['reach', 'models', 'chat', 'stream', 'embeddings', 'http'] },
    class: 'internal.bug',
    source: 'an attempt ends with an answer or with an error',
  },
];

const NO_WAY =
  'Check the spelling of the host. If others reach the service, the network behind the proxy, or its name server, is at fault: ask who runs the proxy.';

/** What a working proxy says of the way beyond it: to CONNECT, and in its answer to a plain http request. */
const BEYOND_PROXY: readonly (Omit<Rule, 'when'> & { readonly says: RegExp })[] = [
  {
    id: 'no-address',
    says: /^ERR_DNS_FAIL\b|error="?dns_(?:error|timeout)/,
    class: 'server-error.bad-gateway',
    fault: 'network',
    detail: 'the proxy works but finds no address for the name',
    hint: 'Check the spelling of the host. If it is right, the name server that the proxy asks does not know it: ask who runs the proxy.',
    source: SQUID,
  },
  {
    id: 'refused',
    // ECONNREFUSED and ECONNRESET of Linux.
    says: /^ERR_CONNECT_FAIL (?:111|104)\b|error="?connection_(?:refused|terminated)/,
    class: 'server-error.bad-gateway',
    detail: 'the proxy works but is refused there',
    hint: 'The service is stopped or listens on another port. Self-hosted: see whether its process runs. Hosted: look at the status page and wait.',
    source: SQUID,
  },
  {
    id: 'no-way',
    says: /^ERR_(?:CANNOT_FORWARD|CONNECT_FAIL)\b|error="?(?:connection_timeout|destination_(?:not_found|unavailable|ip_unroutable))/,
    class: 'server-error.bad-gateway',
    fault: 'network',
    detail: 'the proxy works but finds no way to it',
    hint: NO_WAY,
    source: `${SQUID}; measured: Squid 5 says CANNOT_FORWARD to CONNECT for a name without an address`,
  },
  {
    id: 'no-answer',
    says: /^ERR_(?:READ|WRITE)_ERROR 0\b/,
    class: 'server-error.bad-gateway',
    fault: 'network',
    detail: 'the proxy works but got nothing from there',
    hint: NO_WAY,
    source: `${SQUID}; measured: Squid 5 says READ_ERROR 0 to plain requests for a name without an address`,
  },
  {
    id: 'silent',
    says: /^ERR_(?:READ_TIMEOUT|LIFETIME_EXP)\b|error="?connection_(?:read|write)_timeout/,
    class: 'server-error.gateway-timeout',
    detail: 'it told the proxy nothing in time',
    source: SQUID,
  },
  {
    id: 'broken',
    says: /^ERR_(?:READ_ERROR|WRITE_ERROR|ZERO_SIZE_OBJECT|SECURE_CONNECT_FAIL|INVALID_RESP)\b|error="?(?:tls_|http_response_)/,
    class: 'server-error.bad-gateway',
    detail: 'the proxy works but got no good answer from it',
    source: SQUID,
  },
];

export const PROXY_RULES: readonly Rule[] = [
  {
    id: 'proxy.wants-login',
    when: { code: ['PROXY_STATUS'], proxyStatus: on(407) },
    class: 'local.proxy',
    detail: 'it wants a user name and password',
    source: RFC_PROXY,
  },
  ...BEYOND_PROXY.map(
    ({ id, says, ...then }): Rule => ({
      id: `proxy.tunnel-${id}`,
      when: { code: ['PROXY_STATUS'], proxySays: says },
      ...then,
    }),
  ),
  {
    id: 'proxy.own-failure',
    when: {
      code: ['PROXY_STATUS'],
      proxyStatus: on(500, 599),
      proxySays: /^ERR_|error="?(?:proxy_|http_request_)/,
    },
    class: 'local.proxy',
    source: SQUID,
  },
  {
    id: 'proxy.cannot-reach-target',
    when: { code: ['PROXY_STATUS'], proxyStatus: anyOf(502, 503, 504) },
    class: 'server-error.bad-gateway',
    detail: 'the proxy works but cannot reach it',
    source: 'RFC 9110 sections 15.6.3 to 15.6.5: what is behind the gateway failed',
  },
  { id: 'proxy.denies', when: { code: ['PROXY_STATUS'] }, class: 'local.proxy', source: RFC_PROXY },
  {
    id: 'proxy.tunnel-timeout',
    when: { phase: ['proxy'], code: ['DEADLINE'], proxyReached: true },
    class: 'timeout.connect',
    detail: 'the proxy accepted but had no tunnel ready',
    source: 'RFC 9110 section 9.3.6: the proxy answers CONNECT once it has reached the target',
  },
  { id: 'proxy.unreachable', when: { viaProxy: true }, class: 'local.proxy', source: RFC_PROXY },
  {
    id: 'proxy.tls',
    when: { code: ['UND_ERR_PRX_TLS', 'UND_ERR_SOCKS'] },
    class: 'local.proxy',
    source: UNDICI,
  },
  { id: 'proxy.other', when: { phase: ['proxy'] }, class: 'local.proxy', source: RFC_PROXY },
];

/** Answers that a forward proxy made itself for a plain http request; through a tunnel only the service can answer. */
export const PROXIED_RULES: readonly Rule[] = [
  {
    id: 'proxy.status-407',
    when: { status: on(407), proxied: true, secure: false },
    class: 'local.proxy',
    detail: 'it wants a user name and password',
    source: RFC_PROXY,
  },
  ...BEYOND_PROXY.map(
    ({ id, says, ...then }): Rule => ({
      id: `proxy.plain-${id}`,
      when: { proxied: true, secure: false, header: { 'x-squid-error': says } },
      ...then,
    }),
  ),
  {
    id: 'proxy.squid-denies',
    when: { proxied: true, secure: false, header: { 'x-squid-error': /^ERR_/ } },
    class: 'local.proxy',
    source: SQUID,
  },
  {
    id: 'proxy.squid-cannot-reach',
    when: {
      header: {
        'x-squid-error':
          /^ERR_(CONNECT_FAIL|DNS_FAIL|CANNOT_FORWARD|READ_TIMEOUT|READ_ERROR|ZERO_SIZE_OBJECT|SECURE_CONNECT_FAIL|LIFETIME_EXP)\b/,
      },
    },
    class: 'server-error.bad-gateway',
    detail: 'a Squid in front of the service says so',
    source: SQUID,
  },
  {
    id: 'proxy.uncalled',
    when: { status: on(407), secure: false },
    class: 'local.proxy',
    hint: 'No proxy is set for this probe. Either the URL leads to a proxy in place of the service, or this network has a proxy in the way that wants a login: correct the URL, or set proxy: (--proxy) with its credentials.',
    source: `${RFC_PROXY}: 407 is for a proxy to send, and over plain http anything in between may have sent it`,
  },
  {
    id: 'local.captive-portal-511',
    when: { status: on(511) },
    class: 'local.captive-portal',
    source: 'RFC 6585 section 6',
  },
];
