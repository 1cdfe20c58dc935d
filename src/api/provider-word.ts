/** Joins the status pages to the run: their word is read over the same network as the probes, and only when it is wanted. */

import { inWords } from '../domain/code-words.ts';
import { plainTarget } from '../domain/plain-target.ts';
import type { Clock, ProviderWord, ProviderWordFn } from '../domain/ports.ts';
import { statusPageOf } from '../domain/status-page.ts';
import type { Target } from '../domain/target.ts';
import type { Prober } from '../probe/prober.ts';
import type { Fetched, StatusReader, StatusReading } from '../statuspage/index.ts';

/** Azure's page for people, the largest known, has 7 MB; no document for programs comes near. */
const MAX_PAGE = 8 * 2 ** 20;
const REDIRECTS = 5;
const LIMIT_MS = 8_000;

export function createProviderWord(prober: Pick<Prober, 'attempt'>, clock: Clock): ProviderWordFn {
  // One reader for each way out: probes of one provider share its page, but not across proxies.
  const readers = new Map<string, Promise<StatusReader>>();
  return async (target) => {
    const page = statusPageOf(target);
    if (page === null) return null;
    const key = target.proxy === null ? '' : `${target.proxy.host}:${target.proxy.port}`;
    const reader = readers.get(key) ?? openReader(prober, clock, target);
    readers.set(key, reader);
    return wordOf(await (await reader).read(page));
  };
}

async function openReader(
  prober: Pick<Prober, 'attempt'>,
  clock: Clock,
  target: Target,
): Promise<StatusReader> {
  const { createStatusReader } = await import('../statuspage/index.ts');
  return createStatusReader(
    (url) => fetchPage(prober, target, url),
    () => clock.wall(),
  );
}

/** No key, no client certificate: a status page is somebody else's server. */
async function fetchPage(prober: Pick<Prober, 'attempt'>, { proxy }: Target, url: string): Promise<Fetched> {
  const request = {
    method: 'GET',
    url,
    headers: [['accept', 'application/json, application/xml;q=0.9, */*;q=0.5']] as const,
    body: null,
  };
  const over = { redirects: REDIRECTS, maxBody: MAX_PAGE, proxy };
  const hooks = { waiting: () => {}, working: () => {} };
  const asked = plainTarget({ via: 'http', request }, LIMIT_MS, over);
  const { error, response, tls } = await prober.attempt(asked, hooks, new AbortController().signal);
  if (error !== null) return { error: inWords(tls?.verifyError ?? error.code) };
  if (response === null) return { error: 'no answer' };
  const contentType = response.headers.find(([name]) => name === 'content-type')?.[1] ?? null;
  return { status: response.status, headers: response.headers, body: response.body.text, contentType };
}

async function wordOf(reading: StatusReading): Promise<ProviderWord> {
  const { compareWords, toStatusPageResult } = await import('../statuspage/index.ts');
  return {
    page: toStatusPageResult(reading),
    maintenance: reading.indicator === 'maintenance',
    sentence: (state) => compareWords(state, reading).sentence,
  };
}
