/** The page as a report: order, headline, standings, sizes. What it lets through is in html-safety.test.ts. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY, summarize } from '../../src/domain/policy.ts';
import type { Report } from '../../src/domain/report.ts';
import { render } from '../../src/report/html/index.ts';
import type { Style } from '../../src/report/types.ts';
import { expectGolden } from '../support/golden.ts';
import { hostileRun } from '../support/hostile.ts';
import { failing, reportOf, up } from '../support/report.ts';
import { RICH } from '../support/rich-report.ts';

const STYLE: Style = { width: 80, color: 0, unicode: true, verbose: false, now: 0, policy: DEFAULT_POLICY };

const headlineOf = (page: string) => textOf(/<h1>.*<\/h1>/.exec(page)?.[0] ?? '');
const textOf = (markup: string) => markup.replace(/<[^>]*>/g, '').trim();
const rowsOf = (page: string) => page.match(/^<tr role="row"><td.*<\/tr>$/gm) ?? [];
const sectionsOf = (page: string) => page.match(/^<article /gm) ?? [];

/** With this exit code, and what else the run knows of itself. */
function ended(report: Report, exit_code: Report['summary']['exit_code'], run: Partial<Report['run']> = {}) {
  return render(
    { ...report, summary: { ...report.summary, exit_code }, run: { ...report.run, ...run } },
    STYLE,
  );
}

describe('html', () => {
  it('golden file', () => {
    expectGolden('report/html.html', render(RICH, STYLE));
  });

  it('is the same for the same report, whoever looks at it and when', () => {
    const elsewhere: Style = { ...STYLE, width: 200, color: 3, unicode: false, now: 1e12 };
    expect(render(RICH, elsewhere)).toBe(render(RICH, STYLE));
  });

  it('has failures first, then degraded, then up, then skipped, each in the order of the config', () => {
    const page = render(
      reportOf([
        up('u1'),
        failing('k', 'config.missing-env', { state: 'skipped' }),
        failing('s', 'degraded.slow', { state: 'degraded' }),
        failing('d1', 'dns.timeout'),
        up('u2'),
        failing('x', 'blocked.bot-challenge', { state: 'unknown' }),
        failing('d2', 'dns.timeout'),
      ]),
      STYLE,
    );
    expect(rowsOf(page).map((row) => textOf(/<bdi>.*?<\/bdi>/.exec(row)?.[0] ?? ''))).toEqual([
      'd1',
      'x',
      'd2',
      's',
      'u1',
      'u2',
      'k',
    ]);
    expect(sectionsOf(page)).toHaveLength(4);
  });

  it('says each state in a word and a symbol', () => {
    const page = render(RICH, STYLE);
    for (const row of rowsOf(page))
      expect(textOf(row)).toMatch(/^[●▲✖?–] (?:up|degraded|down|unknown|skipped)/);
  });

  it('shows what does not fail the run as such, by the policy of the run', () => {
    const results = [failing('a', 'dns.timeout'), failing('b', 'tls.expired', { optional: true })];
    const rows = (report: Report, policy = DEFAULT_POLICY) =>
      rowsOf(render(report, { ...STYLE, policy })).map((row) => row.includes('does not count'));
    expect(rows(reportOf(results))).toEqual([false, true]);
    const ignoring = { failOn: ['down'], ignore: ['dns'] };
    expect(rows(reportOf(results, { summary: summarize(results, 0) }), ignoring)).toEqual([true, true]);
  });
});

