/** Status pages of the common platforms, well and in trouble: what the provider says of itself. */

import { answering, htmlReply, jsonReply, pathOf, type Reply } from '../reply.ts';
import type { Behaviour } from '../stand-in.ts';

const NAME = 'Demo AI';
const PAGE_URL = 'https://status.example.test';

const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

const NOT_FOUND = htmlReply(404, '<html><head><title>Not found</title></head><body>Not found</body></html>');

/** Documents by path; they are made for each request, so that their times stay fresh. */
function pages(documents: Readonly<Record<string, () => unknown>>): Behaviour {
  return answering((request): Reply => {
    const make = documents[pathOf(request)];
    return make === undefined ? NOT_FOUND : jsonReply(200, make());
  });
}

export interface StatuspageState {
  readonly indicator: 'none' | 'minor' | 'major' | 'critical' | 'maintenance';
  readonly description: string;
  /** Status of the component `API`. */
  readonly api:
    | 'operational'
    | 'degraded_performance'
    | 'partial_outage'
    | 'major_outage'
    | 'under_maintenance';
  readonly incident: string | null;
  readonly maintenance: string | null;
  /** How old the page is. */
  readonly ageMinutes: number;
}

export const ALL_WELL: StatuspageState = {
  indicator: 'none',
  description: 'All Systems Operational',
  api: 'operational',
  incident: null,
  maintenance: null,
  ageMinutes: 1,
};

export const INCIDENT: StatuspageState = {
  ...ALL_WELL,
  indicator: 'major',
  description: 'Partial System Outage',
  api: 'partial_outage',
  incident: 'Elevated errors on the API',
};

export const MAINTENANCE: StatuspageState = {
  ...ALL_WELL,
  indicator: 'maintenance',
  description: 'Service Under Maintenance',
  api: 'under_maintenance',
  maintenance: 'Database upgrade',
};

/** A mirror that answers 200 with what was true half a year ago. */
export const FROZEN: StatuspageState = { ...ALL_WELL, ageMinutes: 60 * 24 * 180 };

/** Atlassian Statuspage, API v2: https://metastatuspage.com/api */
export function statuspage(state: StatuspageState = INCIDENT): Behaviour {
  const parts = (): Record<string, unknown> => statuspageParts(state, 'demo0000');
  return pages({
    '/api/v2/summary.json': parts,
    '/api/v2/status.json': () => ({ page: parts().page, status: parts().status }),
    '/api/v2/incidents/unresolved.json': () => ({ page: parts().page, incidents: parts().incidents }),
  });
}

/** incident.io serves the same paths with ULIDs for ids, and a widget of its own. */
export function incidentIo(state: StatuspageState = INCIDENT): Behaviour {
  return pages({
    '/api/v2/summary.json': () => statuspageParts(state, '01JXDEM0000000000000000000'),
    '/api/v2/status.json': () => {
      const { page, status } = statuspageParts(state, '01JXDEM0000000000000000000');
      return { page, status };
    },
    '/api/v1/summary': () => ({
      page_title: NAME,
      page_url: PAGE_URL,
      ongoing_incidents:
        state.incident === null
          ? []
          : [
              {
                id: '01JXDEM0000000000000000001',
                name: state.incident,
                url: `${PAGE_URL}/incidents/1`,
                status: 'investigating',
                current_worst_impact: 'partial_outage',
                last_update_at: minutesAgo(5),
                last_update_message: 'We are looking into it.',
                affected_components: [{ id: '01JXDEM0000000000000000002', name: 'API', group_name: null }],
              },
            ],
      in_progress_maintenances: [],
      scheduled_maintenances: [],
    }),
  });
}

function statuspageParts(state: StatuspageState, id: string): Record<string, unknown> {
  const updated = minutesAgo(state.ageMinutes);
  const component = (name: string, status: string, position: number) => ({
    id: `${id}c${position}`,
    name,
    status,
    position,
    group: false,
    group_id: null,
    only_show_if_degraded: false,
    showcase: true,
    start_date: '2025-01-01',
    updated_at: updated,
    page_id: id,
    description: null,
  });
  const event = (name: string, status: string, impact: string) => ({
    id: `${id}e`,
    name,
    status,
    impact,
    created_at: minutesAgo(20),
    started_at: minutesAgo(20),
    updated_at: minutesAgo(5),
    monitoring_at: null,
    resolved_at: null,
    shortlink: `${PAGE_URL}/incidents/1`,
    components: [component('API', state.api, 1)],
    incident_updates: [{ status, body: 'We are looking into it.', created_at: minutesAgo(5) }],
  });
  return {
    page: { id, name: NAME, url: PAGE_URL, time_zone: 'Etc/UTC', updated_at: updated },
    status: { indicator: state.indicator, description: state.description },
    components: [component('API', state.api, 1), component('Console', 'operational', 2)],
    incidents: state.incident === null ? [] : [event(state.incident, 'investigating', 'major')],
    scheduled_maintenances:
      state.maintenance === null
        ? []
        : [
            {
              ...event(state.maintenance, 'in_progress', 'maintenance'),
              scheduled_for: minutesAgo(20),
              scheduled_until: minutesAgo(-40),
            },
          ],
  };
}

/** Instatus leaves the lists out when they are empty. */
export function instatus(incident: string | null): Behaviour {
  const trouble = incident === null ? {} : { activeIncidents: [instatusIncident(incident)] };
  return pages({
    '/summary.json': () => ({
      page: { name: NAME, url: PAGE_URL, status: incident === null ? 'UP' : 'HASISSUES' },
      ...trouble,
    }),
    '/v2/components.json': () => ({
      components: [{ id: 'demo', name: 'API', status: incident === null ? 'OPERATIONAL' : 'PARTIALOUTAGE' }],
    }),
  });
}

function instatusIncident(name: string): unknown {
  return { name, started: minutesAgo(20), status: 'INVESTIGATING', impact: 'PARTIALOUTAGE', url: PAGE_URL };
}

/** Better Stack: JSON:API under /index.json. */
export function betterStack(incident: string | null): Behaviour {
  const state = incident === null ? 'operational' : 'degraded';
  const resource = {
    id: '1',
    type: 'status_page_resource',
    attributes: { public_name: 'API', status: state, availability: 0.999, status_history: [] },
  };
  const report = () => ({
    id: '2',
    type: 'status_report',
    attributes: { title: incident, aggregate_state: state, starts_at: minutesAgo(20), ends_at: null },
  });
  return pages({
    '/index.json': () => ({
      data: {
        id: '1',
        type: 'status_page',
        attributes: {
          company_name: NAME,
          company_url: PAGE_URL,
          aggregate_state: state,
          updated_at: minutesAgo(1),
        },
      },
      included: incident === null ? [resource] : [resource, report()],
    }),
  });
}
