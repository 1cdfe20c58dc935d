/**
 * Better Stack: one JSON:API document with everything. A resolved report may lack its end, so that the state decides.
 * Source: https://betterstack.com/docs/uptime/status-pages/subscribing-to-status-updates/subscribing-to-api.
 */

import type { ComponentRef, StatusComponent, StatusIncident, StatusMaintenance } from '../snapshot.ts';
import { instant, latest } from '../times.ts';
import { at, id, isObject, type Json, objects, text, word } from '../values.ts';
import { componentIndicator, componentStatus, isOver } from '../words.ts';
import { blank, jsonOf, type Platform } from './platform.ts';

export const betterStack: Platform = {
  knows: (document) => at(jsonOf(document), 'data').type === 'status_page',
  parse([document]) {
    const root = jsonOf(document);
    if (!isObject(root)) return null;
    const page = attributes(at(root, 'data'));
    const included = (type: string) => objects(root.included).filter((entry) => entry.type === type);
    const resources = included('status_page_resource');
    const names = named(resources, 'public_name');
    const sections = named(included('status_page_section'), 'name');
    const reports = included('status_report').map(attributes);
    const open = reports.filter(({ aggregate_state }) => !isOver(aggregate_state));
    return {
      ...blank('betterstack'),
      indicator: componentIndicator(page.aggregate_state),
      description: text(page.aggregate_state),
      updatedAt: latest([page, ...reports].map(({ updated_at }) => instant(updated_at))),
      components: resources.map((resource) => component(resource, names, sections)),
      incidents: open.filter((report) => !isMaintenance(report)).map((report) => incident(report, names)),
      maintenances: open.filter(isMaintenance).map((report) => maintenance(report, names)),
    };
  },
};

type Names = ReadonlyMap<string | null, string>;

function attributes(entry: Json): Json {
  return at(entry, 'attributes');
}

function isMaintenance({ report_type }: Json): boolean {
  return report_type === 'maintenance';
}

function named(entries: readonly Json[], key: string): Names {
  return new Map(entries.map((entry) => [id(entry.id), text(attributes(entry)[key]) ?? 'unnamed']));
}

function component(resource: Json, names: Names, sections: Names): StatusComponent {
  const { status, status_page_section_id } = attributes(resource);
  const section = id(status_page_section_id);
  return {
    ...refOf(id(resource.id), names),
    // `not_monitored` says nothing, and is no known word.
    status: componentStatus(status),
    group: section === null ? null : refOf(section, sections),
  };
}

function refOf(reference: string | null, names: Names): ComponentRef {
  return { id: reference, name: names.get(reference) ?? 'unnamed' };
}

function affected(report: Json, names: Names): ComponentRef[] {
  return objects(report.affected_resources).map(({ status_page_resource_id }) =>
    refOf(id(status_page_resource_id), names),
  );
}

function incident(report: Json, names: Names): StatusIncident {
  return {
    name: text(report.title) ?? 'Incident',
    status: word(report.aggregate_state),
    impact: componentIndicator(report.aggregate_state),
    started: instant(report.starts_at),
    updated: instant(report.updated_at),
    url: null,
    components: affected(report, names),
    text: '',
  };
}

function maintenance(report: Json, names: Names): StatusMaintenance {
  return {
    name: text(report.title) ?? 'Maintenance',
    // Its state is `maintenance` from the moment it is announced.
    status: null,
    starts: instant(report.starts_at),
    ends: instant(report.ends_at),
    components: affected(report, names),
  };
}
