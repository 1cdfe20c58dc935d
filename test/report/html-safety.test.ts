/** Whatever was in the config or came from the network, the page holds no markup but ours and asks for nothing. */

import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import type { Report } from '../../src/domain/report.ts';
import { render } from '../../src/report/html/index.ts';
import { html, linkTo, nameOf } from '../../src/report/html/markup.ts';
import { STYLESHEET } from '../../src/report/html/style.ts';
import type { Style } from '../../src/report/types.ts';
import { ATTACKS, hostileReport, hostileText } from '../support/hostile.ts';
import { reportOf } from '../support/report.ts';
import { RICH } from '../support/rich-report.ts';
import { hasTool, runTool } from '../support/tool.ts';

const STYLE: Style = { width: 80, color: 0, unicode: true, verbose: false, now: 0, policy: DEFAULT_POLICY };

describe('the page by itself', () => {
  it('allows its own style alone, by its hash', () => {
    const page = render(RICH, STYLE);
    const style = /<style>(.*?)<\/style>/s.exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(page).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; `,
    );
    expect(page).not.toMatch(/ style="|<script|<img|<link|<iframe| on\w+="/);
    expect(style).not.toMatch(/url\(|@import|<|&/);
  });

  it.each([
    [
      'https://status.example.com/a?b=1&c',
      '<a href="https://status.example.com/a?b=1&amp;c" rel="noreferrer">',
    ],
    ['http://[2001:db8::1]/', '<a href="http://[2001:db8::1]/" rel="noreferrer">'],
    ['https://раураl.example/', '<a href="https://xn--l-7sba6dbr.example/" rel="noreferrer">'],
  ])('links to %s', (address, anchor) => {
    expect(linkTo(address).text).toContain(anchor);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'tcp://10.0.0.8:6333',
    'https://user:word@evil.example/',
    '//evil.example',
    '/path',
    '',
  ])('does not link to %s', (address) => {
    expect(linkTo(address).text).not.toContain('<a');
  });

  it('has room for every color: text reaches 4.5 : 1 in light and dark', () => {
    const themes = [...STYLESHEET.matchAll(/:root \{(.*?)\}/gs)].map(
      ([, block = '']) =>
        new Map([...block.matchAll(/--(\w+): (#\w{6})/g)].map(([, k = '', v = '']) => [k, v])),
    );
    expect(themes).toHaveLength(2);
    const words = ['text', 'dim', 'link', 'up', 'degraded', 'down', 'unknown', 'skipped'];
    for (const theme of themes) {
      for (const ground of ['page', 'card']) {
        for (const word of words) {
          const ratio = contrast(theme.get(word) ?? '', theme.get(ground) ?? '');
          expect(ratio, `${word} on ${ground}`).toBeGreaterThanOrEqual(4.5);
        }
      }
      for (const phase of ['dns', 'connect', 'tls', 'wait', 'body'])
        expect(contrast(theme.get(phase) ?? '', theme.get('card') ?? ''), phase).toBeGreaterThanOrEqual(3);
    }
  });
});

/** WCAG 2.2, "contrast ratio" and "relative luminance". */
function contrast(one: string, other: string): number {
  const luminance = (color: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe('markup of others', () => {
  const BARE = /[<>"']|&(?!(?:amp|lt|gt|quot|apos);)|[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

  it.each(ATTACKS)('is text: %j', (attack) => {
    expect(html`${attack}`.text).not.toMatch(BARE);
  });

  it('is text in names and addresses, whatever is in the strings', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(html`${[text, null, [text]]}`.text).not.toMatch(BARE);
        expect(nameOf(text).text.replace(/^<bdi>|<\/bdi>$/g, '')).not.toMatch(BARE);
        expect(
          linkTo(text).text.replace(/^<a href="(https?:[^"]*)" rel="noreferrer">\1<\/a>$/, '$1'),
        ).not.toMatch(BARE);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves the page as it would be with plain words, whatever is in the strings', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        const page = render(report, STYLE);
        expect(tagsOf(page)).toEqual(tagsOf(render(inPlainWords(report), STYLE)));
        expect(page.replaceAll('\n', '')).not.toMatch(
          /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u,
        );
      }),
    );
  });
});

/** Every tag with its attributes, addresses apart, which become links or not. */
function tagsOf(page: string): readonly string[] {
  return (page.match(/<[^>]*>/g) ?? []).filter((tag) => !/^<a href="http/.test(tag) && tag !== '</a>');
}

/** The same report, where whatever a stranger might have written is the letter `x`. */
function inPlainWords({ results, groups, causes, ...rest }: Report): Report {
  const known = new Map(results.map(({ name }, i) => [name, `x${i}`]));
  const plain = (key: string, value: unknown) => {
    if (key === 'probes' || key === 'members')
      return (value as string[]).map((name) => known.get(name) ?? name);
    if (key === 'name') return known.get(value as string) ?? 'x';
    return STRANGE.has(key) && typeof value === 'string' && value !== '' ? 'x' : value;
  };
  return { ...rest, ...JSON.parse(JSON.stringify({ results, groups, causes }), plain) };
}

const STRANGE: ReadonlySet<string> = new Set(
  'message hint url provider version request_id location asked answered body description status shared'.split(
    ' ',
  ),
);

function xpath(page: string, expression: string): string {
  const { status, stdout, stderr } = runTool('xmllint', ['--nonet', '--xpath', expression, '-'], page);
  expect(status, stderr).toBe(0);
  return stdout.trim();
}

function expectWhole(report: Report): void {
  const page = render(report, STYLE);
  const { results, groups } = report;
  const notWell = results.filter(({ state }) => state !== 'up' && state !== 'skipped').length;
  const counted = [
    '//tbody/tr',
    '//article',
    '//section[@aria-labelledby="groups"]/ul/li',
    '//h1',
    '//style',
  ];
  expect(xpath(page, `concat(${counted.map((path) => `count(${path})`).join(', " ", ')})`)).toBe(
    [results.length, notWell, groups.length, 1, 1].join(' '),
  );
  expect(
    xpath(page, 'count(//script | //img | //@style | //a[not(starts-with(@href, "#")) and not(@rel)])'),
  ).toBe('0');
  expect(xpath(page, 'count(//a[starts-with(@href, "#")][not(substring(@href, 2) = //@id)])')).toBe('0');
  expect(
    xpath(page, 'count(//tbody/tr[count(td | th[@scope="row"]) != count(//thead//th[@scope="col"])])'),
  ).toBe('0');
}

describe.skipIf(!hasTool('xmllint'))('html, read by xmllint', () => {
  it('is what was meant', () => {
    expectWhole(RICH);
    expectWhole(reportOf([]));
    expect(xpath(render(RICH, STYLE), 'string(//article[1]/h3/bdi)')).toBe('claude');
  });

  it('is well-formed and holds nothing else, whatever is in the strings', () => {
    fc.assert(fc.property(hostileReport, expectWhole), { numRuns: 25 });
  });
});
