/**
 * Instatus: a summary that leaves its lists out when they are empty, and a list of components beside it.
 * Source: https://instatus.com/help/api (public endpoints). The list of components is an object on live pages, a bare
 * list in the documentation.
 */

import type { Indicator, StatusComponent, StatusIncident, StatusMaintenance } from '../snapshot.ts';
import { instant, latest } from '../times.ts';
import { at, httpUrl, isObject, type Json, objects, text, word } from '../values.ts';
import { componentIndicator, componentStatus, isOver, maintenanceStatus } from '../words.ts';
import { blank, jsonOf, type Platform, refTo, sibling } from './platform.ts';

/** The page has a word only: what it amounts to, and how to say it. */
const PAGE: ReadonlyMap<string | null, readonly [Indicator, string]> = new Map([
  ['up', ['none', 'All systems operational']],
  ['hasissues', ['minor', 'The page reports issues']],
  ['undermaintenance', ['maintenance', 'Under maintenance']],
]);

function summaryOf(value: unknown): readonly [Indicator, string] | undefined {
  return PAGE.get(word(at(value, 'page').status));
}

export const instatus: Platform = {
  knows: (document) => summaryOf(jsonOf(document)) !== undefined,
  companions: ({ url }) => [sibling(url, '/v2/components.json')],
  parse([summary, components]) {
    const page = jsonOf(summary);
    const said = summaryOf(page);
    if (!isObject(page) || said === undefined) return null;
    const incidents = objects(page.activeIncidents)
      .filter((event) => !isOver(event.status))
      .map(incident);
    return {
      ...blank('instatus'),
      indicator: said[0],
      description: said[1],
      updatedAt: latest(incidents.map(({ updated }) => updated)),
      components: componentsOf(jsonOf(components)),
      incidents,
      maintenances: objects(page.activeMaintenances).flatMap(maintenance),
    };
  },
};

function componentsOf(value: unknown): StatusComponent[] {
  return objects(isObject(value) ? value.components : value)
    .flatMap((entry): Json[] => [
      entry,
      ...objects(entry.children).map((child) => ({ ...child, group: entry })),
    ])
    .filter((entry) => entry.isParent !== true)
    .map((entry) => ({
      ...refTo(entry.id, entry.name),
      status: componentStatus(entry.status),
      group: groupOf(entry.group),
    }));
}

function groupOf(group: unknown): StatusComponent['group'] {
  if (isObject(group)) return refTo(group.id, group.name);
  return text(group) === null ? null : refTo(null, group);
}

function incident(event: Json): StatusIncident {
  return {
    name: text(event.name) ?? 'Incident',
    status: word(event.status),
    impact: componentIndicator(event.impact),
    started: instant(event.started),
    updated: instant(event.updatedAt),
    url: httpUrl(event.url),
    components: [],
    text: '',
  };
}

/** `duration` is in minutes. */
function maintenance(event: Json): StatusMaintenance[] {
  if (isOver(event.status)) return [];
  const starts = instant(event.start);
  const minutes = Number(event.duration);
  const end = starts !== null && minutes > 0 ? Date.parse(starts) + minutes * 60_000 : Number.NaN;
  return [
    {
      name: text(event.name) ?? 'Maintenance',
      status: maintenanceStatus(event.status),
      starts,
      ends: end < Date.UTC(10_000, 0) ? new Date(end).toISOString() : null,
      components: [],
    },
  ];
}
