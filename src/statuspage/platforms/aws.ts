/**
 * AWS Health's public currentevents: the open events of the whole cloud, each with the services that it touches. UTF-16;
 * an empty list when nothing is open. States are 0 resolved, 1 informational, 2 degraded, 3 disrupted, as strings or as
 * numbers. Not documented; https://health.aws.amazon.com/health/status shows the same.
 */

import type { ComponentStatus, StatusComponent, StatusIncident } from '../snapshot.ts';
import { COMPONENT_INDICATOR, worst } from '../snapshot.ts';
import { epoch, latest } from '../times.ts';
import { at, code, isObject, type Json, objects, text } from '../values.ts';
import { blank, jsonOf, type Platform, pathOf } from './platform.ts';

const PAGE = 'https://health.aws.amazon.com/health/status';

/** An event starts as informational while its extent is not known, so that this is more than none. */
const STATES: readonly ComponentStatus[] = [
  'operational',
  'degraded_performance',
  'degraded_performance',
  'major_outage',
];

function isEvents(value: unknown): value is readonly unknown[] {
  return (
    Array.isArray(value) && value.every((event) => isObject(event) && typeof event.service_name === 'string')
  );
}

export const aws: Platform = {
  // The empty list of a quiet day is known by its address alone.
  knows(document) {
    const events = jsonOf(document);
    return isEvents(events) && (events.length > 0 || pathOf(document.url).endsWith('/currentevents'));
  },
  parse([document]) {
    const events = jsonOf(document);
    if (!isEvents(events)) return null;
    const open = objects(events).filter(({ status }) => stateOf(status) !== 'operational');
    const incidents = open.map(incident);
    return {
      ...blank('aws-health'),
      indicator: worst(incidents.map(({ impact }) => impact)),
      updatedAt: latest(incidents.map(({ updated }) => updated)),
      covers: 'cloud',
      components: open.flatMap(servicesOf),
      incidents,
    };
  },
};

function stateOf(value: unknown): ComponentStatus {
  return STATES[code(value) ?? -1] ?? 'unknown';
}

function incident(event: Json): StatusIncident {
  const region = text(event.region_name);
  const summary = text(event.summary) ?? 'Event';
  return {
    name: region === null ? summary : `${summary} (${region})`,
    status: 'open',
    impact: COMPONENT_INDICATOR[stateOf(event.status)],
    started: epoch(event.date),
    updated: latest(objects(event.event_log).map(({ timestamp }) => epoch(timestamp))),
    url: PAGE,
    components: servicesOf(event).map(({ id, name }) => ({ id, name })),
    text: '',
  };
}

/** Keys are service and region in one: `bedrock-us-east-1`. */
function servicesOf(event: Json): StatusComponent[] {
  const listed = Object.entries(at(event, 'impacted_services'))
    .slice(0, 1_000)
    .map(([key, service]) => ({
      id: text(key),
      name: text(at({ service }, 'service').service_name) ?? key.slice(0, 100),
      status: stateOf(at({ service }, 'service').current),
      group: null,
    }));
  if (listed.length > 0) return listed;
  const name = text(event.service_name) ?? 'unnamed';
  return [{ id: text(event.service), name, status: stateOf(event.status), group: null }];
}
