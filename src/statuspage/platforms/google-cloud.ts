/**
 * Google Cloud's incidents.json: a history of the whole cloud, in which an incident without an end is open.
 * Source: https://status.cloud.google.com/incidents.schema.json.
 */

import type { ComponentRef, Indicator, StatusComponent, StatusIncident } from '../snapshot.ts';
import { INDICATOR_COMPONENT, weight, worst } from '../snapshot.ts';
import { instant, latest } from '../times.ts';
import { at, isObject, type Json, objects, text, word } from '../values.ts';
import { blank, jsonOf, type Platform, refTo, sibling } from './platform.ts';

function isHistory(value: unknown): value is readonly unknown[] {
  return (
    Array.isArray(value) &&
    isObject(value[0]) &&
    typeof value[0].begin === 'string' &&
    Array.isArray(value[0].affected_products)
  );
}

export const googleCloud: Platform = {
  knows: (document) => isHistory(jsonOf(document)),
  parse([document]) {
    const history = jsonOf(document);
    if (document === undefined || !isHistory(history)) return null;
    const events = objects(history);
    const open = events
      .filter(({ end }) => instant(end) === null)
      .map((event) => incident(event, document.url));
    return {
      ...blank('google-cloud'),
      indicator: worst(open.map(weight)),
      // The newest of the whole cloud: with so many products there is one every week or so.
      updatedAt: latest(events.map(({ modified }) => instant(modified))),
      covers: 'cloud',
      components: open.flatMap(affected),
      incidents: open,
    };
  },
};

function incident(event: Json, url: string): StatusIncident {
  const uri = text(event.uri);
  return {
    name: text(event.external_desc) ?? 'Incident',
    status: word(at(event, 'most_recent_update').status) ?? word(event.status_impact),
    impact: impactOf(event),
    started: instant(event.begin),
    updated: instant(event.modified),
    url: uri !== null && /^[\w/-]+$/.test(uri) ? sibling(url, uri) : null,
    components: objects(event.affected_products).map(product),
    text: '',
  };
}

function impactOf(event: Json): Indicator {
  const severe = word(event.severity) === 'high';
  const { status = event.status_impact } = at(event, 'most_recent_update');
  switch (word(status)) {
    case 'available':
    case 'available_information':
    case 'service_information':
      return 'none';
    case 'service_disruption':
      return severe ? 'major' : 'minor';
    case 'service_outage':
      return 'critical';
    default:
      return 'unknown';
  }
}

function product(entry: Json): ComponentRef {
  return refTo(entry.id, text(entry.current_title) ?? entry.title);
}

function affected({ impact, components }: StatusIncident): StatusComponent[] {
  return components.map((component) => ({ ...component, status: INDICATOR_COMPONENT[impact], group: null }));
}
