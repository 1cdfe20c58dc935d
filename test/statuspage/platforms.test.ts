import { describe, expect, it } from 'vitest';
import { parseStatusPage, type StatusSnapshot } from '../../src/statuspage/index.ts';
import * as samples from './samples.ts';

function parse(site: samples.Site): StatusSnapshot {
  const [first, ...more] = Object.entries(site).map(([url, body]) => ({ url, body, contentType: null }));
  if (first === undefined) throw new Error('an empty site');
  const result = parseStatusPage(first, more);
  if (!result.ok) throw new Error(result.problem);
  return result.snapshot;
}

const API = expect.objectContaining({ name: 'API' });

const SERVICES = [
  ['atlassian', samples.statuspage],
  ['incident.io', samples.incidentIo],
  ['instatus', samples.instatus],
  ['betterstack', samples.betterStack],
  ['checkly', samples.checkly],
  ['flashcat', samples.flashcat],
  ['rootly', samples.rootly],
] as const;

describe.each(SERVICES)('%s', (platform, site) => {
  it('healthy', () => {
    const snapshot = parse(site('healthy'));
    expect(snapshot).toMatchObject({ platform, indicator: 'none', covers: 'service', incidents: [] });
    expect(snapshot.components.every(({ status }) => status === 'operational' || status === 'unknown')).toBe(
      true,
    );
  });

  it('incident', () => {
    const snapshot = parse(site('incident'));
    expect(snapshot).toMatchObject({ platform, incidents: [{ name: 'Elevated errors' }] });
    expect(['minor', 'major', 'critical']).toContain(snapshot.indicator);
    expect(['major', 'critical']).toContain(snapshot.incidents[0]?.impact);
    expect(snapshot.incidents[0]?.started).toBe(samples.ago(14));
  });

  it('maintenance', () => {
    const snapshot = parse(site('maintenance'));
    expect(snapshot).toMatchObject({ platform, incidents: [] });
    if (platform === 'rootly') expect(snapshot.indicator).toBe('maintenance');
    else expect(snapshot.maintenances[0]).toMatchObject({ name: 'Database move' });
  });
});

describe.each([
  ['cachet', samples.cachet],
  ['datadog', samples.datadog],
] as const)('%s', (platform, site) => {
  it('healthy and in trouble', () => {
    expect(parse(site('healthy'))).toMatchObject({ platform, indicator: 'none', incidents: [] });
    expect(parse(site('incident'))).toMatchObject({
      platform,
      indicator: 'major',
      components: [
        { name: 'API', status: 'partial_outage' },
        { name: 'Console', status: 'operational' },
      ],
      incidents: [{ name: 'Elevated errors', impact: 'major', started: samples.ago(14), components: [API] }],
    });
  });
});

describe('whole clouds', () => {
  it('Google Cloud: an incident without an end is open', () => {
    expect(parse(samples.googleCloud('healthy'))).toMatchObject({
      indicator: 'none',
      covers: 'cloud',
      incidents: [],
    });
    expect(parse(samples.googleCloud('incident'))).toMatchObject({
      platform: 'google-cloud',
      indicator: 'major',
      updatedAt: samples.ago(5),
      incidents: [{ url: 'https://status.example.test/incidents/abc', components: [{ id: 'Zv' }] }],
    });
  });

  it('AWS: UTF-16, numbered states as strings, seconds', () => {
    expect(parse(samples.aws('healthy'))).toMatchObject({
      platform: 'aws-health',
      indicator: 'none',
      covers: 'cloud',
    });
    expect(parse(samples.aws('incident'))).toMatchObject({
      indicator: 'critical',
      updatedAt: samples.ago(5),
      components: [{ id: 'svc-eu-west-9', name: 'Amazon Bedrock', status: 'major_outage' }],
      incidents: [{ name: 'Elevated errors (Nowhere)', started: samples.ago(14) }],
    });
  });

  it('an empty list is AWS’s quiet day only at its own address', () => {
    const input = { body: '[]', contentType: null };
    expect(parseStatusPage({ ...input, url: 'https://a.test/incidents.json' })).toEqual({
      ok: false,
      problem: 'foreign',
    });
  });
});

describe('details', () => {
  it('incident.io: its own summary says what an incident touches', () => {
    expect(parse(samples.incidentIo('incident')).incidents[0]?.components).toEqual([
      { id: null, name: 'API' },
    ]);
  });

  it('incident.io: its own summary is enough', () => {
    const url = 'https://status.example.test/api/v1/summary';
    for (const [situation, indicator] of [
      ['healthy', 'none'],
      ['incident', 'major'],
    ] as const) {
      const body = samples.incidentIo(situation)[url] ?? '';
      expect(parse({ [url]: body })).toMatchObject({ platform: 'incident.io', indicator });
    }
  });

  it('groups are told by what stands in them', () => {
    const components = [
      { id: 'g', name: 'APIs', group: true, status: 'operational' },
      { id: 'c', name: 'Chat', group: false, group_id: 'g', status: 'degraded_performance' },
    ];
    expect(parse(samples.statuspage('healthy', { components })).components).toEqual([
      { id: 'c', name: 'Chat', status: 'degraded_performance', group: { id: 'g', name: 'APIs' } },
    ]);
  });

  it('a word that nobody knows is unknown, never well', () => {
    const components = [{ id: 'c', name: 'Chat', status: 'sleepy' }];
    expect(parse(samples.statuspage('healthy', { components })).components[0]?.status).toBe('unknown');
  });

  it('Better Stack: a resolved report without an end is over, and not monitored is unknown', () => {
    const { components, incidents } = parse(samples.betterStack('healthy'));
    expect(incidents).toEqual([]);
    expect(components[1]).toMatchObject({ name: 'Console', status: 'unknown', group: { name: 'Models' } });
  });

  it('Checkly: without its incidents nothing is known of now', () => {
    const [first] = Object.entries(samples.checkly('healthy'));
    expect(parseStatusPage({ url: first?.[0] ?? '', body: first?.[1] ?? '', contentType: null })).toEqual({
      ok: false,
      problem: 'foreign',
    });
  });

  it('Instatus: minutes of a maintenance', () => {
    expect(parse(samples.instatus('maintenance')).maintenances[0]).toMatchObject({
      status: 'in_progress',
      starts: samples.ago(20),
      ends: samples.ago(-40),
    });
  });
});
