import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import type { Report } from '../../src/domain/report.ts';
import { codeSpan, prose } from '../../src/report/markdown/escape.ts';
import { render } from '../../src/report/markdown/index.ts';
import type { Style } from '../../src/report/types.ts';
import { expectGolden } from '../support/golden.ts';
import { ATTACKS, hostileReport, hostileText } from '../support/hostile.ts';
import { failing, reportOf, up } from '../support/report.ts';
import { RICH } from '../support/rich-report.ts';
import { hasTool, runTool } from '../support/tool.ts';

const STYLE: Style = { width: 80, color: 0, unicode: true, verbose: false, now: 0, policy: DEFAULT_POLICY };

/** A pipe is put between them as an entity. Code spans as CommonMark 6.1 finds them: a run of backticks up to the next run of the same length. */
function withoutCode(line: string): string {
  return line.replaceAll('&#124;', ' ').replace(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, '');
}

/** What could be markup, a link, a mention or a reference, wherever it stands in a line. */
const MARKUP = /[`<>[\]*_~$@#\\|^={}&]|www\.|:\/\/|\w:\w+:/;

describe('markdown', () => {
  it('golden file', () => {
    expectGolden('report/markdown.md', render(RICH, STYLE));
  });

  it('is short when all is well', () => {
    expect(render(reportOf([up('a'), up('b')]), STYLE)).toBe(
      [
        '### ● aiprobe: 2 up',
        '',
        '2 probes in 2.31 s · exit 0: all is well',
        '',
        '| state | probe | check | http | failure | fault | first byte | total |',
        '| :-- | :-- | :-- | --: | :-- | :-- | --: | --: |',
        '| ● up | `a` | http | 200 |  |  | 120 ms | 121 ms |',
        '| ● up | `b` | http | 200 |  |  | 120 ms | 121 ms |',
        '',
      ].join('\n'),
    );
  });

  it('names what failed, worst first, with what to do', () => {
    const report = reportOf([
      failing('slow', 'degraded.slow', { state: 'degraded' }),
      failing('bad', 'dns.timeout', { hint: 'Check the resolver.' }),
    ]);
    const titles = render(report, STYLE).match(/^#### .*/gm);
    expect(titles).toEqual(['#### ✖ `bad`: `dns.timeout`', '#### ▲ `slow`: `degraded.slow`']);
    expect(render(report, STYLE)).toContain('- What to do: Check the resolver.');
  });

  it.each([
    [
      '429: 60 requests/min used up; wait 12 s (5 % left).',
      '429: 60 `requests/min` used up; wait 12 s (5 % left).',
    ],
    ['say @team or a@b.example', 'say `@team` or `a@b.example`'],
    ['www.evil.example and ai.example', '`www.evil.example` and ai.example'],
    ['see [this](x) now', 'see `[this](x)` now'],
    ['fixes #1 in deadbeef1', 'fixes `#1` in `deadbeef1`'],
    ['a :tada: b', 'a `:tada:` b'],
    ['', ''],
  ])('prose: %j is %j', (text, shown) => {
    expect(prose(text)).toBe(shown);
  });

  it.each([
    ['plain', '`plain`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['a|b', '`a`&#124;`b`'],
    ['a\\|b', '`a\\`&#124;`b`'],
    ['||', '&#124;&#124;'],
    ['', ''],
  ])('code: %j is %j', (text, shown) => {
    expect(codeSpan(text)).toBe(shown);
  });

  it.each(ATTACKS)('lets no markup through of %j', (attack) => {
    for (const shown of [prose(attack), codeSpan(attack), prose(`x${attack}y`)]) {
      expect(withoutCode(shown)).not.toMatch(MARKUP);
    }
  });

  it('lets no markup through, whatever is in the strings', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(withoutCode(prose(text))).not.toMatch(MARKUP);
        expect(withoutCode(codeSpan(text))).not.toMatch(MARKUP);
        expect(prose(text)).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029]/u);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps every line what it is, whatever is in the strings', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        const lines = render(report, STYLE).split('\n');
        const rows = lines.filter((line) => line.startsWith('| '));
        expect(rows).toHaveLength(report.results.length === 0 ? 0 : report.results.length + 2);
        for (const row of rows) expect(row.split('|')).toHaveLength(10);
        for (const line of lines)
          expect(line).toMatch(/^$|^\||^### |^#### |^- |^\d+ probes? in |^What happened: /);
      }),
    );
  });
});

/** With all that GitHub turns on, and raw HTML let through: it must not come from us in the first place. */
function html(markdown: string): string {
  const extensions = ['table', 'autolink', 'strikethrough', 'tagfilter'].flatMap((name) => ['-e', name]);
  return runTool('cmark-gfm', ['--unsafe', ...extensions], markdown).stdout;
}

const OURS = /<\/?(?:h3|h4|p|ul|li|code|table|thead|tbody|tr)>|<\/?t[hd](?: align="(?:left|right)")?>/g;

function expectHarmless(report: Report): void {
  const page = html(render(report, STYLE));
  expect(page.replace(OURS, '')).not.toMatch(/[<>]/);
  expect(page.replace(/<code>.*?<\/code>/g, '')).not.toMatch(/@|#\d|www\.|:\/\//);
  expect((page.match(/<tr>/g) ?? []).length).toBe(
    report.results.length === 0 ? 0 : report.results.length + 1,
  );
  expect((page.match(/<td/g) ?? []).length).toBe(report.results.length * 8);
  const failures = report.results.filter(({ state }) => state !== 'up' && state !== 'skipped').length;
  const lists = Number(report.causes.length > 0) + Number(report.groups.length > 0);
  expect((page.match(/<h\d>/g) ?? []).length).toBe(1 + failures + lists);
}

describe.skipIf(!hasTool('cmark-gfm'))('markdown, read by cmark-gfm', () => {
  it('is the table and the sections that were meant', () => {
    expectHarmless(RICH);
    expect(html(render(RICH, STYLE))).toContain('<td align="left"><code>claude</code></td>');
  });

  it('holds no other element, link or mention, whatever is in the strings', () => {
    fc.assert(fc.property(hostileReport, expectHarmless), { numRuns: 60 });
  });
});
