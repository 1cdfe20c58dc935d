/**
 * Checkly's status page asks three documents of its own: services, unresolved incidents, maintenance windows. They are
 * not documented; names as seen in the page's requests. The services bear no state: the incidents give it.
 */

import type { StatusDocument } from '../document.ts';
import type {
  ComponentRef,
  Indicator,
  StatusComponent,
  StatusIncident,
  StatusMaintenance,
} from '../snapshot.ts';
import { INDICATOR_COMPONENT, weight, worst } from '../snapshot.ts';
import { instant, latest } from '../times.ts';
import { isObject, type Json, objects, text, word } from '../values.ts';
import { isOver } from '../words.ts';
import { blank, jsonOf, type Platform, pathOf, refTo, sibling } from './platform.ts';

const PARTS = ['uptime', 'unresolved-incidents', 'maintenance-windows'] as const;
type Part = (typeof PARTS)[number];

const SEVERITY: ReadonlyMap<string | null, Indicator> = new Map([
  ['minor', 'minor'],
  ['medium', 'minor'],
  ['major', 'major'],
  ['critical', 'critical'],
]);

function partOf({ url }: StatusDocument): Part | null {
  const [, part] = /\/api\/status-page\/[^/]+\/([a-z-]+)$/.exec(pathOf(url)) ?? [];
  return PARTS.find((name) => name === part) ?? null;
}

export const checkly: Platform = {
  knows: (document) => partOf(document) !== null && isObject(jsonOf(document)),
  companions: (document) =>
    PARTS.filter((part) => part !== partOf(document)).map((part) => sibling(document.url, part)),
  parse(documents) {
    const part = (name: Part): unknown => jsonOf(documents.find((document) => partOf(document) === name));
    const unresolved = part('unresolved-incidents');
    // Without this one nothing is known of the present.
    if (!isObject(unresolved) || !Array.isArray(unresolved.incidents)) return null;
    const incidents = objects(unresolved.incidents)
      .filter(({ lastUpdateStatus }) => !isOver(lastUpdateStatus))
      .map(incident);
    const windows = part('maintenance-windows');
    return {
      ...blank('checkly'),
      indicator: worst(incidents.map(weight)),
      updatedAt: latest(incidents.map(({ updated }) => updated)),
      components: componentsOf(part('uptime'), incidents),
      incidents,
      maintenances: isObject(windows)
        ? [
            ...objects(windows.active).map((window) => maintenance(window, 'in_progress')),
            ...objects(windows.upcoming).map((window) => maintenance(window, 'scheduled')),
          ]
        : [],
    };
  },
};

function componentsOf(uptime: unknown, incidents: readonly StatusIncident[]): StatusComponent[] {
  const impacts = new Map<string, Indicator>();
  for (const incident of incidents) {
    for (const { name } of incident.components)
      impacts.set(name, worst([weight(incident), impacts.get(name) ?? 'none']));
  }
  return objects(isObject(uptime) ? uptime.metadata : undefined).flatMap((group) =>
    objects(group.services).map((service) => {
      const reference = ref(service);
      return {
        ...reference,
        status: INDICATOR_COMPONENT[impacts.get(reference.name) ?? 'none'],
        group: text(group.name) === null ? null : ref(group),
      };
    }),
  );
}

function incident(event: Json): StatusIncident {
  return {
    name: text(event.name) ?? 'Incident',
    status: word(event.lastUpdateStatus),
    impact: SEVERITY.get(word(event.severity)) ?? 'unknown',
    started: instant(event.created_at) ?? instant(event.createdAt),
    updated: instant(event.updated_at) ?? instant(event.updatedAt),
    url: null,
    components: objects(event.services).map(ref),
    text: '',
  };
}

function maintenance(window: Json, status: 'in_progress' | 'scheduled'): StatusMaintenance {
  return {
    name: text(window.name) ?? 'Maintenance',
    status,
    starts: instant(window.startsAt) ?? instant(window.startAt),
    ends: instant(window.endsAt) ?? instant(window.endAt),
    components: objects(window.services).map(ref),
  };
}

function ref({ id, name }: Json): ComponentRef {
  return refTo(id, name);
}
