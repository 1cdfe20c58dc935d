/** Rows for other CDNs, firewalls and bot walls: their headers on any status, their words on error pages. */

import { anyOf, on, type Rule } from '../rule.ts';

const PAGES = 'public code that quotes the page';
const ERROR = on(400, 599);
const CLOUDFRONT =
  'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/troubleshooting-response-errors.html';
const CLOUDFRONT_TITLE = /^error: the request could not be satisfied/i;
const FASTLY = 'https://www.fastly.com/documentation/guides/vcl/errors';

export const EDGE_RULES: readonly Rule[] = [
  {
    id: 'vercel.challenge',
    when: { header: { 'x-vercel-mitigated': /^challenge$/i } },
    class: 'blocked.bot-challenge',
    detail: "Vercel's firewall",
    source: PAGES,
  },
  {
    id: 'vercel.deny',
    when: { header: { 'x-vercel-mitigated': /^deny$/i } },
    class: 'blocked.waf',
    detail: "Vercel's firewall",
    source: PAGES,
  },
  {
    id: 'vercel.function-timeout',
    when: { status: ERROR, header: { 'x-vercel-error': /TIMEOUT/ } },
    class: 'server-error.gateway-timeout',
    detail: 'a function at Vercel ran out of time',
    source: 'https://vercel.com/docs/errors',
  },
  {
    id: 'aws-waf.challenge',
    when: { header: { 'x-amzn-waf-action': /^(challenge|captcha)$/i } },
    class: 'blocked.bot-challenge',
    detail: 'AWS WAF',
    source:
      'https://docs.aws.amazon.com/waf/latest/developerguide/waf-captcha-and-challenge-how-it-works.html',
  },
  {
    id: 'datadome.captcha',
    when: { status: ERROR, body: ['captcha-delivery.com'] },
    class: 'blocked.bot-challenge',
    detail: 'DataDome',
    source: PAGES,
  },
  {
    id: 'datadome.header',
    when: {
      status: anyOf(401, 403, 405, 429),
      content: ['html', 'empty', 'text'],
      header: { 'x-datadome': /./ },
    },
    class: 'blocked.bot-challenge',
    detail: 'DataDome',
    source: PAGES,
  },
  {
    id: 'imperva.challenge',
    when: { status: ERROR, content: ['html'], body: ['_incapsula_resource'] },
    class: 'blocked.bot-challenge',
    detail: 'Imperva',
    source: PAGES,
  },
  {
    id: 'imperva.challenge-200',
    when: {
      content: ['html'],
      body: ['_incapsula_resource..incapsula incident id', 'incapsula incident id.._incapsula_resource'],
    },
    class: 'blocked.bot-challenge',
    detail: 'Imperva',
    source: PAGES,
  },
  {
    id: 'imperva.block',
    when: { body: ['request unsuccessful. incapsula incident id'] },
    class: 'blocked.waf',
    detail: 'Imperva',
    source: PAGES,
  },
  {
    id: 'perimeterx.captcha',
    when: { status: ERROR, body: ['px-captcha', 'captcha.px-cdn.net', 'captcha.px-cloud.net'] },
    class: 'blocked.bot-challenge',
    detail: 'PerimeterX',
    source: PAGES,
  },
  {
    id: 'google.sorry',
    when: {
      status: anyOf(403, 429, 503),
      body: ['google.com/sorry', 'our systems have detected unusual traffic'],
    },
    class: 'blocked.bot-challenge',
    detail: 'Google takes this address for a robot',
    source: PAGES,
  },
  {
    id: 'captcha.page',
    when: {
      status: anyOf(401, 403, 405, 429, 503),
      content: ['html'],
      body: ['g-recaptcha', 'h-captcha', 'hcaptcha.com', 'cf-turnstile', 'awswaf.com'],
    },
    class: 'blocked.bot-challenge',
    source: PAGES,
  },
  {
    id: 'cloudfront.geo',
    when: { title: CLOUDFRONT_TITLE, body: ['block access from your country'] },
    class: 'blocked.geo',
    detail: 'CloudFront',
    source: PAGES,
  },
  {
    id: 'cloudfront.blocked',
    when: { title: CLOUDFRONT_TITLE, body: ['request blocked'] },
    class: 'blocked.waf',
    detail: 'CloudFront',
    source: PAGES,
  },
  {
    id: 'cloudfront.forbidden',
    when: { title: CLOUDFRONT_TITLE, status: on(403) },
    class: 'blocked.waf',
    detail: 'CloudFront',
    source: CLOUDFRONT,
  },
  {
    id: 'cloudfront.page-200',
    when: { title: CLOUDFRONT_TITLE, status: on(200, 299) },
    class: 'server-error.bad-gateway',
    detail: "CloudFront's error page came with a 200",
    source: PAGES,
  },
  {
    id: 'akamai.denied',
    when: {
      status: on(403),
      content: ['html'],
      body: [
        'errors.edgesuite.net',
        'access denied..reference #',
        "you don't have permission to access..reference #",
        // So the page spells them, since it escapes whatever is no letter or digit.
        'errors&#46;edgesuite&#46;net',
        'access denied..reference&#32;&#35;',
      ],
    },
    class: 'blocked.waf',
    detail: 'Akamai',
    source: PAGES,
  },
  {
    id: 'f5.rejected',
    when: {
      content: ['html'],
      body: ['the requested url was rejected. please consult with your administrator'],
    },
    class: 'blocked.waf',
    detail: 'an F5 firewall',
    source: PAGES,
  },
  {
    id: 'sucuri.denied',
    when: { status: ERROR, body: ['sucuri website firewall'] },
    class: 'blocked.waf',
    detail: 'Sucuri',
    source: PAGES,
  },
  {
    id: 'fastly.timeout',
    when: {
      status: on(503),
      header: { 'x-served-by': /cache-/i },
      statusText: /^(first byte timeout|between bytes timeout)/i,
    },
    class: 'server-error.gateway-timeout',
    detail: 'the service took too long to answer Fastly',
    source: FASTLY,
  },
  {
    id: 'fastly.origin',
    when: {
      status: on(503),
      header: { 'x-served-by': /cache-/i },
      statusText:
        /backend|connection (refused|timed out)|no stale object|hostname doesn't match|all backends failed/i,
    },
    class: 'server-error.origin-unreachable',
    detail: 'Fastly cannot reach the service',
    source: FASTLY,
  },
  {
    id: 'fastly.page-timeout',
    when: {
      status: on(503),
      header: { 'x-served-by': /cache-/i },
      title: /^503 (?:first|between) bytes? timeout/i,
    },
    class: 'server-error.gateway-timeout',
    detail: 'the service took too long to answer Fastly',
    source: `${FASTLY}: over HTTP/2 the reason stands in the page alone`,
  },
  {
    id: 'fastly.page-origin',
    when: {
      status: on(503),
      header: { 'x-served-by': /cache-/i },
      title:
        /^503 (?:backend|connection (?:refused|timed out)|no stale object|hostname doesn't match|all backends failed)/i,
    },
    class: 'server-error.origin-unreachable',
    detail: 'Fastly cannot reach the service',
    source: `${FASTLY}: over HTTP/2 the reason stands in the page alone`,
  },
  {
    id: 'fastly.unknown-domain',
    when: { status: ERROR, body: ['fastly error: unknown domain'] },
    class: 'bad-request.other',
    detail: 'Fastly serves no site of that name',
    hint: 'Check the host in the URL. If it is right, its owner has to add the domain at Fastly.',
    source: 'https://github.com/mpv-player/mpv/issues/4395',
  },
  {
    id: 'ngrok.offline',
    when: { status: anyOf(404, 502, 503), header: { 'ngrok-error-code': /^ERR_NGROK_(?:3200|8012)$/ } },
    class: 'server-error.origin-unreachable',
    detail: 'the tunnel at ngrok has no service at its other end',
    source: 'https://ngrok.com/docs/errors/err_ngrok_3200',
  },
  {
    id: 'envoy.overloaded',
    when: { status: anyOf(429, 503), header: { 'x-envoy-overloaded': /^true$/i } },
    class: 'overloaded.capacity',
    detail: 'Envoy, its gateway, sheds load',
    source:
      'https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/router_filter#x-envoy-overloaded',
  },
  {
    id: 'envoy.upstream',
    when: {
      status: on(503),
      says: ['upstream connect error', 'no healthy upstream', 'upstream request timeout'],
    },
    class: 'server-error.unavailable',
    detail: 'Envoy, its gateway, has no working server behind it',
    source: 'Envoy, source/common/router/router.cc',
  },
];

const API_OWN = "an API's own 403 has a body of its own kind";

/** Refusals that came from an edge, and none from an API: asked last among the marks. */
export const EDGE_REFUSAL_RULES: readonly Rule[] = [
  {
    id: 'edge.forbidden',
    when: { status: on(403), failing: true, content: ['html', 'text', 'empty'], cdn: true },
    class: 'blocked.waf',
    detail: "the answer bears the mark of a CDN or firewall and is not the API's own",
    source: API_OWN,
  },
  {
    id: 'edge.forbidden-for-api',
    when: { status: on(403), accepted: true, due: 'json', content: ['html', 'text', 'empty'], cdn: true },
    class: 'blocked.waf',
    detail: "the answer bears the mark of a CDN or firewall and is not the API's own",
    source: API_OWN,
  },
];