describe('the headline', () => {
  const mixed = reportOf([up('a'), failing('b', 'dns.timeout'), up('c')]);

  it.each<[string, string, string]>([
    ['nothing', render(reportOf([]), STYLE), '– No probe was selected.'],
    ['one', render(reportOf([up('a')]), STYLE), '● All is well.'],
    [
      'one that fails',
      render(reportOf([failing('a', 'dns.timeout')]), STYLE),
      '✖ The only probe is not well.',
    ],
    ['some that fail', render(mixed, STYLE), '✖ 1 of 3 probes is not well.'],
    [
      'a group too',
      render(RICH, STYLE),
      '✖ 5 of 16 probes and 1 of 2 groups are not well; 1 of 16 probes is uncertain.',
    ],
    [
      'degraded',
      render(reportOf([failing('s', 'degraded.slow', { state: 'degraded' })]), STYLE),
      '● All is well (degraded counts as up).',
    ],
    [
      'optional',
      render(reportOf([up('a'), failing('b', 'dns.timeout', { optional: true })]), STYLE),
      '● 1 failure does not count: optional.',
    ],
    [
      'inconclusive',
      render(reportOf([up('a'), failing('b', 'local.no-network', { state: 'unknown' })]), STYLE),
      '? Inconclusive: the trouble may be on this side (1 of 2 probes is uncertain).',
    ],
    ['interrupted', ended(reportOf([up('a')]), 130), '? Interrupted: what had not finished is skipped.'],
    [
      'terminated after a failure',
      ended(mixed, 143),
      '✖ Terminated: what had not finished is skipped; until then, 1 of 3 probes is not well.',
    ],
    ['a shard', ended(mixed, 1, { shard: '2/3' }), '✖ Shard 2/3 alone: 1 of 3 probes is not well.'],
  ])('of %s', (_, page, sentence) => {
    expect(headlineOf(page)).toBe(sentence);
  });

  it('has when and from where it was measured, and with what', () => {
    const page = ended(mixed, 1, { location: 'fra1' });
    expect(page).toContain('<time datetime="2026-11-24T02:00:00.000Z">2026-11-24 02:00:00 UTC</time>');
    expect(page).toContain('<dt>From</dt><dd><bdi>fra1</bdi></dd>');
    expect(page).toContain('<dt>Measured with</dt><dd>aiprobe 1.0.0</dd>');
    expect(ended(mixed, 1, { started: '"><x>' })).toContain('<dd>&quot;&gt;&lt;x&gt;</dd>');
  });

  it('says so where only what changed is listed', () => {
    const page = render({ ...mixed, results: mixed.results.slice(1, 2) }, STYLE);
    expect(page).toContain('<dt>Listed here</dt><dd>1 of 3 probes</dd>');
    expect(headlineOf(page)).toBe('✖ A required probe or group is not well.');
  });

  it('agrees with the exit code: its sign is that of a good run for 0 alone', () => {
    fc.assert(
      fc.property(hostileRun, ({ report, policy }) => {
        const sign = headlineOf(render(report, { ...STYLE, policy })).charAt(0);
        const code = report.summary.exit_code;
        if (code === 0) expect(sign).toMatch(/[●–]/);
        else if (code === 3) expect(sign).toBe('?');
        else expect(sign).toMatch(code === 1 ? /✖/ : /[✖?]/);
      }),
    );
  });
});

describe('a long page', () => {
  const many = (number: number, state: 'up' | 'down') =>
    Array.from({ length: number }, (_, i) =>
      state === 'up' ? up(`u${i}`) : failing(`d${i}`, 'dns.timeout', { optional: i < 250 }),
    );

  it.each([0, 1, 3, 60])('with %i probes has all of them', (number) => {
    const page = render(reportOf(many(number, 'down')), STYLE);
    expect(rowsOf(page)).toHaveLength(number);
    expect(sectionsOf(page)).toHaveLength(number);
    expect(page).not.toContain('Left out');
  });

  it('with 10,000 probes has a row for each, and details of the most important ones', () => {
    const page = render(reportOf([...many(9_700, 'up'), ...many(300, 'down')]), STYLE);
    expect(rowsOf(page)).toHaveLength(10_000);
    expect(sectionsOf(page)).toHaveLength(200);
    expect(page).toContain('the details of 100 more that are not up.');
    // What fails the run is not crowded out by what does not.
    for (let i = 250; i < 300; i += 1) expect(page).toContain(`<bdi>d${i}</bdi></h3>`);
    expect(page.length).toBeLessThan(6_000_000);
  });

  it('bounds every other list', () => {
    const results = many(300, 'down');
    const names = results.map(({ name }) => name);
    const skipped = Array.from({ length: 300 }, (_, i) =>
      failing(`k${i}`, 'config.missing-env', { state: 'skipped' }),
    );
    const page = render(
      reportOf([...results, ...skipped], {
        groups: [{ name: 'g', up: 0, require: 1, ok: false, members: names }],
        causes: [{ kind: 'dns', reason: 'timeout', shared: 'resolver 10.0.0.2', probes: names }],
      }),
      STYLE,
    );
    expect(page.match(/<li>and \d+ more<\/li>/g)).toEqual([
      '<li>and 39 more</li>',
      '<li>and 288 more</li>',
      '<li>and 288 more</li>',
      '<li>and 250 more</li>',
    ]);
  });
});
