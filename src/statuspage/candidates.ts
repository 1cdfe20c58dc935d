/** Which addresses may hold a status page's documents, the likeliest first. */

import type { StatusPage } from '../domain/provider.ts';

/** A status page of the catalogue, or just the address that a user gave. */
export type PageToRead = StatusPage | { readonly page: string };

/**
 * Where the platforms keep their documents, beneath the page: Statuspage and incident.io, Instatus, Cachet, Better
 * Stack, Rootly, Datadog. In the order in which a wrong guess is least likely: others imitate the first.
 */
const PATHS: readonly string[] = [
  'api/v2/summary.json',
  'summary.json',
  'api/v1/components',
  'index.json',
  'api/v1/status.json',
  'config.json',
];

/** Pages that only their own address leads to. */
const BY_HOST: ReadonlyMap<string, string> = new Map([
  ['status.cloud.google.com', 'https://status.cloud.google.com/incidents.json'],
  ['health.aws.amazon.com', 'https://health.aws.amazon.com/public/currentevents'],
  ['azure.status.microsoft', 'https://azure.status.microsoft/en-us/status/feed/'],
]);

/** A page that answers 200 with what was true once. */
const FROZEN_MIRRORS: ReadonlyMap<string, string> = new Map([
  // DeepSeek moved its page away; this one still says "operational".
  ['deepseek.statuspage.io', '2026-05-08'],
]);

/** The address is a document already, not a page with documents beneath it. */
const DOCUMENT = /\.(?:json|rss|atom|xml)$|\/feed\/?$|\/api\//;

/** @returns absolute http(s) URLs without repetition; none for an address that is none */
export function candidates(page: PageToRead): string[] {
  if (!isHttp(page.page)) return [];
  const url = new URL(page.page);
  const own = 'platform' in page ? [...(page.json ?? []), page.json_alt, ...(page.rss ?? [])] : [];
  const isDocument = DOCUMENT.test(url.pathname);
  const base = isDocument ? url.origin : url.origin + url.pathname.replace(/\/+$/, '');
  return unique([
    ...own,
    ...(isDocument ? [url.href] : []),
    BY_HOST.get(url.hostname),
    ...PATHS.map((path) => `${base}/${path}`),
  ]).filter((candidate) => frozenSince(candidate) === null);
}

/** @returns the date since when what is at this address is known to be out of date, or null */
export function frozenSince(url: string): string | null {
  return isHttp(url) ? (FROZEN_MIRRORS.get(new URL(url).hostname) ?? null) : null;
}

/** An address with a placeholder (`{region}`) that nobody filled in cannot be asked. */
function unique(urls: readonly (string | undefined)[]): string[] {
  const usable = urls.flatMap((url) => (url !== undefined && !url.includes('{') && isHttp(url) ? [url] : []));
  return [...new Set(usable)];
}

function isHttp(url: string): boolean {
  return /^https?:\/\//i.test(url) && URL.canParse(url);
}
