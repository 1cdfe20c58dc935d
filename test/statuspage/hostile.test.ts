import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFeed } from '../../src/statuspage/feed.ts';
import { type Indicator, parseStatusPage, readStatusPage } from '../../src/statuspage/index.ts';
import { instant } from '../../src/statuspage/times.ts';
import * as samples from './samples.ts';
import { answer, web } from './web.ts';

const PAGE = 'https://status.example.test';
const INDICATORS: readonly Indicator[] = ['none', 'minor', 'major', 'critical', 'maintenance', 'unknown'];

const SITES: readonly samples.Site[] = [
  samples.statuspage('incident'),
  samples.incidentIo('maintenance'),
  samples.rootly('incident'),
  samples.instatus('incident'),
  samples.betterStack('incident'),
  samples.cachet('incident'),
  samples.checkly('incident'),
  samples.flashcat('incident'),
  samples.datadog('incident'),
  samples.googleCloud('incident'),
];

/** Every place in a document, as the keys that lead to it. */
function places(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => places(child, [...path, key]))];
}

function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value))
    return value.map((child, index) => (String(index) === key ? replaced(child, rest, by) : child));
  return { ...Object(value), [key]: replaced(Reflect.get(Object(value), key), rest, by) };
}

const oddity = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(null, '', -1, 1e308, [], {}, [null], [[]], '__proto__', 'constructor', 'x'.repeat(10_000)),
);

