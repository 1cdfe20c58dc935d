/** Documents of the platforms, made up in their shapes. All tell of one service with an API and a console. */

export const NOW = Date.parse('2026-11-24T12:00:00Z');
const ORIGIN = 'https://status.example.test';

export const ago = (minutes: number): string => new Date(NOW - minutes * 60_000).toISOString();
export const epochAgo = (minutes: number): number => Math.floor(NOW / 1_000) - minutes * 60;

export type Situation = 'healthy' | 'incident' | 'maintenance';

/** URL → body. The first is the one by which the platform is told. */
export type Site = Readonly<Record<string, string | Uint8Array>>;

const json = (value: unknown): string => JSON.stringify(value);

export function statuspage(
  situation: Situation,
  changes: { updated?: string; id?: string; components?: unknown[]; incidents?: unknown } = {},
): Site {
  const api = { healthy: 'operational', incident: 'partial_outage', maintenance: 'under_maintenance' }[
    situation
  ];
  const component = (id: string, name: string, status: string) => ({
    id,
    name,
    status,
    group: false,
    group_id: null,
  });
  return {
    [`${ORIGIN}/api/v2/summary.json`]: json({
      page: { id: changes.id ?? 'p1', name: 'Example', updated_at: changes.updated ?? ago(3) },
      status: {
        indicator: { healthy: 'none', incident: 'major', maintenance: 'maintenance' }[situation],
        description: { healthy: 'All fine', incident: 'Partial outage', maintenance: 'Maintenance' }[
          situation
        ],
      },
      components: changes.components ?? [
        component('c1', 'API', api),
        component('c2', 'Console', 'operational'),
      ],
      incidents:
        changes.incidents ??
        (situation === 'incident' ? [incident('Elevated errors', [{ id: 'c1', name: 'API' }])] : []),
      scheduled_maintenances:
        situation === 'maintenance'
          ? [
              {
                name: 'Database move',
                status: 'in_progress',
                scheduled_for: ago(20),
                scheduled_until: ago(-40),
                components: [{ id: 'c1', name: 'API' }],
              },
              { name: 'Old', status: 'completed', scheduled_for: ago(900) },
            ]
          : [],
    }),
  };
}

export function incident(name: string, components: unknown[] | null, more: object = {}): object {
  return {
    id: 'i1',
    name,
    status: 'investigating',
    impact: 'major',
    created_at: ago(14),
    updated_at: ago(5),
    shortlink: `${ORIGIN}/incidents/1`,
    ...(components === null ? {} : { components }),
    ...more,
  };
}

const ULID = '01JXDEM0000000000000000000';

/** Its incidents do not say what they touch; its own summary does. Empty lists are null. */
export function incidentIo(situation: Situation): Site {
  const compat = statuspage(situation, {
    id: ULID,
    ...(situation === 'incident' ? { incidents: [incident('Elevated errors', null)] } : { incidents: null }),
  });
  return {
    ...compat,
    [`${ORIGIN}/api/v1/summary`]: json({
      page_title: 'Example',
      page_url: ORIGIN,
      ongoing_incidents:
        situation === 'incident'
          ? [
              {
                id: 'x',
                name: 'Elevated errors',
                status: 'identified',
                url: `${ORIGIN}/incidents/1`,
                current_worst_impact: 'partial_outage',
                last_update_at: ago(5),
                affected_components: [{ id: 'other', name: 'API', group_name: 'APIs' }],
              },
            ]
          : [],
      in_progress_maintenances:
        situation === 'maintenance'
          ? [
              {
                name: 'Database move',
                status: 'maintenance_in_progress',
                starts_at: ago(20),
                ends_at: ago(-40),
              },
            ]
          : [],
      scheduled_maintenances: [],
    }),
  };
}

export function rootly(situation: Situation): Site {
  return {
    [`${ORIGIN}/api/v1/status.json`]: json({
      page: { name: 'Example', url: ORIGIN, time_zone: 'UTC', updated_at: ago(3) },
      status: {
        indicator: { healthy: 'none', incident: 'major', maintenance: 'maintenance' }[situation],
        description: 'words',
      },
      incidents:
        situation === 'incident'
          ? [{ name: 'Elevated errors', status: 'investigating', impact: 'major', started_at: ago(14) }]
          : [],
    }),
  };
}

