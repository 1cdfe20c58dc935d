/** What to do with a 3xx: pure, RFC 9110 section 15.4. */

import { isUtf8 } from 'node:buffer';
import type { Hop } from '../domain/observation.ts';
import type { Secret, Text } from '../domain/secret.ts';
import type { HttpRequest } from '../domain/target.ts';
import { failure, type Outcome, success, wireError } from './outcome.ts';

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

export interface Answered {
  readonly status: number;
  readonly location: string | null;
}

export function isRedirect(status: number): boolean {
  return REDIRECTS.has(status);
}

/**
 * @param hops what was already followed
 * @param limit how many redirects may be followed in all
 * @returns the next request, or an error in phase `headers`
 */
export function follow(
  request: HttpRequest,
  answer: Answered,
  hops: readonly Hop[],
  limit: number,
): Outcome<HttpRequest> {
  const { status, location } = answer;
  if (location === null) return refuse('NO_LOCATION', `${status} without a Location`);
  const from = new URL(request.url);
  const to = targetOf(location, from);
  if (to === null) return refuse('REDIRECT_TARGET', location);
  if (from.protocol === 'https:' && to.protocol === 'http:') return refuse('REDIRECT_INSECURE', location);
  const next = rewritten(request, status, from, to);
  const seen = [...hops.map((hop) => hop.url), from.href];
  // A form that answers at its own address (POST, 303, GET) is no loop.
  if (seen.includes(next.url) && next.method === request.method) return refuse('REDIRECT_LOOP', location);
  if (hops.length >= limit) return refuse('REDIRECT_LIMIT', location);
  return success(next);
}

/** @returns null where the Location leads to no http(s) address */
function targetOf(location: string, from: URL): URL | null {
  // Header bytes are kept as latin1; where they are UTF-8, that is what was meant.
  const bytes = Buffer.from(location, 'latin1');
  const text = isUtf8(bytes) ? bytes.toString('utf8') : location;
  if (!URL.canParse(text, from.href)) return null;
  const to = new URL(text, from);
  if (to.protocol !== 'http:' && to.protocol !== 'https:') return null;
  if (!canBeAsked(to.hostname)) return null;
  // A fragment is never sent, and userinfo in a Location is the server's, not ours.
  to.hash = '';
  to.username = '';
  to.password = '';
  return to;
}

/** RFC 1035 section 2.3.4: labels of 1 to 63 bytes, 253 in all; an address literal fits, too. */
function canBeAsked(host: string): boolean {
  const name = host.replace(/\.$/, '');
  return name.length <= 253 && name.split('.').every((label) => label.length >= 1 && label.length <= 63);
}

function rewritten(request: HttpRequest, status: number, from: URL, to: URL): HttpRequest {
  const toGet =
    status === 303
      ? request.method !== 'HEAD'
      : (status === 301 || status === 302) && request.method === 'POST';
  const { headers, body } = from.origin === to.origin ? request : forStranger(request);
  return {
    method: toGet ? 'GET' : request.method,
    url: to.href,
    headers: toGet ? headers.filter(([name]) => !name.startsWith('content-')) : headers,
    body: toGet ? null : body,
  };
}

/** What of a request may go to another origin: nothing that is secret. */
function forStranger(request: HttpRequest): Pick<HttpRequest, 'headers' | 'body'> {
  const headers = request.headers.filter(([name, value]) => !isCredential(name, value) && name !== 'host');
  return { headers, body: request.body !== null && isSecret(request.body) ? null : request.body };
}

/** fetch drops only `authorization` and `cookie` on the way to another origin and sends API keys along (measured). */
function isCredential(name: string, value: Text): boolean {
  return (
    isSecret(value) ||
    /auth|cookie|token|secret|password|credential|signature|api[-_]?key|(^|[-_])key$/i.test(name)
  );
}

function isSecret(value: Text): value is Secret {
  return typeof value !== 'string';
}

function refuse(code: string, location: string): Outcome<never> {
  return failure(wireError('headers', code, { message: location, afterBytes: true }));
}
