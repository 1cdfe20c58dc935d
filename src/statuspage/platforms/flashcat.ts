/**
 * Flashcat (Flashduty): the page's components, and the changes that are under way with the state they gave to each.
 * Not documented; names as seen in the page's requests. Times are seconds since 1970.
 */

import type { ComponentRef, ComponentStatus, StatusIncident, StatusMaintenance } from '../snapshot.ts';
import { COMPONENT_INDICATOR, worst } from '../snapshot.ts';
import { epoch, latest } from '../times.ts';
import { at, id, isObject, type Json, objects, text, word } from '../values.ts';
import { componentStatus, isOver, maintenanceStatus } from '../words.ts';
import { blank, jsonOf, type Platform, refTo } from './platform.ts';

/** The answer stands in an envelope, `data`. */
function summaryOf(value: unknown): Json | null {
  const summary = isObject(value) && isObject(value.data) ? value.data : value;
  return isObject(summary) && isObject(summary.page) && Array.isArray(summary.active_changes)
    ? summary
    : null;
}

export const flashcat: Platform = {
  knows: (document) => summaryOf(jsonOf(document)) !== null,
  parse([document]) {
    const summary = summaryOf(jsonOf(document));
    if (summary === null) return null;
    const changes = objects(summary.active_changes).filter(({ status }) => !isOver(status));
    const states = statesOf(changes);
    const incidents = changes.filter((change) => !isMaintenance(change)).map(incident);
    return {
      ...blank('flashcat'),
      indicator: worst([...states.values()].map((status) => COMPONENT_INDICATOR[status])),
      updatedAt: latest(incidents.map(({ updated }) => updated)),
      components: objects(at(summary, 'page').components).map((component) => ({
        ...ref(component),
        status: states.get(id(component.component_id)) ?? 'operational',
        group: null,
      })),
      incidents,
      maintenances: changes.filter(isMaintenance).map(maintenance),
    };
  },
};

/** Component's id → the worst that a change under way gives to it. */
function statesOf(changes: readonly Json[]): ReadonlyMap<string | null, ComponentStatus> {
  const states = new Map<string | null, ComponentStatus>();
  for (const change of changes) {
    for (const component of objects(change.affected_components)) {
      const status = componentStatus(component.status);
      const before = states.get(id(component.component_id)) ?? 'operational';
      const indicators = [COMPONENT_INDICATOR[status], COMPONENT_INDICATOR[before]];
      if (worst(indicators) === COMPONENT_INDICATOR[status]) states.set(id(component.component_id), status);
    }
  }
  return states;
}

function isMaintenance(change: Json): boolean {
  return word(change.type) === 'maintenance';
}

function incident(change: Json): StatusIncident {
  const affected = objects(change.affected_components);
  return {
    name: text(change.title) ?? 'Incident',
    status: word(change.status),
    impact:
      affected.length === 0
        ? 'unknown'
        : worst(affected.map(({ status }) => COMPONENT_INDICATOR[componentStatus(status)])),
    started: epoch(change.start_at_seconds),
    updated: latest(objects(change.updates).map(({ at_seconds }) => epoch(at_seconds))),
    url: null,
    components: affected.map(ref),
    text: '',
  };
}

function maintenance(change: Json): StatusMaintenance {
  return {
    name: text(change.title) ?? 'Maintenance',
    status: maintenanceStatus(change.status),
    starts: epoch(change.start_at_seconds),
    ends: epoch(change.close_at_seconds),
    components: objects(change.affected_components).map(ref),
  };
}

function ref({ component_id, name }: Json): ComponentRef {
  return refTo(component_id, name);
}
