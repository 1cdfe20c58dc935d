import { describe, expect, it } from 'vitest';
import type { StatusPage } from '../../src/domain/provider.ts';
import { readStatusPage, type StatusReading, toStatusPageResult } from '../../src/statuspage/index.ts';
import * as samples from './samples.ts';
import { answer, web } from './web.ts';

const PAGE = 'https://status.example.test';
const { NOW } = samples;

const read = (site: samples.Site, component?: string[], page: object = {}): Promise<StatusReading> =>
  readStatusPage(
    { page: PAGE, platform: 'detect', ...page } as StatusPage,
    web(site).fetchText,
    NOW,
    component,
  );

const part = (id: string, name: string, status = 'operational') => ({ id, name, status, group: false });

describe('the component that fits', () => {
  const components = [
    { id: 'g', name: 'Gateways', group: true },
    { ...part('c1', 'Chat'), group_id: 'g' },
    { ...part('c2', 'Chat Beta', 'major_outage'), group_id: 'g' },
    part('c3', 'Vertex Batch', 'degraded_performance'),
  ];
  const site = samples.statuspage('incident', { components, incidents: [] });

  it.each([
    [['c3'], 'minor', ['Vertex Batch']],
    [['chat'], 'none', ['Chat']],
    [['Gateways'], 'critical', ['Chat', 'Chat Beta']],
    [['vertex'], 'minor', ['Vertex Batch']],
    [['Chat', 'Vertex'], 'minor', ['Chat', 'Vertex Batch']],
  ])('%j', async (wanted, indicator, names) => {
    const reading = await read(site, wanted);
    expect(reading).toMatchObject({ scope: 'components', indicator });
    expect(reading.components.map(({ name }) => name)).toEqual(names);
  });

  it.each([[['nothing']], [['ert']], [[]], [undefined]])('%j: the whole page', async (wanted) => {
    expect(await read(site, wanted)).toMatchObject({ scope: 'page', indicator: 'major' });
  });

  it('is the catalogue’s, by id, and by name where the id is gone', async () => {
    const component_ids = { Chat: 'c3' };
    expect((await read(site, undefined, { component_ids })).components).toMatchObject([{ id: 'c3' }]);
    expect((await read(site, undefined, { component_ids: { Chat: 'gone' } })).components).toMatchObject([
      { id: 'c1' },
    ]);
    expect((await read(site, undefined, { components: ['Chat'] })).components).toMatchObject([{ id: 'c1' }]);
  });
});

describe('the incidents that touch it', () => {
  const both = [part('c1', 'API'), part('c2', 'Console')];
  const one = samples.incident('Console slow', [{ id: 'c2', name: 'Console' }]);

  it('one elsewhere is told apart', async () => {
    const site = samples.statuspage('healthy', { components: both, incidents: [one] });
    expect(await read(site, ['API'])).toMatchObject({
      indicator: 'none',
      incidents: [],
      elsewhere: [{ name: 'Console slow' }],
    });
    expect(await read(site, ['Console'])).toMatchObject({ indicator: 'major', elsewhere: [] });
  });

  it('an open incident counts while the page calls itself well', async () => {
    const site = samples.statuspage('healthy', { components: both, incidents: [one] });
    expect(await read(site)).toMatchObject({ scope: 'page', indicator: 'major' });
  });

  it.each([
    ['to all', both],
    ['to none', null],
  ])('linked %s, it counts by the component’s state alone', async (_, linked) => {
    const incidents = [samples.incident('Everything', linked)];
    const well = samples.statuspage('healthy', { components: both, incidents });
    expect(await read(well, ['API'])).toMatchObject({
      indicator: 'none',
      incidents: [],
      elsewhere: [{ name: 'Everything' }],
    });
    const ill = samples.statuspage('healthy', {
      components: [part('c1', 'API', 'degraded_performance'), part('c2', 'Console')],
      incidents,
    });
    expect(await read(ill, ['API'])).toMatchObject({
      indicator: 'minor',
      incidents: [{ name: 'Everything' }],
    });
  });

  it('one without impact is a notice', async () => {
    const incidents = [samples.incident('FYI', [{ id: 'c1', name: 'API' }], { impact: 'none' })];
    expect(await read(samples.statuspage('healthy', { components: both, incidents }), ['API'])).toMatchObject(
      {
        indicator: 'none',
        incidents: [{ name: 'FYI' }],
      },
    );
  });

  it('a feed without components is about its service', async () => {
    const site = {
      [`${PAGE}/incidents.rss`]: samples.rss('x', [['Slow', '<strong>Investigating</strong>']]),
    };
    expect(await read(site, ['Chat'], { rss: Object.keys(site) })).toMatchObject({
      indicator: 'minor',
      incidents: [{ name: 'Slow' }],
    });
  });

  it('a feed that names other components is not about this one', async () => {
    const site = { [`${PAGE}/feed.xml`]: samples.rss('x', [['[Web] Slow', '<b>Status: active</b>']]) };
    const page = { rss: Object.keys(site) };
    expect(await read(site, ['API'], page)).toMatchObject({
      indicator: 'none',
      elsewhere: [{ name: 'Slow' }],
    });
    expect(await read(site, ['Web'], page)).toMatchObject({ indicator: 'minor' });
  });
});

