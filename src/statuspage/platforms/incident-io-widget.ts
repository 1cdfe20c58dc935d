/**
 * incident.io's own summary, `/api/v1/summary`: what is going on, and which components it touches. Three empty lists
 * mean that all is well. Source: https://help.incident.io (widget API).
 */

import type { ComponentRef, StatusIncident, StatusMaintenance } from '../snapshot.ts';
import { weight, worst } from '../snapshot.ts';
import { instant, latest } from '../times.ts';
import { httpUrl, isObject, type Json, objects, text, word } from '../values.ts';
import { componentIndicator, isOver } from '../words.ts';
import { blank, jsonOf, type Platform, refTo } from './platform.ts';

export function isWidget(value: unknown): value is Json {
  return isObject(value) && typeof value.page_title === 'string' && Array.isArray(value.ongoing_incidents);
}

export const incidentIoWidget: Platform = {
  knows: (document) => isWidget(jsonOf(document)),
  parse([document]) {
    const summary = jsonOf(document);
    if (!isWidget(summary)) return null;
    const incidents = incidentsOf(summary);
    return {
      ...blank('incident.io'),
      indicator: worst(incidents.map(weight)),
      updatedAt: latest(incidents.map(({ updated }) => updated)),
      incidents,
      maintenances: [
        ...objects(summary.in_progress_maintenances).map((event) => maintenance(event, 'in_progress')),
        ...objects(summary.scheduled_maintenances).map((event) => maintenance(event, 'scheduled')),
      ],
    };
  },
};

/** Incident's name → names of what it touches: ids of this summary need not be those of the other document. */
export function affectedByIncident(summary: Json | undefined): ReadonlyMap<string, readonly ComponentRef[]> {
  return new Map(
    (summary === undefined ? [] : incidentsOf(summary)).map(({ name, components }) => [
      name,
      components.map((component) => ({ ...component, id: null })),
    ]),
  );
}

function incidentsOf(summary: Json): StatusIncident[] {
  return objects(summary.ongoing_incidents)
    .filter(({ status }) => !isOver(status))
    .map((incident) => ({
      name: text(incident.name) ?? 'Incident',
      status: word(incident.status),
      impact: componentIndicator(incident.current_worst_impact),
      started: instant(incident.started_at) ?? instant(incident.created_at),
      updated: instant(incident.last_update_at),
      url: httpUrl(incident.url),
      components: refs(incident),
      text: '',
    }));
}

function maintenance(event: Json, status: 'in_progress' | 'scheduled'): StatusMaintenance {
  return {
    name: text(event.name) ?? 'Maintenance',
    status,
    starts: instant(event.starts_at) ?? instant(event.started_at),
    ends: instant(event.ends_at) ?? instant(event.scheduled_end_at),
    components: refs(event),
  };
}

function refs(event: Json): ComponentRef[] {
  return objects(event.affected_components).map(({ id, name }) => refTo(id, name));
}
