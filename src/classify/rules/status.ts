/** Rows for the bare status, when neither an edge nor the provider nor the body says more. */

import type { FailureClass } from '../../domain/failure.ts';
import { on, type Rule } from '../rule.ts';

const HTTP = 'RFC 9110 section 15';
const MORE = 'RFC 6585';
const NGINX = 'nginx, ngx_http_request.h';

/** Of the header block, where the class speaks of prompts. */
export const SMALLER_HEADERS =
  'Send fewer or shorter headers: a long key, token or cookie is the usual reason.';

const status = (
  code: number,
  failureClass: FailureClass,
  source: string,
  detail?: string,
  hint?: string,
): Rule => ({
  id: `http.${code}`,
  when: { status: on(code) },
  class: failureClass,
  ...(detail !== undefined && { detail }),
  ...(hint !== undefined && { hint }),
  source,
});

export const STATUS_RULES: readonly Rule[] = [
  status(400, 'bad-request.invalid', HTTP),
  {
    id: 'http.401-basic',
    when: { status: on(401), keyless: true, header: { 'www-authenticate': /^\s*basic\b/i } },
    class: 'auth.missing-key',
    detail: 'it asks for a user name and password',
    hint: 'Put user name and password into the URL (https://USER:PASSWORD@host/), best as ${VARIABLES}, or set an authorization header.',
    source: 'RFC 7617: WWW-Authenticate: Basic',
  },
  status(401, 'auth.invalid-key', HTTP),
  status(402, 'quota.billing', HTTP),
  {
    id: 'http.403-keyless',
    when: { status: on(403), keyless: true, check: ['http'] },
    class: 'auth.forbidden',
    hint: 'No key was sent: if the service wants one, set key: or a header. Else a rule of the server denies this path, or the address that this machine calls from: ask its owner.',
    source: `${HTTP}.5.4; the request carried no key`,
  },
  {
    id: 'http.403-reach',
    when: { status: on(403), keyless: true, check: ['reach'] },
    class: 'auth.forbidden',
    hint: 'No key was sent, and the service is known to answer otherwise then: a rule of the server denies this path, or the address that this machine calls from. check: models asks with a key.',
    source: `${HTTP}.5.4; the catalogue: reach`,
  },
  status(403, 'auth.forbidden', HTTP),
  status(404, 'not-found.path', HTTP),
  status(405, 'bad-request.unsupported', HTTP, 'the method is not allowed here'),
  status(406, 'bad-request.unsupported', HTTP, 'it has no answer of a kind that was asked for'),
  status(407, 'bad-request.other', `${HTTP}.5.8`, 'it asks for a login as only a proxy should'),
  status(408, 'server-error.gateway-timeout', HTTP, 'it gave up waiting for the request'),
  status(410, 'not-found.retired', HTTP),
  status(411, 'bad-request.invalid', HTTP, 'it wants a Content-Length'),
  status(413, 'bad-request.too-large', HTTP),
  status(
    414,
    'bad-request.too-large',
    HTTP,
    'the URL is too long',
    'Shorten the URL: put what it carries into the body of a POST.',
  ),
  status(415, 'bad-request.unsupported', HTTP, 'the content type of the request'),
  status(
    421,
    'bad-request.other',
    HTTP,
    'that server does not serve this host name',
    "Use the service's own host name in the URL, and the same name for TLS (tls.servername).",
  ),
  status(422, 'bad-request.invalid', HTTP),
  status(424, 'server-error.other', 'RFC 4918', 'something it depends on failed'),
  status(426, 'bad-request.unsupported', HTTP, 'it wants another protocol version'),
  status(429, 'rate-limit.unspecified', MORE),
  status(431, 'bad-request.too-large', MORE, 'the headers of the request', SMALLER_HEADERS),
  status(451, 'blocked.legal', 'RFC 7725'),
  status(494, 'bad-request.too-large', NGINX, 'the headers of the request', SMALLER_HEADERS),
  status(499, 'bad-request.other', NGINX, 'it took the request for given up by the caller'),
  status(500, 'server-error.internal', HTTP),
  status(
    501,
    'server-error.other',
    HTTP,
    'it does not know the method of the request',
    'Check method and URL: waiting does not help. If they are right, the owner has to look at the server.',
  ),
  status(502, 'server-error.bad-gateway', HTTP),
  status(503, 'server-error.unavailable', HTTP),
  status(504, 'server-error.gateway-timeout', HTTP),
  status(
    505,
    'server-error.other',
    HTTP,
    'it does not speak this version of HTTP',
    'Try the other version of HTTP (http_version: 2, or 1.1); waiting does not help.',
  ),
  status(529, 'overloaded.capacity', 'https://platform.claude.com/docs/en/api/errors'),
  status(598, 'server-error.gateway-timeout', 'used by proxies for a read timeout'),
  { id: 'http.4xx', when: { status: on(400, 499) }, class: 'bad-request.other', source: HTTP },
  { id: 'http.5xx', when: { status: on(500, 599) }, class: 'server-error.other', source: HTTP },
  {
    id: 'http.beyond',
    when: { status: on(600, 999) },
    class: 'mismatch.status',
    source: `${HTTP}: 600 and above are no valid statuses`,
  },
  {
    id: 'answer.error-event',
    when: { inBody: true, streamed: true },
    class: 'stream.error-event',
    source: 'an error object inside a 200 whose code is of no known kind',
  },
  {
    id: 'answer.error-object',
    when: { inBody: true },
    class: 'server-error.other',
    source: 'an error object inside a 200 whose code is of no known kind',
  },
];