describe('a whole cloud', () => {
  it.each([
    ['Google', samples.googleCloud('incident'), ['Vertex'], 'major'],
    ['Google, by id', samples.googleCloud('incident'), ['Zv'], 'major'],
    ['Google, another product', samples.googleCloud('incident', 'Pub/Sub'), ['Vertex'], 'none'],
    ['AWS', samples.aws('incident'), ['Bedrock'], 'critical'],
    ['AWS, another service', samples.aws('incident', 'Amazon S3'), ['Bedrock'], 'none'],
    ['AWS, quiet', samples.aws('healthy'), ['Bedrock'], 'none'],
    ['AWS, quiet, no component known', samples.aws('healthy'), undefined, 'none'],
    ['AWS, no component known', samples.aws('incident'), undefined, 'unknown'],
  ])('%s', async (_, site, wanted, indicator) => {
    const reading = await read(site, wanted, { json: Object.keys(site) });
    expect(reading.indicator).toBe(indicator);
    if (indicator === 'unknown')
      expect(reading).toMatchObject({ failure: { problem: 'unattributed' }, incidents: [] });
  });

  it.each([
    ['names it', 'minor', 1],
    ['names another', 'none', 0],
  ])('Azure %s', async (_, indicator, count) => {
    const description = count === 1 ? '<p>Customers of Azure OpenAI Service</p>' : '<p>Storage</p>';
    const site = { [`${PAGE}/feed/`]: samples.rss('Azure Status', [['Trouble', description]]) };
    const reading = await read(site, ['Azure OpenAI Service'], { rss: Object.keys(site) });
    expect(reading).toMatchObject({ platform: 'azure-rss', indicator });
    expect(reading.incidents).toHaveLength(count);
  });
});

describe('what must not pass for well', () => {
  const day = 24 * 60;

  it('a page that has not changed for 90 days', async () => {
    expect(await read(samples.statuspage('healthy', { updated: samples.ago(89 * day) }))).toMatchObject({
      indicator: 'none',
    });
    expect(await read(samples.statuspage('healthy', { updated: samples.ago(120 * day) }))).toMatchObject({
      indicator: 'unknown',
      failure: { problem: 'frozen' },
      description: expect.stringContaining('120 d'),
    });
    expect(await read(samples.statuspage('incident', { updated: samples.ago(120 * day) }))).toMatchObject({
      indicator: 'major',
    });
  });

  it('a mirror known to be frozen is not even asked', async () => {
    const { fetchText, asked } = web({});
    const reading = await readStatusPage({ page: 'https://deepseek.statuspage.io' }, fetchText, NOW);
    expect(reading).toMatchObject({ indicator: 'unknown', failure: { problem: 'frozen' } });
    expect(asked).toEqual([]);
  });

  it.each([
    ['switched off', answer(401, '{"error":"page inactive"}'), 'dead'],
    ['gone', answer(410, ''), 'dead'],
    ['a challenge', answer(503, '<html>', [['cf-mitigated', 'challenge']]), 'blocked'],
    ['forbidden', answer(403, '<html>'), 'blocked'],
    ['no answer', { error: 'ECONNREFUSED' }, 'unreachable'],
    ['in trouble', answer(500, ''), 'unreachable'],
    ['HTML', answer(200, '<!doctype html><p>All Systems Operational'), 'unreadable'],
    ['empty', answer(200, ''), 'unreadable'],
    ['a password', answer(401, 'who?'), 'unreadable'],
    ['other JSON', answer(200, '{"status":"ok"}'), 'unreadable'],
    ['nothing there', answer(404, ''), 'not-found'],
  ] as const)('%s', async (_, other, problem) => {
    const { fetchText, asked } = web({}, other);
    const reading = await readStatusPage({ page: PAGE }, fetchText, NOW);
    expect(reading).toMatchObject({
      indicator: 'unknown',
      platform: null,
      source: null,
      failure: { problem },
    });
    expect(toStatusPageResult(reading)).toEqual({
      indicator: 'unknown',
      description: expect.stringMatching(/^their status page /),
      url: PAGE,
      incidents: [],
    });
    // A dead page or a silent server is not asked for its other paths.
    if (problem === 'dead' || problem === 'unreachable') expect(asked).toHaveLength(1);
    expect(asked.length).toBeLessThanOrEqual(7);
  });

  it('no address', async () => {
    expect(await readStatusPage({ page: 'javascript:alert(1)' }, web({}).fetchText, NOW)).toMatchObject({
      indicator: 'unknown',
    });
  });
});

it('the published form has maintenances that are under way among the incidents', async () => {
  expect(toStatusPageResult(await read(samples.statuspage('maintenance'), ['API']))).toEqual({
    indicator: 'maintenance',
    description: 'API: under maintenance',
    url: PAGE,
    incidents: [{ name: 'Database move', status: 'in_progress', started: samples.ago(20) }],
  });
  expect(toStatusPageResult(await read(samples.statuspage('incident'), ['API']))).toMatchObject({
    indicator: 'major',
    incidents: [{ name: 'Elevated errors', status: 'investigating', started: samples.ago(14) }],
  });
});