export function instatus(situation: Situation): Site {
  const status = { healthy: 'UP', incident: 'HASISSUES', maintenance: 'UNDERMAINTENANCE' }[situation];
  const api = { healthy: 'OPERATIONAL', incident: 'PARTIALOUTAGE', maintenance: 'UNDERMAINTENANCE' }[
    situation
  ];
  return {
    [`${ORIGIN}/summary.json`]: json({
      page: { name: 'Example', url: ORIGIN, status },
      ...(situation === 'incident' && {
        activeIncidents: [
          { name: 'Elevated errors', started: ago(14), status: 'INVESTIGATING', impact: 'PARTIALOUTAGE' },
        ],
      }),
      ...(situation === 'maintenance' && {
        activeMaintenances: [{ name: 'Database move', start: ago(20), status: 'INPROGRESS', duration: '60' }],
      }),
    }),
    [`${ORIGIN}/v2/components.json`]: json({
      components: [
        { id: 'a', name: 'API', status: api, group: null },
        { id: 'b', name: 'Console', status: 'OPERATIONAL', group: { id: 'g', name: 'Web' } },
      ],
    }),
  };
}

export function betterStack(situation: Situation): Site {
  const state = { healthy: 'operational', incident: 'downtime', maintenance: 'maintenance' }[situation];
  const resource = (id: string, public_name: string, status: string) => ({
    id,
    type: 'status_page_resource',
    attributes: { public_name, status, status_page_section_id: 9 },
  });
  const report = (title: string, aggregate_state: string, report_type: string) => ({
    id: title,
    type: 'status_report',
    attributes: {
      title,
      aggregate_state,
      report_type,
      starts_at: ago(14),
      // Null on resolved ones too.
      ends_at: report_type === 'maintenance' ? ago(-40) : null,
      affected_resources: [{ status_page_resource_id: '1', status: state }],
    },
  });
  return {
    [`${ORIGIN}/index.json`]: json({
      data: { id: '7', type: 'status_page', attributes: { aggregate_state: state, updated_at: ago(3) } },
      included: [
        { id: '9', type: 'status_page_section', attributes: { name: 'Models' } },
        resource('1', 'API', state),
        resource('2', 'Console', 'not_monitored'),
        report('Long ago', 'resolved', 'manual'),
        ...(situation === 'incident' ? [report('Elevated errors', 'downtime', 'manual')] : []),
        ...(situation === 'maintenance' ? [report('Database move', 'maintenance', 'maintenance')] : []),
      ],
    }),
  };
}

export function cachet(situation: Exclude<Situation, 'maintenance'>): Site {
  const updated_at = ago(3).slice(0, 19).replace('T', ' ');
  return {
    [`${ORIGIN}/api/v1/components`]: json({
      meta: {},
      data: [
        { id: 1, name: 'API', status: situation === 'healthy' ? 1 : '3', group_id: 0, updated_at },
        { id: 2, name: 'Console', status: 1, group_name: 'Web', group_id: 1, updated_at },
      ],
    }),
    [`${ORIGIN}/api/v1/incidents?sort=id&order=desc`]: json({
      data: [
        { id: 2, name: 'Long ago', status: 4, component_id: 1 },
        ...(situation === 'incident'
          ? [{ id: 3, name: 'Elevated errors', status: 1, component_id: 1, created_at: ago(14) }]
          : []),
      ],
    }),
  };
}

export function checkly(situation: Situation): Site {
  const base = `${ORIGIN}/api/status-page/example`;
  return {
    [`${base}/uptime`]: json({
      metadata: [
        {
          id: 'g',
          name: 'All',
          services: [
            { id: 's1', name: 'API' },
            { id: 's2', name: 'Console' },
          ],
        },
      ],
    }),
    [`${base}/unresolved-incidents`]: json({
      incidents:
        situation === 'incident'
          ? [
              {
                name: 'Elevated errors',
                severity: 'MAJOR',
                lastUpdateStatus: 'INVESTIGATING',
                created_at: ago(14),
                services: [{ id: 's1', name: 'API' }],
              },
            ]
          : [],
    }),
    [`${base}/maintenance-windows`]: json({
      active:
        situation === 'maintenance'
          ? [
              {
                name: 'Database move',
                startsAt: ago(20),
                endsAt: ago(-40),
                services: [{ id: 's1', name: 'API' }],
              },
            ]
          : [],
      upcoming: [{ name: 'Next week', startsAt: ago(-9_000) }],
    }),
  };
}

