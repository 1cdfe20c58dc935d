/**
 * Marks of a captive portal: something in between that answers for everyone with the same page, the same redirect
 * or the same certificate (RFC 8910 1: that is how such portals intercept).
 */

import { createHash } from 'node:crypto';
import type { Result } from '../domain/report.ts';
import type { Finished } from './network.ts';

export interface PortalMark {
  /** Equal keys: the same foreign answer. */
  readonly key: string;
  /** What must differ for two equal marks to count as two. */
  readonly place: string;
  /** Two of these settle it; others (a default error page, one that came under a verified certificate) need a failing control probe too. */
  readonly decisive: boolean;
  /** Beside a failing control probe one of these is enough; of others it takes two. */
  readonly strong: boolean;
}

/** Network Authentication Required, RFC 6585 6. */
const NETWORK_AUTHENTICATION = 511;

/** None where the answer bears no mark of a stranger. */
export function portalMarks({ target, result }: Finished): readonly PortalMark[] {
  if (result.state !== 'down' || !URL.canParse(result.url)) return [];
  const url = new URL(result.url);
  const site = siteOf(url.hostname);
  if (result.kind === 'tls') return certificateMarks(result, site, isHostedAt(target, url.host));
  if (result.kind === 'redirect') return redirectMarks(result, url, site);
  return pageMarks(result, { origin: url.origin, site, verified: isVerified(target, result) });
}

/** Nothing in between can have answered in place of a service whose certificate was verified: it sent that page itself. */
function isVerified({ tls }: Finished['target'], { url, evidence }: Result): boolean {
  return !tls.insecure && (evidence?.hops[0]?.url ?? url).startsWith('https:');
}

/**
 * A certificate for another name, the same on unrelated sites. One that is not trusted is no mark by itself: an ingress
 * shows its default one for every site that it does not know. But two hosted services never share one.
 */
function certificateMarks({ reason, tls }: Result, site: string, hosted: boolean): readonly PortalMark[] {
  const foreign = reason === 'hostname' || (reason === 'untrusted' && hosted);
  if (!foreign || tls === null || tls.subject === null) return [];
  const key = `certificate ${tls.subject} ${tls.issuer} ${tls.valid_to}`;
  return [{ key, place: site, decisive: true, strong: true }];
}

/** Asked at the address of the provider itself, not at one that speaks its API. */
function isHostedAt({ provider }: Finished['target'], host: string): boolean {
  if (provider === null || provider.kind === 'self-hosted' || !URL.canParse(provider.base_url)) return false;
  return new URL(provider.base_url).host === host;
}

/** Plain HTTP sent to the same host from unrelated sites; over TLS it is the service's own login page. */
function redirectMarks({ http, evidence }: Result, url: URL, site: string): readonly PortalMark[] {
  const location = http?.location ?? evidence?.hops.at(-1)?.location ?? '';
  if (url.protocol !== 'http:' || !URL.canParse(location, url.href)) return [];
  const host = new URL(location, url.href).host;
  return host === url.host ? [] : [{ key: `redirect ${host}`, place: site, decisive: true, strong: true }];
}

/** The same page from two origins, or (portals put a token into it) the same title from unrelated sites. */
function pageMarks(
  result: Result,
  { origin, site, verified }: { origin: string; site: string; verified: boolean },
): readonly PortalMark[] {
  const body = result.evidence?.body ?? '';
  if (!isHtml(result, body)) return [];
  const isForeign = result.kind === 'mismatch' && result.reason === 'content-type';
  const strong = isForeign || result.http?.status === NETWORK_AUTHENTICATION;
  const weight = { decisive: strong && !verified, strong };
  const digest = createHash('sha256').update(body.replace(/\s+/g, ' ')).digest('base64url');
  const page = { key: `page ${digest}`, place: strong ? origin : site, ...weight };
  const title = /<title[^>]*>([^<]+)/i.exec(body)?.[1]?.trim();
  return title === undefined || title === ''
    ? [page]
    : [page, { key: `title ${title}`, place: site, ...weight }];
}

function isHtml({ evidence }: Result, body: string): boolean {
  const type = evidence?.headers.find(([name]) => name === 'content-type')?.[1] ?? '';
  return body.trim() !== '' && (/html/i.test(type) || /^\s*<(!doctype html|html)/i.test(body));
}

/** The last two labels of a name: an approximation of the registrable domain; an address is a site of its own. */
function siteOf(host: string): string {
  return /^[\d.]+$|^\[/.test(host) ? host : host.split('.').slice(-2).join('.');
}
