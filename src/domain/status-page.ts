/** Which status page speaks of a target: the one that the user names, or the provider's where it is really the provider that is asked. */

import type { Provider, StatusPage } from './provider.ts';
import type { Target } from './target.ts';

/** A page of the catalogue with all that is known of it, or just an address. */
export type KnownPage = StatusPage | { readonly page: string };

/**
 * A gateway or a stand-in that speaks a provider's API under another host is not what the provider's page is about.
 * @returns null where no page is known, or none is to be asked
 */
export function statusPageOf({
  statusPage,
  provider,
  url,
}: Pick<Target, 'statusPage' | 'provider' | 'url'>): KnownPage | null {
  if (statusPage === false) return null;
  if (statusPage !== null) return { page: statusPage };
  const page = provider?.status_page;
  return provider !== null && page !== undefined && isOwnHost(url, provider) ? page : null;
}

function isOwnHost(url: string, { base_url, base_url_alt = {}, site, reach }: Provider): boolean {
  const host = hostOf(url);
  if (host === null) return false;
  const roots = [
    base_url,
    ...Object.values(base_url_alt),
    ...reach.map(({ path }) => path),
    ...(site === undefined ? [] : [site]),
  ];
  return roots.some((root) => {
    const own = /^https?:\/\/([^/?#]+)/i.exec(root)?.[1];
    return own !== undefined && hostPattern(own).test(host);
  });
}

function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).hostname : null;
}

/** `{region}.example.com` stands for every region. */
function hostPattern(template: string): RegExp {
  const host = template.replace(/:\d+$/, '');
  const parts = host.split(/\{\w+\}/).map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('[\\w.-]+')}$`, 'i');
}
