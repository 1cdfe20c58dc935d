/** Rows for pages by which servers tell of the way in: client certificates, plain http on a TLS port, headers too large. */

import { anyOf, on, type Rule } from '../rule.ts';
import { SMALLER_HEADERS } from './status.ts';

const LEGACY = 'nginx, ngx_http_request.h and ngx_http_special_response.c';

export const SERVER_PAGE_RULES: readonly Rule[] = [
  {
    id: 'server.client-cert-page',
    when: {
      status: anyOf(400, 403, 495, 496),
      body: [
        'no required ssl certificate was sent',
        'the ssl certificate error',
        'ssl client certificate is required',
        'client certificate required',
        'client certificate is required',
      ],
    },
    class: 'tls.client-cert',
    source: LEGACY,
  },
  {
    id: 'server.client-cert-status',
    when: { status: anyOf(495, 496) },
    class: 'tls.client-cert',
    source: LEGACY,
  },
  {
    id: 'server.headers-too-large',
    when: {
      status: anyOf(400, 494),
      content: ['html', 'text'],
      body: [
        'request header or cookie too large',
        'size of a request header field exceeds server limit',
        'the size of the request headers is too long',
      ],
    },
    class: 'bad-request.too-large',
    detail: 'the headers of the request',
    hint: SMALLER_HEADERS,
    source: `${LEGACY}: 494 goes out as a 400 with this text; the pages of Apache and IIS`,
  },
  {
    id: 'server.https-port',
    when: {
      status: anyOf(400, 497),
      body: [
        'the plain http request was sent to https port',
        'client sent an http request to an https server',
        'speaking plain http to an ssl-enabled server',
        'requires tls',
        'this combination of host and port requires tls',
      ],
    },
    class: 'bad-request.other',
    detail: 'plain http was sent to an https port',
    hint: 'The port wants TLS: write https:// in the URL.',
    source: LEGACY,
  },
  {
    id: 'server.https-status',
    when: { status: on(497) },
    class: 'bad-request.other',
    detail: 'plain http was sent to an https port',
    hint: 'The port wants TLS: write https:// in the URL.',
    source: LEGACY,
  },
];
