/**
 * Rows for what Cloudflare itself answers. A script under `/cdn-cgi/challenge-platform/` whose path has `scripts/` (also
 * `h/b/scripts/jsd/`) is no challenge: it is telemetry in ordinary pages (a plain 401 page of an API has it).
 */

import { anyOf, on, type Rule } from '../rule.ts';

const CHALLENGE =
  'https://developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response';
const CODES =
  'https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-1xxx-errors/';
const PAGES = "public code that tells Cloudflare's pages apart";

/** `b` and `g` are its two builds; public code quotes these, and `scripts/` for the telemetry. */
const CHALLENGE_SCRIPTS = ['orchestrate', 'cv', 'cmg', 'pat', 'flow', 'turnstile'].flatMap((what) => [
  `/cdn-cgi/challenge-platform/h/b/${what}/`,
  `/cdn-cgi/challenge-platform/h/g/${what}/`,
]);

export const CLOUDFLARE_RULES: readonly Rule[] = [
  {
    id: 'cloudflare.challenge',
    when: { header: { 'cf-mitigated': /^challenge$/i } },
    class: 'blocked.bot-challenge',
    detail: 'Cloudflare wants proof of a browser',
    source: CHALLENGE,
  },
  {
    id: 'cloudflare.challenge-page',
    when: {
      content: ['html'],
      body: [
        '_cf_chl_opt',
        '/cdn-cgi/challenge-platform/h/../orchestrate/',
        '<title>just a moment...</title>',
        'cf-captcha-container',
      ],
    },
    class: 'blocked.bot-challenge',
    detail: 'Cloudflare wants proof of a browser',
    source: PAGES,
  },
  {
    id: 'cloudflare.challenge-script',
    when: { status: anyOf(403, 429, 503), content: ['html'], body: CHALLENGE_SCRIPTS },
    class: 'blocked.bot-challenge',
    detail: 'Cloudflare wants proof of a browser',
    source: PAGES,
  },
  {
    id: 'cloudflare.block-page',
    when: { content: ['html'], body: ['sorry, you have been blocked'] },
    class: 'blocked.waf',
    detail: "Cloudflare's firewall",
    source: 'https://gist.github.com/cbarley10/61cb71de0327d52a63e0c6955bd13423',
  },
  {
    id: 'cloudflare.ip-banned',
    when: { edgeCode: [1005, 1006, 1007, 1008, 1106] },
    class: 'blocked.ip',
    source: CODES,
  },
  { id: 'cloudflare.country-banned', when: { edgeCode: [1009] }, class: 'blocked.geo', source: CODES },
  {
    id: 'cloudflare.firewall-rule',
    when: { edgeCode: [1010, 1012, 1020] },
    class: 'blocked.waf',
    detail: 'a rule of the site at Cloudflare',
    source: CODES,
  },
  {
    id: 'cloudflare.site-rate-limit',
    when: { edgeCode: [1015] },
    class: 'rate-limit.unspecified',
    detail: "the owner's rate limit at Cloudflare",
    source: CODES,
  },
  { id: 'cloudflare.check-back-later', when: { edgeCode: [1025] }, class: 'maintenance.page', source: CODES },
  {
    id: 'cloudflare.wrong-host',
    when: { edgeCode: [1003, 1013] },
    class: 'bad-request.other',
    detail: 'it was asked under an address or name that is not its own',
    hint: "Use the service's own host name in the URL, and for TLS the same name.",
    source: CODES,
  },
  {
    id: 'cloudflare.worker',
    when: { edgeCode: [1101, 1102, 1104] },
    class: 'server-error.internal',
    detail: 'its Cloudflare Worker failed',
    source: CODES,
  },
  { id: 'cloudflare.queue-full', when: { edgeCode: [1200] }, class: 'overloaded.capacity', source: CODES },
  {
    id: 'cloudflare.origin',
    when: { edgeCode: [1000, 1001, 1002, 1004, 1014, 1016, 1018, 1019, 1023, 1033, 1034] },
    class: 'server-error.origin-unreachable',
    source: CODES,
  },
];

const S5XX =
  'https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-5xx-errors/';

const origin = (status: number, detail: string): Rule => ({
  id: `cdn.${status}`,
  when: { status: on(status) },
  class: 'server-error.origin-unreachable',
  detail,
  source: S5XX,
});

/** Statuses outside the standard by which a CDN tells of its origin. */
export const ORIGIN_RULES: readonly Rule[] = [
  origin(520, 'the service answered its CDN with something unreadable'),
  origin(521, 'the service refuses connections from its CDN'),
  origin(522, "the service does not take its CDN's connection in time"),
  origin(523, 'its CDN finds no way to the service'),
  origin(524, 'the service took too long to answer its CDN'),
  origin(525, 'the TLS handshake between CDN and service failed'),
  origin(526, "the service's certificate is invalid for its CDN"),
  origin(527, 'the tunnel between CDN and service failed'),
  origin(530, 'its CDN cannot resolve or reach the service'),
  {
    id: 'cdn.origin-title',
    when: { status: anyOf(500, 502, 503, 504), title: /\| 52[0-7]: / },
    class: 'server-error.origin-unreachable',
    source: S5XX,
  },
];
