/** Rows for answers that break HTTP, end early, never end, or lead elsewhere. */

import { on, type Rule } from '../rule.ts';

const PARSER = 'measured: HTTPParserError of undici 6 and 7 (llhttp)';
const BODY = 'measured: short Content-Length, cut chunks, RST and FIN in the body, Node 20, 22, 24';
const CUT = [
  'TRUNCATED',
  'ECONNRESET',
  'CLOSED',
  'UND_ERR_SOCKET',
  'EPIPE',
  'ECONNABORTED',
  'Z_BUF_ERROR',
  'ERR_STREAM_PREMATURE_CLOSE',
] as const;
const DEADLINE = 'own deadline; the phase under way when it ran out decides';
const REDIRECTS = 'RFC 9110 section 15.4';
const LOCATION_HINT = 'The owner has to correct the redirect: it does not say where to go.';
const HTTPS_HINT = 'The port wants TLS: write https:// in the URL.';

export const PROTOCOL_RULES: readonly Rule[] = [
  {
    id: 'protocol.tls-port',
    // A TLS alert record, or the page that nginx sends without a header to what it takes for HTTP/0.9.
    when: { received: /^\x15\x03/ },
    class: 'protocol.malformed',
    detail: 'the port answers in TLS',
    hint: HTTPS_HINT,
    source: 'RFC 8446 section 5.1: an alert record begins 15 03',
  },
  {
    id: 'protocol.bare-400-page',
    when: { received: /^\s*<(?:!doctype|html)[\s\S]{0,160}\b400 /i },
    class: 'bad-request.other',
    detail: 'a bare error page 400 came, without a header',
    hint: 'Check scheme and port of the URL: the port may want https, or another protocol.',
    source: 'measured: nginx answers so to what it takes for HTTP/0.9',
  },
  {
    id: 'protocol.malformed-body',
    when: { phase: ['body'], codeLike: /^(?:MALFORMED|HPE_|HTTPParserError)/ },
    class: 'protocol.malformed',
    hint: 'The owner has to look at the server, or the proxy before it: its chunks or its Content-Length are wrong.',
    source: 'RFC 9112 sections 6.3 and 7.1; measured: undici 7 on a wrong chunk size',
  },
  {
    id: 'protocol.malformed',
    when: {
      codeLike:
        /^(MALFORMED|HPE_.*|HTTPParserError|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|UND_ERR_INFO|ERR_HTTP2_.*|ERR_INVALID_CHAR|NGHTTP2_.*)$/,
    },
    class: 'protocol.malformed',
    source: PARSER,
  },
  {
    id: 'protocol.header-too-large',
    when: { phase: ['request', 'headers'], code: ['TOO_LARGE', 'UND_ERR_HEADERS_OVERFLOW'] },
    class: 'protocol.too-large',
    hint: 'The owner has to look for what makes the header so long, mostly cookies without end. max_body does not count here.',
    source: 'own cap; measured: UND_ERR_HEADERS_OVERFLOW of undici 7',
  },
  {
    id: 'protocol.too-large',
    when: { code: ['TOO_LARGE', 'UND_ERR_HEADERS_OVERFLOW', 'UND_ERR_RES_EXCEEDED_MAX_SIZE'] },
    class: 'protocol.too-large',
    source: 'own caps; undici 7, lib/core/errors.js',
  },
  {
    id: 'protocol.encoding',
    when: {
      codeLike:
        /^(BAD_ENCODING|Z_(?!BUF_ERROR).*|ERR_ENCODING_INVALID_ENCODED_DATA|ERR__ERROR_FORMAT_.*|ERR_BROTLI.*)$/,
    },
    class: 'protocol.encoding',
    source: 'measured: zlib and brotli on plain bytes, Node 20, 22, 24',
  },
];

