/** What the tests read in place of the network. */

import type { Fetched, FetchText } from '../../src/statuspage/index.ts';
import type { Site } from './samples.ts';

export interface Web {
  readonly fetchText: FetchText;
  /** Paths asked for, in order. */
  readonly asked: string[];
}

export function answer(status: number, body: string | Uint8Array, headers: [string, string][] = []): Fetched {
  return { status, headers, body, contentType: null };
}

/** @param other what every other address answers */
export function web(site: Site, other: Fetched = answer(404, 'Not found')): Web {
  const asked: string[] = [];
  return {
    asked,
    fetchText: async (url) => {
      const { pathname, search } = new URL(url);
      asked.push(pathname + search);
      const body = site[url];
      return body === undefined ? other : answer(200, body);
    },
  };
}
