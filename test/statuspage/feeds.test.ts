import { describe, expect, it } from 'vitest';
import { parseFeed } from '../../src/statuspage/feed.ts';
import { parseStatusPage } from '../../src/statuspage/index.ts';
import { ago, rss } from './samples.ts';

const parse = (body: string, url = 'https://status.example.test/incidents.rss') => {
  const result = parseStatusPage({ url, body, contentType: 'application/rss+xml' });
  if (!result.ok) throw new Error(result.problem);
  return result.snapshot;
};

const update = (status: string) =>
  `<p><small>Nov 24</small><br/><strong>${status}</strong> - <p>words</p></p>`;

describe('incidents in feeds', () => {
  it.each([
    ['RESOLVED', 'none', 0, 0],
    ['INVESTIGATING', 'minor', 1, 0],
    ['Monitoring', 'minor', 1, 0],
    ['SCHEDULED', 'none', 0, 1],
    ['COMPLETED', 'none', 0, 0],
    ['Chunky', 'unknown', 0, 0],
  ])('OnlineOrNot: %s', (status, indicator, incidents, maintenances) => {
    const snapshot = parse(rss('Example', [['Elevated errors', update(status)]]));
    expect(snapshot).toMatchObject({ platform: 'onlineornot', indicator });
    expect(snapshot.incidents).toHaveLength(incidents);
    expect(snapshot.maintenances).toHaveLength(maintenances);
  });

  it('the newest update of an item counts', () => {
    expect(
      parse(rss('Example', [['Elevated errors', update('Resolved') + update('Investigating')]])).incidents,
    ).toEqual([]);
  });

  it('xAI: state in a category, severity in the text, component in the title', () => {
    const item = [
      '[API] Slow',
      '<h3>Status: ACTIVE</h3><p>Severity: outage</p>',
      '<category>active</category>',
    ] as const;
    expect(parse(rss('Example', [item]), 'https://status.example.test/feed.xml')).toMatchObject({
      platform: 'rss',
      incidents: [
        {
          name: 'Slow',
          status: 'active',
          impact: 'critical',
          started: ago(14),
          components: [{ name: 'API' }],
        },
      ],
    });
  });

  it('Better Stack: the newest of each resource counts', () => {
    const feed = rss('Example', [
      ['Model A recovered', ''],
      ['Model B went down', ''],
      ['Model A went down', ''],
    ]);
    expect(parse(feed).incidents.map(({ name }) => name)).toEqual(['Model B went down']);
  });

  it('an empty feed is a quiet one', () => {
    expect(parse(rss('Example', []))).toMatchObject({ indicator: 'none', incidents: [] });
  });

  it.each([
    ['Service is operating normally: [RESOLVED] Elevated errors', 'none'],
    ['Informational message: Elevated errors', 'minor'],
    ['Service disruption: Elevated errors', 'critical'],
    ['Something else', 'unknown'],
  ])('AWS: the newest item says how it stands: %s', (title, indicator) => {
    const feed = rss(
      'Amazon Bedrock',
      [
        [title, ''],
        ['Service disruption: before', ''],
      ],
      'http://status.aws.amazon.com/',
    );
    expect(parse(feed, 'https://status.aws.amazon.com/rss/x.rss')).toMatchObject({
      platform: 'aws-health',
      indicator,
    });
  });

  it('Azure: what is published is open until it says otherwise', () => {
    const feed = rss('Azure Status', [
      ['Mitigated - Storage', ''],
      ['Trouble in North', '<p>Azure OpenAI Service &amp; more</p>'],
    ]);
    expect(parse(feed)).toMatchObject({ platform: 'azure-rss', covers: 'cloud', indicator: 'minor' });
    expect(parse(feed).incidents).toMatchObject([{ name: 'Trouble in North' }]);
    const built = feed.replace(
      '</link>',
      '</link><lastBuildDate>Tue, 24 Nov 2026 11:57:00 Z</lastBuildDate>',
    );
    expect(parse(built).updatedAt).toBe(ago(3));
  });
});

describe('the reader of feeds', () => {
  it.each([
    ['a document type', '<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel><title>&a;</title></channel></rss>'],
    ['an unclosed tag', '<rss><channel><title>a</title>'],
    ['crossed tags', '<rss><channel><title>a</channel></title></rss>'],
    ['an endless CDATA', '<rss><channel><title><![CDATA[a</title></channel></rss>'],
    ['an endless attribute', '<rss a="b><channel><title>a</title></channel></rss>'],
    ['another root', '<svg><title>a</title></svg>'],
    ['no title', '<rss><channel></channel></rss>'],
    ['great depth', '<rss>'.repeat(200)],
  ])('refuses %s', (_, xml) => {
    expect(parseFeed(xml)).toBeNull();
  });

  it('decodes an entity once', () => {
    expect(
      parseFeed('<rss><channel><title>&amp;lt;b&#62; &#x41; &bomb; &#0;</title></channel></rss>')?.title,
    ).toBe('&lt;b> A &bomb; &#0;');
  });

  it('takes no element of an item’s own children for its own', () => {
    const item = '<item><media><title>no</title></media><title>yes</title></item>';
    expect(parseFeed(`<rss><channel><title>a</title>${item}</channel></rss>`)?.items[0]?.title).toBe('yes');
  });

  it('reads Atom', () => {
    const feed =
      '<feed><title>a</title><updated>2026-11-24T11:57:00Z</updated><entry><title>b</title><updated>2026-11-24T11:46:00Z</updated><content type="html">&lt;b&gt;Status: Resolved</content></entry></feed>';
    expect(parseFeed(feed)).toMatchObject({
      built: ago(3),
      items: [{ title: 'b', published: ago(14), html: '<b>Status: Resolved' }],
    });
  });
});
