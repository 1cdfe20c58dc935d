/**
 * Atlassian Statuspage, API v2, and incident.io, which serves the same paths.
 * Sources: https://metastatuspage.com/api; https://help.incident.io (public status page API), whose ids are ULIDs,
 * whose empty lists are null, and whose incidents do not say what they touch: its own summary does.
 */

import type { ComponentRef, StatusComponent, StatusIncident, StatusMaintenance } from '../snapshot.ts';
import { instant, latest } from '../times.ts';
import { at, httpUrl, id, isObject, type Json, objects, text, word } from '../values.ts';
import { componentStatus, indicator, isOver, maintenanceStatus } from '../words.ts';
import { affectedByIncident, isWidget } from './incident-io-widget.ts';
import { blank, jsonOf, type Platform, pathOf, refTo, sibling } from './platform.ts';

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

export const statuspage: Platform = {
  knows: (document) => isStatuspage(jsonOf(document)) && id(at(jsonOf(document), 'page').id) !== null,

  companions(document) {
    const page = jsonOf(document);
    if (pathOf(document.url).endsWith('/status.json')) return [sibling(document.url, 'summary.json')];
    const unmapped =
      isIncidentIo(page) && incidentsOf(page).some(({ components }) => components.length === 0);
    return unmapped ? [sibling(document.url, '/api/v1/summary')] : [];
  },

  parse(documents) {
    const whole = documents.map(jsonOf).filter(isStatuspage);
    const page = whole.find((value) => Array.isArray(value.components)) ?? whole[0];
    if (page === undefined) return null;
    const affected = affectedByIncident(documents.map(jsonOf).find(isWidget));
    const incidents = incidentsOf(page).map((incident) =>
      incident.components.length > 0
        ? incident
        : { ...incident, components: affected.get(incident.name) ?? [] },
    );
    return {
      ...blank(isIncidentIo(page) ? 'incident.io' : 'atlassian'),
      indicator: indicator(at(page, 'status').indicator),
      description: text(at(page, 'status').description),
      updatedAt: latest([instant(at(page, 'page').updated_at), ...incidents.map(({ updated }) => updated)]),
      components: componentsOf(page),
      incidents,
      maintenances: objects(page.scheduled_maintenances).flatMap(maintenance),
    };
  },
};

function isStatuspage(value: unknown): value is Json {
  return isObject(value) && isObject(value.page) && typeof at(value, 'status').indicator === 'string';
}

function isIncidentIo(page: unknown): boolean {
  return ULID.test(id(at(page, 'page').id) ?? '');
}

/** Groups are no components; they are named by what stands in them. */
function componentsOf(page: Json): StatusComponent[] {
  const listed = objects(page.components);
  const groups = new Map<string | null, ComponentRef>(
    listed.filter(({ group }) => group === true).map((group) => [id(group.id), ref(group)]),
  );
  return listed
    .filter(({ group }) => group !== true)
    .map((component) => ({
      ...ref(component),
      status: componentStatus(component.status),
      group: groups.get(id(component.group_id)) ?? null,
    }));
}

function incidentsOf(page: unknown): StatusIncident[] {
  return objects(isObject(page) ? page.incidents : undefined)
    .filter(({ status }) => !isOver(status))
    .map((incident) => ({
      name: text(incident.name) ?? 'Incident',
      status: word(incident.status),
      impact: indicator(incident.impact),
      started: instant(incident.started_at) ?? instant(incident.created_at),
      updated: instant(incident.updated_at),
      url: httpUrl(incident.shortlink),
      components: objects(incident.components).map(ref),
      text: '',
    }));
}

function maintenance(event: Json): StatusMaintenance[] {
  if (isOver(event.status)) return [];
  return [
    {
      name: text(event.name) ?? 'Maintenance',
      status: maintenanceStatus(event.status),
      starts: instant(event.scheduled_for),
      ends: instant(event.scheduled_until),
      components: objects(event.components).map(ref),
    },
  ];
}

function ref({ id, name }: Json): ComponentRef {
  return refTo(id, name);
}