export const REDIRECT_RULES: readonly Rule[] = [
  { id: 'redirect.loop', when: { code: ['REDIRECT_LOOP'] }, class: 'redirect.loop', source: REDIRECTS },
  {
    id: 'redirect.too-many',
    when: { code: ['REDIRECT_LIMIT'] },
    class: 'redirect.too-many',
    source: REDIRECTS,
  },
  {
    id: 'redirect.insecure',
    when: { code: ['REDIRECT_INSECURE'] },
    class: 'redirect.insecure',
    source: REDIRECTS,
  },
  {
    id: 'redirect.no-web-address',
    when: { code: ['REDIRECT_TARGET'] },
    class: 'redirect.unexpected',
    detail: 'to no http(s) address',
    hint: 'The owner has to correct the redirect: what it names is no web address.',
    source: REDIRECTS,
  },
  {
    id: 'redirect.no-location',
    when: { code: ['NO_LOCATION'] },
    class: 'protocol.malformed',
    detail: 'a redirect without Location',
    hint: LOCATION_HINT,
    source: REDIRECTS,
  },
];

/** The header is whole and the body under way. */
export const BODY_RULES: readonly Rule[] = [
  {
    id: 'body.deadline-token-limit',
    when: { phase: ['body'], code: ['DEADLINE'], limit: ['first_token'] },
    class: 'timeout.first-token',
    source: DEADLINE,
  },
  {
    id: 'body.deadline-first-token',
    when: {
      phase: ['body'],
      code: ['DEADLINE', 'UND_ERR_BODY_TIMEOUT'],
      generates: true,
      streamed: true,
      tokens: 'none',
    },
    class: 'timeout.first-token',
    source: DEADLINE,
  },
  {
    id: 'body.deadline-silent',
    when: { phase: ['body'], code: ['DEADLINE', 'UND_ERR_BODY_TIMEOUT'], bodyBegan: true, silent: true },
    class: 'timeout.stalled',
    source: DEADLINE,
  },
  {
    id: 'body.deadline-dripping',
    when: { phase: ['body'], code: ['DEADLINE'], bodyBegan: true },
    class: 'timeout.total',
    source: DEADLINE,
  },
  {
    id: 'body.deadline-nothing',
    when: { phase: ['body'], code: ['DEADLINE', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT'] },
    class: 'timeout.body',
    source: DEADLINE,
  },
  {
    id: 'body.stream-cut',
    when: { phase: ['body'], code: CUT, streamed: true, status: on(200) },
    class: 'stream.truncated',
    source: BODY,
  },
  { id: 'body.cut', when: { phase: ['body'], code: CUT }, class: 'protocol.truncated', source: BODY },
];

/** Whatever else ended an attempt. */
export const LAST_RULES: readonly Rule[] = [
  { id: 'wire.other-in-body', when: { phase: ['body'] }, class: 'protocol.truncated', source: BODY },
  { id: 'wire.other-after-bytes', when: { afterBytes: true }, class: 'protocol.malformed', source: PARSER },
  { id: 'wire.other', when: {}, class: 'connect.closed', source: PARSER },
];

/** Redirects that were not followed. */
export const UNFOLLOWED_RULES: readonly Rule[] = [
  {
    id: 'redirect.to-bot-check',
    when: {
      header: { location: /google\.com\/sorry|__cf_chl_|captcha-delivery\.com|\/cdn-cgi\/challenge/i },
    },
    class: 'blocked.bot-challenge',
    source: 'Google sends suspected robots to google.com/sorry',
  },
  {
    id: 'redirect.unfollowed-no-location',
    when: {
      status: [
        { from: 301, to: 303 },
        { from: 307, to: 308 },
      ],
      header: { location: null },
    },
    class: 'protocol.malformed',
    detail: 'a redirect without Location',
    hint: LOCATION_HINT,
    source: REDIRECTS,
  },
  {
    id: 'redirect.unfollowed',
    when: {
      status: [
        { from: 301, to: 303 },
        { from: 307, to: 308 },
      ],
    },
    class: 'redirect.unexpected',
    source: REDIRECTS,
  },
];
