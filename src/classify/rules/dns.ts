/** Rows for names that give no address. The phase tells a resolver's ECONNREFUSED from a service's. */

import type { Rule } from '../rule.ts';

const C_ARES = 'measured: c-ares of Node 20, 22, 24 against a name server that gives each answer';
const GETADDRINFO = 'getaddrinfo(3)';

export const DNS_RULES: readonly Rule[] = [
  {
    id: 'dns.bad-name',
    when: { phase: ['dns'], code: ['EBADNAME'] },
    class: 'dns.not-found',
    fault: 'client',
    hint: 'Correct the host in the URL: a name has at most 253 characters, and each part between dots at most 63.',
    source: 'RFC 1035 section 2.3.4; measured: c-ares asks nobody for such a name',
  },
  {
    id: 'dns.nxdomain',
    when: { phase: ['dns'], code: ['ENOTFOUND', 'ENONAME', 'EAI_NONAME'] },
    class: 'dns.not-found',
    source: C_ARES,
  },
  {
    id: 'dns.nodata',
    when: { phase: ['dns'], code: ['ENODATA', 'EAI_NODATA', 'EAI_ADDRFAMILY', 'EBADFAMILY'] },
    class: 'dns.no-address',
    source: C_ARES,
  },
  {
    id: 'dns.servfail',
    when: { phase: ['dns'], code: ['ESERVFAIL'] },
    class: 'dns.server-failure',
    source: C_ARES,
  },
  { id: 'dns.refused', when: { phase: ['dns'], code: ['EREFUSED'] }, class: 'dns.refused', source: C_ARES },
  {
    id: 'dns.silent',
    when: {
      phase: ['dns'],
      code: ['ETIMEOUT', 'ETIMEDOUT', 'DEADLINE', 'UND_ERR_CONNECT_TIMEOUT', 'ECANCELLED'],
    },
    class: 'dns.timeout',
    source: C_ARES,
  },
  {
    id: 'dns.no-resolver',
    when: {
      phase: ['dns'],
      code: [
        'ECONNREFUSED',
        'ENETUNREACH',
        'EHOSTUNREACH',
        'ENETDOWN',
        'EADDRNOTAVAIL',
        'EACCES',
        'EPERM',
        'ECONNRESET',
        'ENOTINITIALIZED',
      ],
    },
    class: 'dns.resolver-unreachable',
    source: C_ARES,
  },
  {
    id: 'dns.nonsense',
    when: { phase: ['dns'], code: ['EFORMERR', 'ENOTIMP', 'EBADRESP', 'EBADQUERY', 'EBADSTR', 'EOF'] },
    class: 'dns.server-failure',
    source: C_ARES,
  },
  {
    id: 'dns.temporary',
    when: { phase: ['dns'], code: ['EAI_AGAIN', 'EAI_FAIL'] },
    class: 'dns.server-failure',
    source: GETADDRINFO,
  },
  { id: 'dns.other', when: { phase: ['dns'] }, class: 'dns.server-failure', source: GETADDRINFO },
];
