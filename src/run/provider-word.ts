/** The provider's own word beside ours: whose status page is asked, and what follows from what it says. */

import { FAILURES } from '../domain/failure.ts';
import type { ProviderWord } from '../domain/ports.ts';
import type { Result } from '../domain/report.ts';
import type { Redact } from '../domain/secret.ts';
import { statusPageOf } from '../domain/status-page.ts';
import type { Target } from '../domain/target.ts';
import { maskUrl } from './mask.ts';

/** `failing`: only where a probe is not well. */
export type AskPages = 'failing' | 'all' | 'none';

/** A refused key or a used-up quota is ours; yet an outage of their login service looks just so. */
const TELLS_NOTHING: ReadonlySet<string> = new Set([
  'local',
  'internal',
  'config',
  'not-found',
  'bad-request',
  'quota',
]);

export function isWordWanted(target: Target, result: Result, ask: AskPages): boolean {
  if (ask === 'none' || result.state === 'skipped' || statusPageOf(target) === null) return false;
  if (ask === 'all') return true;
  if (result.state !== 'down' && result.kind !== 'blocked') return false;
  return result.kind !== null && !TELLS_NOTHING.has(result.kind);
}

/** More than anybody has at once; a page of 1 MiB may list thousands, and each probe that asks it gets them all. */
const MOST_INCIDENTS = 50;

/** A page repeats what it was asked with as any other endpoint may, and its URL may hold a token. */
export function maskWord(word: ProviderWord, redact: Redact): ProviderWord {
  const { description, url, incidents } = word.page;
  return {
    ...word,
    sentence: (state) => redact(word.sentence(state)),
    page: {
      ...word.page,
      description: description === null ? null : redact(description),
      url: maskUrl(url, redact),
      incidents: incidents.slice(0, MOST_INCIDENTS).map(({ name, status, started }) => ({
        name: redact(name),
        status: status && redact(status),
        started,
      })),
    },
  };
}

/** The result with their word in it. Where they admit something, that can change whose fault it is, never whether it failed. */
export function withWord(result: Result, word: ProviderWord): Result {
  const told = { ...result, status_page: word.page, notes: [...result.notes, word.sentence(result.state)] };
  if (result.state === 'up' && hasTrouble(word))
    return { ...told, ...verdictOf('degraded', 'incident'), message: word.sentence(result.state) };
  if (word.maintenance && isOutage(result)) {
    return {
      ...told,
      ...verdictOf('maintenance', 'announced'),
      message: `${result.message}; their status page announces maintenance`,
    };
  }
  if (result.kind === 'auth' && result.reason === 'invalid-key' && hasTrouble(word)) {
    const message = `${result.message}; their status page reports an incident, so their login service is suspected, not the key`;
    return { ...told, fault: 'provider', message };
  }
  return told;
}

/** A failure that a maintenance explains. */
function isOutage({ state, kind }: Result): boolean {
  return (
    state === 'down' &&
    ['connect', 'timeout', 'server-error', 'overloaded', 'not-ready', 'maintenance'].includes(kind ?? '')
  );
}

function hasTrouble({ page: { indicator } }: ProviderWord): boolean {
  return indicator === 'minor' || indicator === 'major' || indicator === 'critical';
}

type Reworded = Pick<Result, 'kind' | 'reason' | 'fault' | 'retryable' | 'rule' | 'hint' | 'state'>;

function verdictOf(kind: 'degraded' | 'maintenance', reason: 'incident' | 'announced'): Reworded {
  const { fault, retryable, hint } =
    kind === 'degraded' ? FAILURES.degraded.incident : FAILURES.maintenance.announced;
  const state = kind === 'degraded' ? 'degraded' : 'down';
  return { state, kind, reason, fault, retryable, rule: `status-page.${reason}`, hint };
}
