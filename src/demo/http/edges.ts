/** What a CDN, a firewall or an operator's page says in the place of the service. */

import { htmlReply, type Reply } from '../reply.ts';

/** Cloudflare's header for every kind of challenge: cf-mitigated, in its docs on detecting challenge pages. */
export const BOT_WALL: Reply = htmlReply(
  403,
  [
    '<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title>',
    '<meta name="robots" content="noindex,nofollow"></head><body>',
    '<noscript>Enable JavaScript and cookies to continue</noscript>',
    "<script>window._cf_chl_opt = {cType: 'managed', cRay: 'demo0000000000000'};</script>",
    '<script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"></script>',
    '</body></html>',
  ].join('\n'),
  {
    server: 'cloudflare',
    'cf-ray': '8f1d2c3b4a596877-FRA',
    'cf-mitigated': 'challenge',
    'cache-control': 'private, max-age=0, no-store, no-cache, must-revalidate',
    'set-cookie': '__cf_bm=demo; path=/; HttpOnly; Secure; SameSite=None',
  },
);

/** A firewall rule of the same CDN: no challenge, a plain block. */
export const WAF_BLOCK: Reply = htmlReply(
  403,
  '<!DOCTYPE html><html><head><title>Attention Required! | Cloudflare</title></head>' +
    '<body><h1>Sorry, you have been blocked</h1><p>Cloudflare Ray ID: 8f1d2c3b4a596878</p></body></html>',
  { server: 'cloudflare', 'cf-ray': '8f1d2c3b4a596878-FRA' },
);

/** The CDN is up, the origin refuses its connection. */
export const ORIGIN_DOWN: Reply = {
  ...htmlReply(
    521,
    '<!DOCTYPE html><html><head><title>api.example.com | 521: Web server is down</title></head>' +
      '<body><h1>Web server is down</h1></body></html>',
    { server: 'cloudflare', 'cf-ray': '8f1d2c3b4a596879-FRA' },
  ),
  statusText: '<none>',
};

/** An operator's page during planned work. @param retryAfter seconds */
export function maintenancePage(retryAfter: number): Reply {
  return htmlReply(
    503,
    '<!DOCTYPE html><html><head><title>Scheduled maintenance</title></head><body>' +
      '<h1>We will be back soon</h1><p>The service is down for scheduled maintenance.</p></body></html>',
    { 'retry-after': String(retryAfter) },
  );
}

/** A page for people where an API speaks JSON: a single-page app's fallback, a portal. */
export const HTML_WITH_200: Reply = htmlReply(
  200,
  '<!DOCTYPE html><html><head><title>Welcome</title></head><body><div id="app"></div></body></html>',
);

/** A firewall for legal reasons, RFC 7725. */
export const LEGAL_BLOCK: Reply = htmlReply(
  451,
  '<html><head><title>Unavailable For Legal Reasons</title></head><body>Not available here.</body></html>',
  { link: '<https://authority.example.test/>; rel="blocked-by"' },
);
