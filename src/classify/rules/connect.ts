/** Rows for connections that do not come about, or break before a byte of an answer. */

import type { Rule } from '../rule.ts';

const RACE =
  'RFC 8305; measured: of several failed addresses Node names the first only, so all are looked at';
const ERRNO = 'connect(2)';
const SOCKET = 'measured: RST and FIN before the first byte, Node 20, 22, 24';

export const CONNECT_RULES: readonly Rule[] = [
  {
    id: 'connect.refused',
    when: { phase: ['connect'], code: ['ECONNREFUSED'] },
    class: 'connect.refused',
    source: RACE,
  },
  {
    id: 'connect.reset',
    when: { phase: ['connect'], code: ['ECONNRESET', 'ECONNABORTED'] },
    class: 'connect.reset',
    source: RACE,
  },
  {
    id: 'connect.closed',
    when: { phase: ['connect'], code: ['EPIPE', 'CLOSED', 'UND_ERR_SOCKET', 'ENOTCONN'] },
    class: 'connect.closed',
    source: RACE,
  },
  {
    id: 'connect.timeout',
    when: { phase: ['connect'], code: ['DEADLINE', 'ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT'] },
    class: 'timeout.connect',
    source: RACE,
  },
  {
    id: 'connect.unreachable',
    when: {
      phase: ['connect'],
      code: [
        'EHOSTUNREACH',
        'ENETUNREACH',
        'EADDRNOTAVAIL',
        'EHOSTDOWN',
        'ENETDOWN',
        'EACCES',
        'EPERM',
        'EAFNOSUPPORT',
        'EINVAL',
      ],
    },
    class: 'connect.unreachable',
    source: ERRNO,
  },
  { id: 'connect.other', when: { phase: ['connect'] }, class: 'connect.unreachable', source: ERRNO },
];

/** The request is out (or going out) and the header block is not whole. */
export const REQUEST_RULES: readonly Rule[] = [
  {
    id: 'request.deadline',
    when: { phase: ['request', 'headers'], code: ['DEADLINE', 'UND_ERR_HEADERS_TIMEOUT', 'ETIMEDOUT'] },
    class: 'timeout.first-byte',
    source: 'own deadline',
  },
  {
    id: 'request.header-cut',
    when: {
      phase: ['request', 'headers'],
      afterBytes: true,
      code: ['ECONNRESET', 'TRUNCATED', 'CLOSED', 'UND_ERR_SOCKET', 'EPIPE', 'ECONNABORTED'],
    },
    class: 'protocol.truncated',
    source: 'measured: RST and FIN inside the header block, Node 20, 22, 24',
  },
  {
    id: 'request.reset',
    when: { phase: ['request', 'headers'], code: ['ECONNRESET'] },
    class: 'connect.reset',
    source: SOCKET,
  },
  {
    id: 'request.closed',
    when: {
      phase: ['request', 'headers'],
      code: ['CLOSED', 'EPIPE', 'ECONNABORTED', 'UND_ERR_SOCKET', 'TRUNCATED', 'ERR_STREAM_PREMATURE_CLOSE'],
    },
    class: 'connect.closed',
    source: SOCKET,
  },
];
