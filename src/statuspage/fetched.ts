/** One answer of a status page → a document, or why there is none. The network is the caller's. */

import { type ParseProblem, type StatusDocument, toDocument } from './document.ts';

export type Fetched =
  | {
      readonly status: number;
      /** Names in lower case. */
      readonly headers: readonly (readonly [string, string])[];
      /** Bytes, where they are at hand: some pages are UTF-16. */
      readonly body: Uint8Array | string;
      readonly contentType: string | null;
    }
  | { readonly error: string };

/** Gets a URL by a plain GET, follows redirects, keeps to a limit of size and time of its own. Never rejects. */
export type FetchText = (url: string) => Promise<Fetched>;

/**
 * Why a status page says nothing. `dead`: it was switched off; `frozen`: it no longer follows the truth; `unattributed`:
 * it speaks of a whole cloud, and nothing says which part of that serves the probe.
 */
export type StatusProblem =
  | 'dead'
  | 'frozen'
  | 'unattributed'
  | 'blocked'
  | 'unreachable'
  | 'unreadable'
  | 'not-found';

export interface StatusFailure {
  readonly problem: StatusProblem;
  /** What goes after "their status page": `did not answer (refused)`. */
  readonly detail: string;
}

export type Answer =
  | { readonly ok: true; readonly document: StatusDocument }
  | { readonly ok: false; readonly failure: StatusFailure };

const UNREADABLE: Readonly<Record<ParseProblem, string>> = {
  'too-large': 'is too large to be read',
  empty: 'is empty',
  html: 'has no machine-readable form at the known address (it answers with HTML)',
  'not-json': 'is neither JSON nor a feed',
  'bad-xml': 'is no well-formed feed',
  foreign: 'has the form of no known platform',
};

/** @param url where it was asked */
export function examine(url: string, fetched: Fetched): Answer {
  if ('error' in fetched) return failed('unreachable', `did not answer (${fetched.error.slice(0, 200)})`);
  const { status, headers, body, contentType } = fetched;
  if (status !== 200) return failed(...refusal(status, body, headers));
  const result = toDocument({ url, body, contentType });
  return result.ok ? result : failed('unreadable', UNREADABLE[result.problem]);
}

/** An answer that was read but made no sense. */
export const FOREIGN: StatusFailure = { problem: 'unreadable', detail: UNREADABLE.foreign };

function refusal(
  status: number,
  body: Uint8Array | string,
  headers: readonly (readonly [string, string])[],
): [StatusProblem, string] {
  // Statuspage says 401 "page inactive" of a page that its owner switched off.
  if (status === 410 || (status === 401 && /\binactive\b|\bdeactivated\b/i.test(start(body))))
    return ['dead', `was switched off (${status}): the status source is dead`];
  if (headers.some(([name, value]) => name === 'cf-mitigated' && value === 'challenge'))
    return ['blocked', `is behind a bot wall (${status})`];
  if (status === 403 || status === 429) return ['blocked', `refuses programs (${status})`];
  if (status === 404) return ['not-found', 'has no machine-readable form at the known addresses (404)'];
  if (status >= 500) return ['unreachable', `is itself in trouble (${status})`];
  return ['unreadable', `cannot be read (${status})`];
}

function start(body: Uint8Array | string): string {
  return typeof body === 'string' ? body.slice(0, 2_000) : new TextDecoder().decode(body.subarray(0, 2_000));
}

function failed(problem: StatusProblem, detail: string): Answer {
  return { ok: false, failure: { problem, detail } };
}