describe('whatever it answers', () => {
  it('bytes: never a throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.option(fc.string()), (body, contentType) => {
        expect(parseStatusPage({ url: `${PAGE}/summary.json`, body, contentType })).toHaveProperty('ok');
      }),
    );
  });

  it('one part of a good document is something else: a snapshot or a failure, within bounds', () => {
    const documents = SITES.flatMap((site) =>
      Object.entries(site).map(([url, body]) => ({ site, url, value: JSON.parse(String(body)) as unknown })),
    );
    const change = fc.constantFrom(...documents).chain(({ site, url, value }) =>
      fc.record({
        site: fc.constant(site),
        url: fc.constant(url),
        path: fc.constantFrom(...places(value)),
        value: fc.constant(value),
        by: oddity,
      }),
    );
    fc.assert(
      fc.property(change, ({ site, url, path, value, by }) => {
        const changed = { ...site, [url]: JSON.stringify(replaced(value, path, by)) };
        const [first, ...more] = Object.entries(changed).map(([at, body]) => ({
          url: at,
          body,
          contentType: null,
        }));
        const result = first === undefined ? { ok: false } : parseStatusPage(first, more);
        if (!('snapshot' in result)) return;
        expect(INDICATORS).toContain(result.snapshot.indicator);
        for (const { name, started } of result.snapshot.incidents) {
          expect(name.length).toBeLessThanOrEqual(400);
          if (started !== null) expect(new Date(started).toISOString()).toBe(started);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('a reading of any JSON is never well by accident', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const reading = await readStatusPage(
          { page: PAGE },
          web({}, answer(200, JSON.stringify(value))).fetchText,
          samples.NOW,
        );
        expect(reading.indicator).toBe('unknown');
      }),
    );
  });

  it('XML of any kind', () => {
    const piece = fc.constantFrom(
      '<rss>',
      '</rss>',
      '<channel>',
      '<item>',
      '</item>',
      '<title>',
      '</title>',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '&amp;',
      '&#0;',
      '<a b="',
      '">',
      '<',
      '/>',
      '<?x?>',
      'text',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const feed = parseFeed(pieces.join(''));
        if (feed !== null) expect(feed.title.length).toBeLessThanOrEqual(300);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['three megabytes', 'x'.repeat(3 * 1_024 * 1_024), 'too-large'],
    ['a million brackets', '['.repeat(1_000_000), 'not-json'],
    ['a deep document', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'foreign'],
    ['a page', '<html><title>All Systems Operational</title></html>', 'html'],
    [
      'entities in entities',
      '<!DOCTYPE a [<!ENTITY x "lol"><!ENTITY y "&x;&x;">]><rss><channel><title>&y;</title></channel></rss>',
      'bad-xml',
    ],
    ['many open tags', '<rss>'.repeat(300_000), 'bad-xml'],
    ['items in items', `<rss><channel><title>a</title>${'<item>'.repeat(300_000)}`, 'bad-xml'],
    ['one tag without an end', `<rss ${'a="" '.repeat(300_000)}`, 'bad-xml'],
  ])('%s', (_, body, problem) => {
    expect(parseStatusPage({ url: `${PAGE}/summary.json`, body, contentType: null })).toEqual({
      ok: false,
      problem,
    });
  });

  it('lists are cut', () => {
    const components = Array.from({ length: 20_000 }, (_, index) => ({
      id: `${index}`,
      name: 'x',
      status: 'operational',
    }));
    const [entry] = Object.entries(samples.statuspage('healthy', { components }));
    const result = parseStatusPage({ url: entry?.[0] ?? '', body: entry?.[1] ?? '', contentType: null });
    expect(result).toMatchObject({ ok: true });
    if (result.ok) expect(result.snapshot.components).toHaveLength(5_000);
  });

  it('names that every object has are no words', async () => {
    const { [`${PAGE}/summary.json`]: _, ...rest } = samples.instatus('healthy');
    const summary = JSON.stringify({ page: { status: 'constructor' } });
    expect(
      await readStatusPage(
        { page: PAGE },
        web({ ...rest, [`${PAGE}/summary.json`]: summary }).fetchText,
        samples.NOW,
      ),
    ).toMatchObject({
      indicator: 'unknown',
    });
    expect(
      await readStatusPage({ page: 'http://constructor/' }, web({}).fetchText, samples.NOW),
    ).toMatchObject({
      failure: { problem: 'not-found' },
    });
    const checkly = Object.entries(samples.checkly('incident')).map(([url, body]) => ({
      url,
      body: String(body).replace('MAJOR', 'toString'),
      contentType: null,
    }));
    const [first, ...more] = checkly;
    expect(first && parseStatusPage(first, more)).toMatchObject({
      snapshot: { incidents: [{ impact: 'unknown' }] },
    });
  });

  it('only http addresses are passed on', () => {
    const incidents = [samples.incident('x', [], { shortlink: 'javascript:alert(1)' })];
    const [entry] = Object.entries(samples.statuspage('healthy', { incidents }));
    expect(
      parseStatusPage({ url: entry?.[0] ?? '', body: entry?.[1] ?? '', contentType: null }),
    ).toMatchObject({
      snapshot: { incidents: [{ url: null }] },
    });
  });
});

describe('texts and times', () => {
  const summary = Object.entries(samples.statuspage('healthy'))[0] ?? ['', ''];

  it.each([
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${summary[1]}`), null],
    ['UTF-16 little-endian with a mark', Buffer.from(`\uFEFF${summary[1]}`, 'utf16le'), null],
    ['UTF-16 big-endian with a mark', samples.utf16be(String(summary[1])), null],
    ['UTF-16 without a mark', Buffer.from(String(summary[1]), 'utf16le'), 'application/json; charset=utf-16'],
    [
      'UTF-16 big-endian without a mark',
      Buffer.from(String(summary[1]), 'utf16le').swap16(),
      'application/json;charset=UTF-16',
    ],
    ['a charset that nobody knows', Buffer.from(String(summary[1])), 'application/json; charset="klingon"'],
  ])('%s', (_, body, contentType) => {
    expect(parseStatusPage({ url: summary[0], body, contentType })).toMatchObject({
      ok: true,
      snapshot: { platform: 'atlassian' },
    });
  });

  it.each([
    ['2026-11-24T12:00:00Z', '2026-11-24T12:00:00.000Z'],
    ['2026-11-24T04:00:00.000-08:00', '2026-11-24T12:00:00.000Z'],
    ['2026-11-24 12:00:00', '2026-11-24T12:00:00.000Z'],
    ['Tue, 24 Nov 2026 12:00:00 GMT', '2026-11-24T12:00:00.000Z'],
    ['Tue, 24 Nov 2026 12:00:00 Z', '2026-11-24T12:00:00.000Z'],
    ['Tue, 24 Nov 2026 04:00:00 PST', '2026-11-24T12:00:00.000Z'],
    ['2026-13-45T99:00:00Z', null],
    ['yesterday 1', null],
    [1764000000, null],
  ])('%s', (written, expected) => {
    expect(instant(written)).toBe(expected);
  });
});
