import { describe, expect, it } from 'vitest';
import * as pages from '../../src/demo/ai/status-pages.ts';
import type { Behaviour } from '../../src/demo/stand-in.ts';
import type { StatusPage } from '../../src/domain/provider.ts';
import { createStatusReader, type FetchText, readStatusPage } from '../../src/statuspage/index.ts';
import { withServer } from '../support/servers/index.ts';
import * as samples from './samples.ts';
import { answer, web } from './web.ts';

const PAGE = 'https://status.example.test';

const overHttp: FetchText = async (url) => {
  const response = await fetch(url);
  return {
    status: response.status,
    headers: [...response.headers],
    body: new Uint8Array(await response.arrayBuffer()),
    contentType: response.headers.get('content-type'),
  };
};

describe('a page of unknown platform, over HTTP', () => {
  it.each<[string, Behaviour, string, string]>([
    ['Statuspage', pages.statuspage(pages.ALL_WELL), 'atlassian', 'none'],
    ['Statuspage', pages.statuspage(pages.INCIDENT), 'atlassian', 'major'],
    ['Statuspage', pages.statuspage(pages.MAINTENANCE), 'atlassian', 'maintenance'],
    ['Statuspage, frozen', pages.statuspage(pages.FROZEN), 'atlassian', 'unknown'],
    ['incident.io', pages.incidentIo(), 'incident.io', 'major'],
    ['Instatus', pages.instatus(null), 'instatus', 'none'],
    ['Instatus', pages.instatus('Trouble'), 'instatus', 'major'],
    ['Better Stack', pages.betterStack(null), 'betterstack', 'none'],
    ['Better Stack', pages.betterStack('Trouble'), 'betterstack', 'minor'],
  ])('%s: %#', async (_, behaviour, platform, indicator) => {
    await withServer(behaviour, async ({ origin }) => {
      const reading = await readStatusPage({ page: `${origin}/` }, overHttp, Date.now(), ['API']);
      expect(reading).toMatchObject({ platform, indicator, url: `${origin}/` });
    });
  });
});

describe('which addresses are asked', () => {
  const asked = async (site: samples.Site, page: object) => {
    const net = web(site);
    const reading = await readStatusPage(
      { platform: 'detect', ...page } as StatusPage,
      net.fetchText,
      samples.NOW,
    );
    return { platform: reading.platform, asked: net.asked };
  };

  it.each([
    [samples.statuspage('healthy'), 'atlassian', ['/api/v2/summary.json']],
    [samples.incidentIo('incident'), 'incident.io', ['/api/v2/summary.json', '/api/v1/summary']],
    [
      samples.instatus('healthy'),
      'instatus',
      ['/api/v2/summary.json', '/summary.json', '/v2/components.json'],
    ],
  ])('detection ends at what is found: %#', async (site, platform, paths) => {
    expect(await asked(site, { page: PAGE })).toEqual({ platform, asked: paths });
  });

  it('finds each that lives at a path of its own', async () => {
    const sites = [
      samples.cachet('healthy'),
      samples.betterStack('healthy'),
      samples.rootly('healthy'),
      samples.datadog('healthy'),
    ];
    const found = await Promise.all(sites.map((site) => asked(site, { page: PAGE })));
    expect(found.map(({ platform }) => platform)).toEqual(['cachet', 'betterstack', 'rootly', 'datadog']);
  });

  it('the catalogue’s first; one with a placeholder cannot be', async () => {
    const site = samples.checkly('healthy');
    const json = [`${PAGE}/{x}/y.json`, ...Object.keys(site)];
    expect(await asked(site, { page: PAGE, json })).toEqual({
      platform: 'checkly',
      asked: ['uptime', 'unresolved-incidents', 'maintenance-windows'].map(
        (part) => `/api/status-page/example/${part}`,
      ),
    });
  });

  it('the feed when the JSON is gone, then the usual paths', async () => {
    const page = { page: PAGE, json: [`${PAGE}/old.json`], rss: [`${PAGE}/incidents.rss`] };
    const feed = { [`${PAGE}/incidents.rss`]: samples.rss('x', []) };
    expect(await asked(feed, page)).toEqual({
      platform: 'onlineornot',
      asked: ['/old.json', '/incidents.rss'],
    });
    expect((await asked(samples.statuspage('healthy'), page)).platform).toBe('atlassian');
  });

  it('the address of a document itself', async () => {
    const [url = ''] = Object.keys(samples.flashcat('healthy'));
    expect(await asked(samples.flashcat('healthy'), { page: url })).toEqual({
      platform: 'flashcat',
      asked: ['/api/status-page/77/summary/active'],
    });
  });

  it('a status document has its summary beside it', async () => {
    const { page, status } = JSON.parse(String(Object.values(samples.statuspage('healthy'))[0]));
    const short = { [`${PAGE}/api/v2/status.json`]: JSON.stringify({ page, status }) };
    const json = Object.keys(short);
    expect(await asked(short, { page: PAGE, json })).toMatchObject({ platform: 'atlassian' });
    const net = web({ ...short, ...samples.statuspage('healthy') });
    const reading = await readStatusPage(
      { page: PAGE, platform: 'atlassian', json },
      net.fetchText,
      samples.NOW,
      ['API'],
    );
    expect(reading).toMatchObject({ scope: 'components', components: [{ name: 'API' }] });
  });
});

describe('a reader', () => {
  it('asks once for twenty probes, each for its own component', async () => {
    const net = web(samples.statuspage('incident'));
    const reader = createStatusReader(net.fetchText, () => samples.NOW);
    const names = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? 'API' : 'Console'));
    const readings = await Promise.all(names.map((name) => reader.read({ page: PAGE }, [name])));
    expect(net.asked).toHaveLength(1);
    expect(readings.map(({ indicator }) => indicator)).toEqual(
      names.map((name) => (name === 'API' ? 'major' : 'none')),
    );
  });

  it('asks a failing page once too, and again after a minute', async () => {
    const net = web({}, answer(410, ''));
    let now = samples.NOW;
    const reader = createStatusReader(net.fetchText, () => now);
    await reader.read({ page: PAGE });
    now += 59_000;
    await reader.read({ page: PAGE });
    expect(net.asked).toHaveLength(1);
    now += 2_000;
    await reader.read({ page: PAGE });
    expect(net.asked).toHaveLength(2);
  });
});