export function flashcat(situation: Situation): Site {
  const status = situation === 'incident' ? 'partial_outage' : 'under_maintenance';
  return {
    [`${ORIGIN}/api/status-page/77/summary/active`]: json({
      data: {
        page: {
          components: [
            { component_id: 'f1', name: 'API' },
            { component_id: 'f2', name: 'Console' },
          ],
        },
        active_changes:
          situation === 'healthy'
            ? []
            : [
                {
                  change_id: 5,
                  type: situation,
                  title: situation === 'incident' ? 'Elevated errors' : 'Database move',
                  status: situation === 'incident' ? 'investigating' : 'ongoing',
                  start_at_seconds: epochAgo(14),
                  affected_components: [{ component_id: 'f1', name: 'API', status }],
                  updates: [{ at_seconds: epochAgo(5), status: 'investigating' }],
                },
              ],
      },
    }),
  };
}

export function datadog(situation: Exclude<Situation, 'maintenance'>): Site {
  const status = situation === 'healthy' ? 'operational' : 'partial_outage';
  const api = { id: 'd1', name: 'API', type: 'Component', status };
  return {
    [`${ORIGIN}/config.json`]: json({
      id: 'x',
      pageUrl: ORIGIN,
      components: [
        { id: 'g', name: 'Gateway', type: 'ComponentGroup', components: [api] },
        { id: 'd2', name: 'Console', type: 'Component', status: 'operational' },
      ],
      incidents: [
        { title: 'Long ago', resolved: true, currentStatus: 'resolved', lastModifiedAt: ago(9_000) },
        ...(situation === 'incident'
          ? [
              {
                title: 'Elevated errors',
                resolved: false,
                publishedDate: ago(14),
                timeline: [{ status: 'identified', componentsAffected: [api] }],
              },
            ]
          : []),
      ],
      maintenances: null,
    }),
  };
}

export function googleCloud(situation: Exclude<Situation, 'maintenance'>, product = 'Vertex API'): Site {
  const event = (name: string, end: string | null) => ({
    id: name,
    begin: ago(14),
    end,
    modified: ago(5),
    external_desc: name,
    status_impact: 'SERVICE_DISRUPTION',
    severity: 'high',
    most_recent_update: { status: 'SERVICE_DISRUPTION' },
    service_name: 'Multiple Products',
    affected_products: [{ id: 'Zv', title: product }],
    uri: 'incidents/abc',
  });
  return {
    [`${ORIGIN}/incidents.json`]: json([
      ...(situation === 'incident' ? [event('Elevated errors', null)] : []),
      event('Long ago', ago(1)),
    ]),
  };
}

/** UTF-16, big-endian with a mark. */
export function aws(situation: Exclude<Situation, 'maintenance'>, service = 'Amazon Bedrock'): Site {
  const events = [
    {
      date: String(epochAgo(14)),
      arn: 'arn:aws:health:eu-west-9::event/X',
      region_name: 'Nowhere',
      status: '3',
      service: 'multipleservices-eu-west-9',
      service_name: 'Multiple services',
      summary: 'Elevated errors',
      event_log: [
        { summary: 'x', status: 1, timestamp: epochAgo(14) },
        { status: 3, timestamp: epochAgo(5) },
      ],
      impacted_services: { 'svc-eu-west-9': { service_name: service, current: '3', max: '3' } },
    },
  ];
  return { [`${ORIGIN}/public/currentevents`]: utf16be(json(situation === 'healthy' ? [] : events)) };
}

export function utf16be(text: string): Uint8Array {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return bytes.swap16();
}

/** Each item: title, description, further elements. */
export function rss(
  title: string,
  items: readonly (readonly [string, string, string?])[],
  link = ORIGIN,
): string {
  const entries = items.map(
    ([name, description, more = '']) =>
      `<item><title>${name}</title><description><![CDATA[${description}]]></description><pubDate>${new Date(NOW - 840_000).toUTCString()}</pubDate>${more}</item>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>${title}</title><link>${link}</link><atom:link href="a>b" rel="self"/>${entries.join('')}</channel></rss>`;
}
