/**
 * One probe as several locations see it → one result: up everywhere, down everywhere, or down from which ones.
 *
 * A location that could not tell (`unknown`) or did not ask (`skipped`) has no vote. Without a quorum the probe is down
 * when it is up from nowhere; with one, when so many locations see it down (or all that asked, where those are fewer).
 * Down from some is `degraded.partial`. The figures are those of the location where it fares worst.
 */

import { FAILURES, type Party } from '../domain/failure.ts';
import type { Result } from '../domain/report.ts';
import type { State } from '../domain/verdict.ts';
import { compareText, wordOf } from './view.ts';

export interface Seen {
  readonly location: string | null;
  readonly result: Result;
}

const PARTIAL = 'merge.partial';
/** Named in a sentence; the rest is counted. */
const MOST_NAMED = 8;

/** @param seen in the order of the locations, one each @param quorum null: down is what is up from nowhere */
export function combine(seen: readonly Seen[], quorum: number | null): Result {
  const [first, ...others] = seen;
  if (first === undefined) throw new Error('a probe that no location saw');
  if (others.length === 0) return first.result;
  const whole = verdictOf(seen, quorum);
  return {
    ...whole,
    message: sentence(seen, whole),
    tags: [...new Set(seen.flatMap(({ result }) => result.tags))],
    optional: seen.every(({ result }) => result.optional),
    notes: seen.flatMap(({ location, result }) => [
      `${place(location)}: ${wordOf(result)}${total(result)}: ${result.message}`,
      ...result.notes.map((note) => `${place(location)}: ${note}`),
    ]),
  };
}

function verdictOf(seen: readonly Seen[], quorum: number | null): Result {
  const [up, degraded, down, unknown, skipped] = (
    ['up', 'degraded', 'down', 'unknown', 'skipped'] as const
  ).map((state) => seen.map(({ result }) => result).filter((result) => result.state === state));
  const [works, fails, unclear] = [[...(up ?? []), ...(degraded ?? [])], down ?? [], unknown ?? []];
  const asked = works.length + fails.length + unclear.length;
  if (asked === 0) return worst(skipped ?? []);
  const isDown =
    quorum === null ? works.length === 0 && fails.length > 0 : fails.length >= Math.min(quorum, asked);
  if (isDown && fails.length > 0) return worst(fails);
  if (works.length === 0) return worst(unclear);
  if (fails.length > 0) return partial(fails);
  return worst(degraded?.length === 0 ? works : (degraded ?? []));
}

/** Of the commonest class, the slowest. */
function worst(results: readonly Result[]): Result {
  const votes = (result: Result) => results.filter((other) => wordOf(other) === wordOf(result)).length;
  const slowness = ({ timings_ms }: Result) => timings_ms.total ?? -1;
  const [found] = [...results].sort(
    (a, b) => votes(b) - votes(a) || compareText(wordOf(a), wordOf(b)) || slowness(b) - slowness(a),
  );
  if (found === undefined) throw new Error('no result to choose from');
  return found;
}

function partial(fails: readonly Result[]): Result {
  const base = worst(fails);
  return {
    ...base,
    state: 'degraded',
    kind: 'degraded',
    reason: 'partial',
    fault: commonFault(fails) ?? FAILURES.degraded.partial.fault,
    retryable: false,
    retry_after_ms: null,
    rule: PARTIAL,
    hint: `It works from elsewhere: look first at what differs there (network, region, key). ${base.hint ?? ''}`.trim(),
  };
}

function commonFault(fails: readonly Result[]): Party | null {
  const faults = new Set(fails.map(({ fault }) => fault));
  return faults.size === 1 ? (fails[0]?.fault ?? null) : null;
}

/** `down from nyc (10.0.0.7 refused the connection); up from fra, sin` */
function sentence(seen: readonly Seen[], whole: Result): string {
  const states: readonly State[] = ['down', 'degraded', 'up', 'unknown', 'skipped'];
  // The sentence is that of a location where it fares worst.
  const told: State = whole.rule === PARTIAL ? 'down' : whole.state;
  const parts = states.flatMap((state) => {
    const alike = seen.filter(({ result }) => result.state === state);
    if (alike.length === 0) return [];
    const all = alike.length === seen.length ? `all ${alike.length} locations: ` : '';
    const why = state === told && state !== 'up' ? because(alike, whole.message) : '';
    return [`${state} from ${all}${named(alike.map(({ location }) => place(location)))}${why}`];
  });
  return parts.join('; ');
}

/** Where they fare badly each in its own way, the sentence is that of one of them. */
function because(alike: readonly Seen[], message: string): string {
  if (message === '') return '';
  const isOne = new Set(alike.map(({ result }) => wordOf(result))).size === 1;
  const teller = isOne ? undefined : alike.find(({ result }) => result.message === message);
  return teller === undefined ? ` (${message})` : ` (${place(teller.location)}: ${message})`;
}

function named(places: readonly string[]): string {
  const rest = places.length - MOST_NAMED;
  return places.slice(0, MOST_NAMED).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

export function place(location: string | null): string {
  return location ?? 'an unnamed location';
}

function total({ timings_ms: { total: ms } }: Result): string {
  return ms === null ? '' : `, ${Math.round(ms)} ms`;
}
