/** Marks that a CDN or its firewall leaves on an answer. */

import type { Body } from './content.ts';
import type { Headers } from './headers.ts';
import { isObject } from './path.ts';

/** Header → what in it names a CDN or WAF edge. A plain proxy (nginx, Envoy, Squid) is none. */
const CDN_MARKS: readonly (readonly [string, RegExp])[] = [
  ['cf-ray', /./],
  [
    'server',
    /cloudflare|akamai|cloudfront|awselb|fastly|sucuri|imperva|incapsula|ddos-guard|gws|esf|google frontend|scaffolding on|azure-application-gateway|vercel/i,
  ],
  ['x-vercel-id', /./],
  ['x-amz-cf-id', /./],
  ['x-served-by', /cache-/i],
  ['x-fastly-request-id', /./],
  ['x-iinfo', /./],
  ['x-datadome', /./],
  ['x-sucuri-id', /./],
  ['x-azure-ref', /./],
  ['x-akamai-request-id', /./],
  ['x-amzn-waf-action', /./],
];

export function isCdn(headers: Headers): boolean {
  return CDN_MARKS.some(([name, mark]) => mark.test(headers.get(name) ?? ''));
}

/**
 * The 1xxx code of an error that Cloudflare itself made, or null.
 * https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-1xxx-errors/
 */
export function cloudflareCode(headers: Headers, body: Body): number | null {
  const named = /^(1\d{3})\b/.exec(headers.get('cf-error-type') ?? '')?.[1];
  if (named !== undefined) return Number(named);
  if (!headers.has('cf-ray') && !/cloudflare/i.test(headers.get('server') ?? '')) return null;
  if (isObject(body.json)) {
    const { cloudflare_error: own, error_code: code } = body.json;
    return own === true && typeof code === 'number' ? code : null;
  }
  if (body.content !== 'html' && body.content !== 'text') return null;
  const text = body.head.replace(/<[^<>]{0,300}>|&nbsp;/g, ' ').replace(/\s+/g, ' ');
  const found = /\berror(?: code)? ?:? ?(1\d{3})\b/.exec(text)?.[1];
  return found === undefined ? null : Number(found);
}
