/** What a provider's own page says of one probe, at one moment. */

import type { StatusPageResult } from '../domain/report.ts';
import { age } from './age.ts';
import type { PageToRead } from './candidates.ts';
import type { StatusFailure } from './fetched.ts';
import { isEmpty, wantedOf } from './fit.ts';
import type { PageRead } from './read-page.ts';
import { type Scoped, scopeTo } from './scope.ts';
import type { StatusPlatform, StatusSnapshot } from './snapshot.ts';

export interface StatusReading extends Scoped {
  /** null: no document of a known platform was found. */
  readonly platform: StatusPlatform | null;
  /** The page for people. */
  readonly url: string;
  /** The document that was read. */
  readonly source: string | null;
  /** In the provider's words, or why there are none. */
  readonly description: string | null;
  /** Why the indicator is `unknown`; null where the page itself does not say. */
  readonly failure: StatusFailure | null;
  /** ISO 8601 instants. */
  readonly readAt: string;
  readonly updatedAt: string | null;
}

const DAY = 86_400_000;

/** A page on which nothing has changed for so long, and on which nothing is open, is not kept any more. */
const FROZEN_AFTER = 90 * DAY;

const NOTHING: Scoped = {
  scope: 'page',
  indicator: 'unknown',
  components: [],
  incidents: [],
  maintenances: [],
  elsewhere: [],
};

/**
 * @param now milliseconds since 1970
 * @param component ids or names of components instead of those of the catalogue
 */
export function judge(
  page: PageToRead,
  read: PageRead,
  now: number,
  component?: readonly string[],
): StatusReading {
  const common = { url: page.page, readAt: new Date(now).toISOString() };
  if (!read.ok)
    return { ...NOTHING, ...common, ...silent(read.failure), platform: null, source: null, updatedAt: null };
  const { snapshot, source } = read;
  const wanted = wantedOf(page, component);
  const scoped = scopeTo(snapshot, wanted, now);
  const known = { ...common, source, platform: snapshot.platform, updatedAt: snapshot.updatedAt };
  const failure = frozen(snapshot, now) ?? unattributed(snapshot, isEmpty(wanted));
  // What is open, if anything is, cannot be laid at this service's door.
  if (failure !== null) return { ...NOTHING, elsewhere: snapshot.incidents, ...known, ...silent(failure) };
  return { ...scoped, ...known, description: describe(scoped, snapshot), failure: null };
}

function silent(failure: StatusFailure): Pick<StatusReading, 'indicator' | 'description' | 'failure'> {
  return { indicator: 'unknown', description: `their status page ${failure.detail}`, failure };
}

function frozen({ updatedAt, incidents, maintenances }: StatusSnapshot, now: number): StatusFailure | null {
  if (updatedAt === null || incidents.length + maintenances.length > 0) return null;
  const old = now - Date.parse(updatedAt);
  return old > FROZEN_AFTER
    ? { problem: 'frozen', detail: `seems to be frozen: nothing on it has changed for ${age(old)}` }
    : null;
}

function unattributed({ covers, incidents }: StatusSnapshot, wantsAll: boolean): StatusFailure | null {
  return covers === 'cloud' && wantsAll && incidents.length > 0
    ? {
        problem: 'unattributed',
        detail: 'covers a whole cloud, and it is not known which part of that serves this probe',
      }
    : null;
}

function describe({ scope, components, indicator }: Scoped, snapshot: StatusSnapshot): string | null {
  if (scope === 'page') return snapshot.description;
  const troubled = components.filter(({ status }) => status !== 'operational');
  if (troubled.length > 0)
    return troubled
      .slice(0, 3)
      .map(({ name, status }) => `${name}: ${status.replaceAll('_', ' ')}`)
      .join(', ');
  return indicator === 'none' && snapshot.indicator === 'none' ? snapshot.description : null;
}

/** The part of a reading that the report publishes. Network text in it is raw: writers make it safe. */
export function toStatusPageResult(reading: StatusReading): StatusPageResult {
  const { indicator, description, url, incidents, maintenances } = reading;
  return {
    indicator,
    description,
    url,
    incidents: [
      ...incidents.map(({ name, status, started }) => ({ name, status, started })),
      ...maintenances.map(({ name, starts }) => ({ name, status: 'in_progress', started: starts })),
    ],
  };
}
