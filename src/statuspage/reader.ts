/** Reads status pages for the probes of a run: each page once, however many probes ask for it. */

import type { PageToRead } from './candidates.ts';
import type { FetchText } from './fetched.ts';
import { type PageRead, readPage } from './read-page.ts';
import { judge, type StatusReading } from './reading.ts';

export interface StatusReader {
  /** @param component ids or names of the components that concern the probe, instead of those of the catalogue */
  read(page: PageToRead, component?: readonly string[]): Promise<StatusReading>;
}

/** Milliseconds for which an answer is good: a run is shorter, and a page is not asked more often in `watch`. */
const FRESH_FOR = 60_000;

/**
 * Asks one page now. Rejects only where `fetchText` does.
 * @param now milliseconds since 1970
 */
export async function readStatusPage(
  page: PageToRead,
  fetchText: FetchText,
  now: number,
  component?: readonly string[],
): Promise<StatusReading> {
  return judge(page, await readPage(page, fetchText), now, component);
}

/** @param now gives milliseconds since 1970 */
export function createStatusReader(fetchText: FetchText, now: () => number): StatusReader {
  const reads = new Map<string, { readonly asked: number; readonly read: Promise<PageRead> }>();
  const readOnce = (page: PageToRead): Promise<PageRead> => {
    const key = keyOf(page);
    const known = reads.get(key);
    if (known !== undefined && now() - known.asked < FRESH_FOR) return known.read;
    const read = readPage(page, fetchText);
    reads.set(key, { asked: now(), read });
    return read;
  };
  return {
    read: async (page, component) => judge(page, await readOnce(page), now(), component),
  };
}

/** What decides which addresses are asked: two providers may share a page, and know it by different documents. */
function keyOf(page: PageToRead): string {
  return JSON.stringify([page.page, ...('platform' in page ? [page.json, page.json_alt, page.rss] : [])]);
}
