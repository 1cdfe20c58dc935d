/** How long the server asks to wait, from headers, then from the body, then from its own words. */

import { parseDuration } from '../../domain/duration.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { valuesAt } from '../evidence/path.ts';
import { parseReset, parseRetryAfter, usable } from './reset.ts';

/** Headers in milliseconds: OpenAI's and Anthropic's SDKs, Azure, the AWS SDK (`x-amz-retry-after`). */
const MS_HEADERS = ['retry-after-ms', 'x-ms-retry-after-ms', 'x-amz-retry-after'] as const;

/** Google RetryInfo (`31s`), Hugging Face (`estimated_time`, seconds), common fields (seconds). */
const BODY_PATHS = [
  'error.details[].retryDelay',
  'estimated_time',
  'retry_after',
  'error.retry_after',
  'error.metadata.retry_after',
] as const;

/** Date headers are whole seconds, and answers take their time: less says nothing about a clock. */
const CLOCKS_APART_MS = 60_000;

/** `Please try again in 2.5s`, `resets in ~30s`. */
const IN_WORDS = /(?:try again in|retry in|resets? in|wait) ~?((?:\d{1,9}(?:\.\d{1,9})?(?:ms|[smhd]))+)/;

/**
 * @param where which parts of the answer are to be believed
 * @returns milliseconds, or null where the server says nothing usable
 */
export function retryAfterMs(evidence: Evidence, where: 'all' | 'headers' = 'all'): number | null {
  const { headers } = evidence;
  for (const name of MS_HEADERS) {
    const ms = number(headers.get(name));
    if (ms !== null) return ms;
  }
  const header = headers.get('retry-after');
  const said = header === undefined ? null : parseRetryAfter(header, serverTime(evidence));
  if (where === 'headers') return said;
  return said ?? inBody(evidence) ?? inWords(evidence) ?? windowEnd(evidence);
}

/** By its own clock where the two are apart; what a cache kept (RFC 9111 section 5.1) bears a Date of long ago. */
function serverTime({ now, skewMs, headers }: Evidence): number {
  return skewMs === null || Math.abs(skewMs) < CLOCKS_APART_MS || headers.has('age') ? now : now + skewMs;
}

function inBody({ body, target, now }: Evidence): number | null {
  if (body.json === undefined) return null;
  const own = target.provider?.retry_after?.body;
  const root: unknown = Array.isArray(body.json) ? body.json[0] : body.json;
  for (const path of own === undefined ? BODY_PATHS : [own, ...BODY_PATHS]) {
    for (const value of valuesAt(root, path)) {
      const ms =
        typeof value === 'string' || typeof value === 'number' ? parseReset(String(value), now) : null;
      if (ms !== null) return usable(ms);
    }
  }
  return null;
}

function inWords({ words }: Evidence): number | null {
  const text = IN_WORDS.exec(words)?.[1];
  return text === undefined ? null : usable(parseDuration(text) ?? 0);
}

/** A window that is used up tells by its reset. Retry-After wins over it (IETF RateLimit draft). */
function windowEnd({ limits, status }: Evidence): number | null {
  if (status !== 429) return null;
  const ends = [limits.requests, limits.tokens].flatMap((limit) =>
    limit?.remaining === 0 ? [limit.reset_ms ?? 0] : [],
  );
  return usable(Math.max(0, ...ends));
}

function number(text: string | undefined): number | null {
  return text === undefined || !/^\s*\d{1,15}(\.\d{1,9})?\s*$/.test(text) ? null : usable(Number(text));
}
