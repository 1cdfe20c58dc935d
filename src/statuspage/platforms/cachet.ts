/**
 * Cachet (self-hosted): numbered states, components and incidents in two documents.
 * Source: https://docs.cachethq.io/v2.x (API reference: component and incident statuses).
 */

import type { ComponentStatus, StatusComponent, StatusIncident } from '../snapshot.ts';
import { COMPONENT_INDICATOR, worst } from '../snapshot.ts';
import { instant, latest } from '../times.ts';
import { code, httpUrl, id, isObject, type Json, objects, text } from '../values.ts';
import { blank, jsonOf, type Platform, pathOf, refTo, sibling } from './platform.ts';

const COMPONENT: readonly ComponentStatus[] = [
  'unknown',
  'operational',
  'degraded_performance',
  'partial_outage',
  'major_outage',
];

/** 0 is scheduled, 4 is fixed: neither is an incident that is open. */
const INCIDENT: ReadonlyMap<number, string> = new Map([
  [1, 'investigating'],
  [2, 'identified'],
  [3, 'monitoring'],
]);

function isComponents(value: unknown): value is Json {
  if (!isObject(value) || !Array.isArray(value.data) || value.data.length === 0) return false;
  return objects(value.data).every(
    (entry) => text(entry.name) !== null && COMPONENT[code(entry.status) ?? -1] !== undefined,
  );
}

export const cachet: Platform = {
  knows: (document) => pathOf(document.url).endsWith('/components') && isComponents(jsonOf(document)),
  companions: ({ url }) => [sibling(url, 'incidents?sort=id&order=desc')],
  parse([list, events]) {
    const value = jsonOf(list);
    if (!isComponents(value)) return null;
    const components = objects(value.data).map(component);
    const byId = new Map(components.map((entry) => [entry.id, entry]));
    const happened = jsonOf(events);
    const incidents = objects(isObject(happened) ? happened.data : undefined).flatMap((event) =>
      incident(event, byId.get(id(event.component_id))),
    );
    return {
      ...blank('cachet'),
      indicator: worst(components.map(({ status }) => COMPONENT_INDICATOR[status])),
      updatedAt: latest(
        [...objects(value.data), ...incidents].map((entry) =>
          instant('updated_at' in entry ? entry.updated_at : entry.updated),
        ),
      ),
      components,
      incidents,
    };
  },
};

function component(entry: Json): StatusComponent {
  const group = text(entry.group_name);
  return {
    ...refTo(entry.id, entry.name),
    status: COMPONENT[code(entry.status) ?? -1] ?? 'unknown',
    group: group === null ? null : refTo(entry.group_id, group),
  };
}

function incident(event: Json, touched: StatusComponent | undefined): StatusIncident[] {
  const status = INCIDENT.get(code(event.status) ?? -1);
  if (status === undefined) return [];
  return [
    {
      name: text(event.name) ?? 'Incident',
      status,
      impact: touched === undefined ? 'unknown' : COMPONENT_INDICATOR[touched.status],
      started: instant(event.occurred_at) ?? instant(event.created_at),
      updated: instant(event.updated_at),
      url: httpUrl(event.permalink),
      components: touched === undefined ? [] : [{ id: touched.id, name: touched.name }],
      text: '',
    },
  ];
}
