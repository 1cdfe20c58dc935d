/** A snapshot of a whole page → what it says of one probe. */

import { type Fits, fitting, isEmpty, mentions, type Wanted } from './fit.ts';
import {
  COMPONENT_INDICATOR,
  type Indicator,
  isUnderWay,
  type StatusComponent,
  type StatusIncident,
  type StatusMaintenance,
  type StatusSnapshot,
  weight,
  worst,
} from './snapshot.ts';

export interface Scoped {
  /** `page`: no component fits, or none was asked for; what is said is said of the whole page. */
  readonly scope: 'components' | 'page';
  readonly indicator: Indicator;
  readonly components: readonly StatusComponent[];
  /** The weightiest first. */
  readonly incidents: readonly StatusIncident[];
  /** Those under way. */
  readonly maintenances: readonly StatusMaintenance[];
  /** Open incidents that do not touch the probe, as far as the page tells. */
  readonly elsewhere: readonly StatusIncident[];
}

/** An incident or a maintenance, by what it touches. */
type PageEvent = Pick<StatusIncident, 'components'> & Partial<Pick<StatusIncident, 'text'>>;

/** @param now milliseconds since 1970 */
export function scopeTo(snapshot: StatusSnapshot, wanted: Wanted, now: number): Scoped {
  const underWay = snapshot.maintenances.filter((maintenance) => isUnderWay(maintenance, now));
  if (isEmpty(wanted)) return wholePage(snapshot, underWay);
  const mentioned = [...snapshot.incidents, ...underWay].flatMap(({ components }) => components);
  const fits = fitting([...snapshot.components, ...mentioned], wanted);
  const components = snapshot.components.filter(fits);
  const isListed = snapshot.covers === 'service' && snapshot.components.length > 0;
  // A name that the page does not know (any more) says nothing; the whole page still does.
  if (isListed && components.length === 0) return wholePage(snapshot, underWay);
  const touches = touching(snapshot, components, fits, wanted);
  const incidents = snapshot.incidents.filter(touches);
  const maintenances = underWay.filter(touches);
  const counts = (event: PageEvent) => components.length === 0 || isLinked(event, snapshot);
  return {
    scope: 'components',
    indicator: worst([
      ...components.map(({ status }) => COMPONENT_INDICATOR[status]),
      ...incidents.filter(counts).map(weight),
      ...maintenances.filter(counts).map((): Indicator => 'maintenance'),
      ...(isListed ? [] : unlisted(snapshot)),
    ]),
    components,
    incidents: byWeight(incidents),
    maintenances,
    elsewhere: byWeight(snapshot.incidents.filter((incident) => !touches(incident))),
  };
}

function wholePage(snapshot: StatusSnapshot, underWay: readonly StatusMaintenance[]): Scoped {
  return {
    scope: 'page',
    // A page may call itself well while an incident is open.
    indicator: worst([
      snapshot.indicator,
      ...snapshot.incidents.map(weight),
      ...underWay.map((): Indicator => 'maintenance'),
    ]),
    components: snapshot.components,
    incidents: byWeight(snapshot.incidents),
    maintenances: underWay,
    elsewhere: [],
  };
}

function touching(
  snapshot: StatusSnapshot,
  fittingComponents: readonly StatusComponent[],
  fits: Fits,
  wanted: Wanted,
): (event: PageEvent) => boolean {
  const troubled = fittingComponents.some(({ status }) => status !== 'operational');
  return (event) => {
    if (isLinked(event, snapshot)) return event.components.some(fits);
    // Only the component's own state tells whether it is meant.
    if (fittingComponents.length > 0) return troubled;
    return snapshot.covers === 'service' || wanted.names.some((name) => mentions(event.text ?? '', name));
  };
}

/** Not linked: to nothing, or to everything, as some owners do with each of their incidents. */
function isLinked({ components: touched }: PageEvent, { covers, components }: StatusSnapshot): boolean {
  const isAboutAll = covers === 'service' && components.length > 1 && touched.length >= components.length;
  return touched.length > 0 && !isAboutAll;
}

/** Where no components are listed, what the page itself says counts, unless an incident tells more. */
function unlisted({ indicator, incidents }: StatusSnapshot): Indicator[] {
  return incidents.length === 0 || indicator === 'unknown' ? [indicator] : [];
}

function byWeight(incidents: readonly StatusIncident[]): StatusIncident[] {
  return [...incidents].sort((a, b) => compare(weight(a), weight(b)));
}

function compare(a: Indicator, b: Indicator): number {
  if (a === b) return 0;
  return worst([a, b]) === a ? -1 : 1;
}
