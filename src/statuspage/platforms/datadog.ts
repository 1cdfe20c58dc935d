/**
 * Datadog status pages, `/config.json`: components in groups, incidents with their history, the newest entry first.
 * Not documented; names as seen in the page's requests.
 */

import type { ComponentRef, StatusComponent, StatusIncident, StatusMaintenance } from '../snapshot.ts';
import { COMPONENT_INDICATOR, worst } from '../snapshot.ts';
import { instant, latest } from '../times.ts';
import { httpUrl, isObject, type Json, objects, text, word } from '../values.ts';
import { componentIndicator, componentStatus, isOver, maintenanceStatus } from '../words.ts';
import { blank, jsonOf, type Platform, refTo } from './platform.ts';

function isConfig(value: unknown): value is Json {
  return isObject(value) && typeof value.pageUrl === 'string' && Array.isArray(value.components);
}

export const datadog: Platform = {
  knows: (document) => isConfig(jsonOf(document)),
  parse([document]) {
    const page = jsonOf(document);
    if (!isConfig(page)) return null;
    const components = objects(page.components).flatMap(component);
    const incidents = objects(page.incidents).filter(isOpen).map(incident);
    return {
      ...blank('datadog'),
      indicator: worst(components.map(({ status }) => COMPONENT_INDICATOR[status])),
      updatedAt: latest(objects(page.incidents).map(({ lastModifiedAt }) => instant(lastModifiedAt))),
      components,
      incidents,
      maintenances: objects(page.maintenances).filter(isOpen).map(maintenance),
    };
  },
};

function component(entry: Json): StatusComponent[] {
  if (entry.type !== 'ComponentGroup')
    return [{ ...ref(entry), status: componentStatus(entry.status), group: null }];
  return objects(entry.components).map((child) => ({
    ...ref(child),
    status: componentStatus(child.status),
    group: ref(entry),
  }));
}

function isOpen(event: Json): boolean {
  return event.resolved !== true && !isOver(statusOf(event));
}

function statusOf(event: Json): unknown {
  return objects(event.timeline)[0]?.status ?? event.currentStatus;
}

function affected(event: Json): Json[] {
  const newest = objects(objects(event.timeline)[0]?.componentsAffected);
  return newest.length > 0 ? newest : objects(event.componentsAffected);
}

function incident(event: Json): StatusIncident {
  const touched = affected(event);
  return {
    name: text(event.title) ?? 'Incident',
    status: word(statusOf(event)),
    impact: touched.length === 0 ? 'unknown' : worst(touched.map(({ status }) => componentIndicator(status))),
    started: instant(event.publishedDate),
    updated: instant(event.lastModifiedAt),
    url: httpUrl(event.url),
    components: touched.map(ref),
    text: '',
  };
}

function maintenance(event: Json): StatusMaintenance {
  return {
    name: text(event.title) ?? 'Maintenance',
    status: maintenanceStatus(statusOf(event)),
    starts: instant(event.startDate),
    ends: instant(event.completedDate),
    components: affected(event).map(ref),
  };
}

function ref({ id, name }: Json): ComponentRef {
  return refTo(id, name);
}
