/** What the wire showed, bounded and without secrets: enough to check a failure's verdict by hand. */

import type { Observation } from '../domain/observation.ts';
import type { Evidence } from '../domain/report.ts';
import type { Redact } from '../domain/secret.ts';
import { maskUrl } from './mask.ts';
import { tenths } from './timings.ts';

const BODY_SHOWN = 500;
const HEADERS_SHOWN = 60;
const VALUE_SHOWN = 500;
/** Longer than any that is meant; twenty redirects may bear 64 KiB each. */
const URL_SHOWN = 2_000;
/** More than is shown, so that a secret at the edge is seen whole before the text is cut. */
const REDACTED_AHEAD = 65_536;

/** Headers of an answer that hand out a session or a credential. */
const SENSITIVE = new Set(['set-cookie', 'set-cookie2', 'authorization', 'proxy-authorization', 'x-api-key']);

/** Headers of an answer that hold a URL. */
const URLS = new Set(['location', 'content-location', 'refresh']);

export function evidenceOf(observation: Observation, redact: Redact): Evidence {
  const { error, response } = observation;
  const text = response?.body.text ?? error?.received ?? null;
  return {
    phase: error?.phase ?? null,
    code: error?.code ?? null,
    detail: error === null ? null : shown(error.message, VALUE_SHOWN, redact),
    resolver: observation.resolver,
    proxy: observation.proxy === null ? null : maskUrl(observation.proxy, redact),
    addresses: observation.addresses.map(({ ip, outcome, code, ms }) => ({
      ip,
      outcome,
      code,
      ms: ms === null ? null : tenths(ms),
    })),
    hops: observation.hops.map((hop) => ({
      url: shownUrl(hop.url, redact),
      status: hop.status,
      location: shownUrl(hop.location, redact),
    })),
    headers: (response?.headers ?? []).slice(0, HEADERS_SHOWN).map((header) => shownHeader(header, redact)),
    body: text === null ? null : shown(text, BODY_SHOWN, redact),
  };
}

/** What somebody else wrote as an address, masked before it is cut. */
export function shownUrl(url: string, redact: Redact): string {
  return maskUrl(url, redact).slice(0, URL_SHOWN);
}

function shownHeader([name, value]: readonly [string, string], redact: Redact): readonly [string, string] {
  if (SENSITIVE.has(name)) return [name, '***'];
  return [redact(name), shown(URLS.has(name) ? maskUrl(value, redact) : value, VALUE_SHOWN, redact)];
}

function shown(text: string, length: number, redact: Redact): string {
  return redact(text.slice(0, REDACTED_AHEAD)).slice(0, length);
}
