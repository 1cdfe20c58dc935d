/** The one shape into which every status page is read, and how its words rank. */

/** The platforms whose documents are understood; `rss` is a feed of incidents of no known platform. */
export type StatusPlatform =
  | 'atlassian'
  | 'incident.io'
  | 'rootly'
  | 'instatus'
  | 'betterstack'
  | 'cachet'
  | 'checkly'
  | 'flashcat'
  | 'datadog'
  | 'google-cloud'
  | 'aws-health'
  | 'azure-rss'
  | 'onlineornot'
  | 'rss';

/** Statuspage's indicators (https://metastatuspage.com/api), into which the others are translated. */
export type Indicator = 'none' | 'minor' | 'major' | 'critical' | 'maintenance' | 'unknown';

export type ComponentStatus =
  | 'operational'
  | 'degraded_performance'
  | 'partial_outage'
  | 'major_outage'
  | 'under_maintenance'
  | 'unknown';

/** How an incident or a maintenance names a component. */
export interface ComponentRef {
  readonly id: string | null;
  readonly name: string;
}

export interface StatusComponent extends ComponentRef {
  readonly status: ComponentStatus;
  /** The group that it stands in. */
  readonly group: ComponentRef | null;
}

/** An incident that is not over. */
export interface StatusIncident {
  readonly name: string;
  /** Lower case where the platform has a fixed set (`investigating`, `identified`, `monitoring`), else its own word. */
  readonly status: string | null;
  /** `unknown`: the platform does not say how bad it is. */
  readonly impact: Indicator;
  /** ISO 8601 instants. */
  readonly started: string | null;
  readonly updated: string | null;
  readonly url: string | null;
  /** Empty: the platform does not say what it touches. */
  readonly components: readonly ComponentRef[];
  /** Text that may name a component where the platform has no list of them; empty elsewhere. */
  readonly text: string;
}

/** A maintenance that is not over. */
export interface StatusMaintenance {
  readonly name: string;
  /** null: the platform does not say, the times do. */
  readonly status: 'scheduled' | 'in_progress' | null;
  readonly starts: string | null;
  readonly ends: string | null;
  readonly components: readonly ComponentRef[];
}

export interface StatusSnapshot {
  readonly platform: StatusPlatform;
  /** The page's own summary, where it has one, else what its parts amount to. */
  readonly indicator: Indicator;
  readonly description: string | null;
  /** When the page last changed, as far as it says; null for feeds that do not say. */
  readonly updatedAt: string | null;
  /** `cloud`: a feed of a whole cloud, on which only what names a service says something of it. */
  readonly covers: 'service' | 'cloud';
  readonly components: readonly StatusComponent[];
  readonly incidents: readonly StatusIncident[];
  readonly maintenances: readonly StatusMaintenance[];
}

/** `unknown` outranks `none`: what cannot be read must not pass for well. */
const RANK: Readonly<Record<Indicator, number>> = {
  none: 0,
  unknown: 1,
  maintenance: 2,
  minor: 3,
  major: 4,
  critical: 5,
};

export function worst(indicators: Iterable<Indicator>): Indicator {
  let found: Indicator = 'none';
  for (const indicator of indicators) if (RANK[indicator] > RANK[found]) found = indicator;
  return found;
}

/** The colors of Statuspage: degraded is minor, a partial outage major, a full one critical. */
export const COMPONENT_INDICATOR = {
  operational: 'none',
  degraded_performance: 'minor',
  partial_outage: 'major',
  major_outage: 'critical',
  under_maintenance: 'maintenance',
  unknown: 'unknown',
} as const satisfies Readonly<Record<ComponentStatus, Indicator>>;

/** The other way round, for platforms whose components bear no state of their own. */
export const INDICATOR_COMPONENT = {
  none: 'operational',
  minor: 'degraded_performance',
  major: 'partial_outage',
  critical: 'major_outage',
  maintenance: 'under_maintenance',
  unknown: 'unknown',
} as const satisfies Readonly<Record<Indicator, ComponentStatus>>;

/** How much an open incident weighs. Of unknown impact it is minor: something is open, nobody says how bad. */
export function weight({ impact }: StatusIncident): Indicator {
  return impact === 'unknown' ? 'minor' : impact;
}

/** @param now milliseconds since 1970 */
export function isUnderWay({ status, starts, ends }: StatusMaintenance, now: number): boolean {
  if (status !== null) return status === 'in_progress';
  return starts !== null && Date.parse(starts) <= now && (ends === null || now < Date.parse(ends));
}
