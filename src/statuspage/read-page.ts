/** Asks a status page: finds the platform by what the addresses answer, and reads the whole of it. */

import { candidates, frozenSince, type PageToRead } from './candidates.ts';
import type { StatusDocument } from './document.ts';
import { examine, type FetchText, FOREIGN, type StatusFailure, type StatusProblem } from './fetched.ts';
import { platformOf } from './parse.ts';
import type { StatusSnapshot } from './snapshot.ts';

export type PageRead =
  | { readonly ok: true; readonly source: string; readonly snapshot: StatusSnapshot }
  | { readonly ok: false; readonly failure: StatusFailure };

/** Requests for one page, whatever it answers. */
export const MOST_REQUESTS = 7;

/** Of several failures the one that says most. */
const TELLING: readonly StatusProblem[] = ['dead', 'blocked', 'unreachable', 'unreadable', 'not-found'];

export async function readPage(page: PageToRead, fetchText: FetchText): Promise<PageRead> {
  const failures: StatusFailure[] = [];
  const unreachable = new Set<string>();
  let left = MOST_REQUESTS;
  for (const url of candidates(page)) {
    if (left === 0) break;
    if (unreachable.has(originOf(url))) continue;
    left -= 1;
    const answer = examine(url, await fetchText(url));
    if (answer.ok) {
      const snapshot = await readWhole(answer.document, left, fetchText);
      if (snapshot !== null) return { ok: true, source: url, snapshot };
      failures.push(FOREIGN);
      continue;
    }
    failures.push(answer.failure);
    if (answer.failure.problem === 'dead') break;
    // The other paths of a server that does not answer would only cost time.
    if (answer.failure.problem === 'unreachable') unreachable.add(originOf(url));
  }
  return { ok: false, failure: mostTelling(failures) ?? neverAsked(page) };
}

async function readWhole(
  first: StatusDocument,
  left: number,
  fetchText: FetchText,
): Promise<StatusSnapshot | null> {
  const platform = platformOf(first);
  if (platform === null) return null;
  const urls = (platform.companions?.(first) ?? []).slice(0, left);
  const answers = await Promise.all(urls.map(async (url) => examine(url, await fetchText(url))));
  return platform.parse([first, ...answers.flatMap((answer) => (answer.ok ? [answer.document] : []))]);
}

function originOf(url: string): string {
  return new URL(url).origin;
}

function mostTelling(failures: readonly StatusFailure[]): StatusFailure | null {
  const rank = ({ problem }: StatusFailure) => TELLING.indexOf(problem);
  return failures.reduce<StatusFailure | null>(
    (best, failure) => (best === null || rank(failure) < rank(best) ? failure : best),
    null,
  );
}

function neverAsked({ page }: PageToRead): StatusFailure {
  const since = frozenSince(page);
  return since === null
    ? { problem: 'unreadable', detail: 'has no http address' }
    : { problem: 'frozen', detail: `has not followed the truth since ${since}` };
}
