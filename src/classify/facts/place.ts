/** Names of what was talked to, for sentences: never userinfo, never a query. */

import type { Evidence } from '../evidence/evidence.ts';

/** Host of the URL that was asked last. */
export function hostOf({ observation, target }: Evidence): string {
  return hostname(observation.url) ?? hostname(target.url) ?? target.name;
}

export function hostname(url: string): string | null {
  try {
    return new URL(url).hostname || null;
  } catch {
    return null;
  }
}

/** `10.0.0.7:443`, or the host and port where no address is known. */
export function endpointOf(evidence: Evidence): string {
  const { address, addresses, url } = evidence.observation;
  const known = address ?? addresses.find(({ outcome }) => outcome !== 'untried');
  if (known !== null && known !== undefined)
    return `${known.family === 6 ? `[${known.ip}]` : known.ip}:${known.port}`;
  return `port ${/^[a-z]+:\/\/[^/]*:(\d{1,5})(?:\/|$)/i.exec(url)?.[1] ?? (url.startsWith('https') ? 443 : 80)}`;
}

export function resolverOf({ observation }: Evidence): string {
  return observation.resolver === null ? 'the name server' : `the name server ${observation.resolver}`;
}

export function proxyOf({ observation, target }: Evidence): string {
  const { proxy } = target;
  const name = observation.proxy ?? (proxy === null ? null : `${proxy.host}:${proxy.port}`);
  return name === null ? 'the proxy' : `the proxy ${name}${proxy === null ? '' : ` (from ${proxy.origin})`}`;
}

const LONGEST_QUOTE = 160;

/** The provider's own words, shortened; empty when there are none. */
export function quoteOf(evidence: Evidence): string {
  if (evidence.httpStatus === null) return '';
  const { content, title } = evidence.body;
  // `body.head` is in lower case, for phrases to be found in.
  const head = evidence.observation.response?.body.text.trimStart() ?? '';
  const own = evidence.problem.message;
  const text =
    own !== '' ? own : content === 'html' ? title : content === 'text' && !isRaw(evidence) ? head : '';
  const folded = text.slice(0, 1_000).replace(/\s+/g, ' ').trim();
  if (folded === '') return '';
  return folded.length > LONGEST_QUOTE ? `${folded.slice(0, LONGEST_QUOTE - 1)}…` : folded;
}

/** The body is the events of a stream: no words for people. */
function isRaw({ answer }: Evidence): boolean {
  return answer?.streamed === true && answer.events > 0;
}
