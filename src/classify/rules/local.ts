/** Rows for faults on this side: the prober, the machine, the proxy. */

import { anyOf, on, type Rule } from '../rule.ts';

const UNDICI = 'undici 7, lib/core/errors.js';
const RFC_PROXY = 'RFC 9110 sections 9.3.6 and 15.5.8';
const SQUID = 'Squid: X-Squid-Error names the page it made (errorpage.cc)';

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
    id: 'local.file-limit',
    when: { code: ['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM', 'EFILE'] },
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

export const PROXY_RULES: readonly Rule[] = [
  {
    id: 'proxy.wants-login',
    when: { code: ['PROXY_STATUS'], proxyStatus: on(407) },
    class: 'local.proxy',
    detail: 'it wants a user name and password',
    source: RFC_PROXY,
  },
  {
    id: 'proxy.cannot-reach-target',
    when: { code: ['PROXY_STATUS'], proxyStatus: anyOf(502, 503, 504) },
    class: 'server-error.bad-gateway',
    detail: 'the proxy works but cannot reach it',
    source: 'measured: Squid 5 answers CONNECT so for a refused port and an unknown name',
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

/** Answers that a forward proxy made itself for a plain http request. */
export const PROXIED_RULES: readonly Rule[] = [
  {
    id: 'proxy.squid-cannot-reach',
    when: {
      header: {
        'x-squid-error':
          /^ERR_(CONNECT_FAIL|DNS_FAIL|CANNOT_FORWARD|READ_TIMEOUT|READ_ERROR|ZERO_SIZE_OBJECT|SECURE_CONNECT_FAIL|LIFETIME_EXP)\b/,
      },
    },
    class: 'server-error.bad-gateway',
    detail: 'the proxy works but cannot reach it',
    source: SQUID,
  },
  {
    id: 'proxy.squid-denies',
    when: { proxied: true, header: { 'x-squid-error': /^ERR_/ } },
    class: 'local.proxy',
    source: SQUID,
  },
  {
    id: 'proxy.status-407',
    when: { status: on(407) },
    class: 'local.proxy',
    detail: 'it wants a user name and password',
    source: RFC_PROXY,
  },
  {
    id: 'local.captive-portal-511',
    when: { status: on(511) },
    class: 'local.captive-portal',
    source: 'RFC 6585 section 6',
  },
];
