import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import { annotations } from '../../src/report/github/annotations.ts';
import { annotation } from '../../src/report/github/command.ts';
import { render, summary } from '../../src/report/github/index.ts';
import { SUMMARY_LIMIT } from '../../src/report/github/summary.ts';
import { render as renderMarkdown } from '../../src/report/markdown/index.ts';
import type { Style } from '../../src/report/types.ts';
import { expectGolden } from '../support/golden.ts';
import { ATTACKS, hostileReport } from '../support/hostile.ts';
import { failing, reportOf, up } from '../support/report.ts';
import { RICH } from '../support/rich-report.ts';

const STYLE: Style = { width: 100, color: 0, unicode: true, verbose: false, now: 0, policy: DEFAULT_POLICY };

interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** As the runner reads a line of the log: the newer form at the line's start, the older one anywhere in it. */
function commandOf(line: string): Command | null {
  if (/##\[/.test(line)) return { name: '##', properties: {}, message: line };
  const match = /^\s*::([^\s:]+)(?: ([^:]*))?::(.*)$/.exec(line);
  if (match === null) return null;
  const [, name = '', properties = '', message = ''] = match;
  const pairs = properties.split(',').flatMap((pair): [string, string][] => {
    const [key = '', value] = pair.split(/=(.*)/);
    return value === undefined ? [] : [[key, unescaped(value)]];
  });
  return { name, properties: Object.fromEntries(pairs), message: unescaped(message) };
}

function unescaped(text: string): string {
  return text
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%25', '%');
}

function commands(text: string): Command[] {
  return text.split(/\r|\n/).flatMap((line) => commandOf(line) ?? []);
}

function many(count: number, failure: `${string}.${string}` = 'connect.refused') {
  return Array.from({ length: count }, (_, i) => failing(`probe-${i}`, failure));
}

describe('github: the log', () => {
  it('golden file', () => {
    expectGolden('report/github.txt', render(RICH, STYLE));
  });

  it('annotates what failed the run as errors, what did not as warnings, and nothing that is well', () => {
    const report = reportOf([
      up('good'),
      failing('bad', 'dns.timeout'),
      failing('odd', 'blocked.bot-challenge', { state: 'unknown' }),
      failing('may', 'connect.refused', { optional: true }),
      failing('slow', 'degraded.slow', { state: 'degraded' }),
      failing('off', 'config.missing-env', { state: 'skipped' }),
    ]);
    expect(commands(render(report, STYLE)).map(({ name, properties }) => [name, properties.title])).toEqual([
      ['error', 'bad: dns.timeout'],
      ['error', 'odd: blocked.bot-challenge'],
      ['warning', 'may: connect.refused'],
      ['warning', 'slow: degraded.slow'],
    ]);
    expect(commands(render(reportOf([up('good')]), STYLE))).toEqual([]);
  });

  it('tells failures with one root once', () => {
    const shared = commands(render(RICH, STYLE)).filter(({ message }) => message.includes('one root'));
    expect(shared).toHaveLength(1);
    expect(shared[0]?.message).toContain('Probes: vectors, rerank, speech');
  });

  it('keeps to ten of a level, the tenth of which says how many more there are', () => {
    const report = reportOf([
      ...many(10),
      ...many(12, 'degraded.slow').map((r) => ({ ...r, state: 'degraded' as const })),
    ]);
    const all = commands(annotations(report, STYLE).join('\n'));
    expect(all.filter(({ name }) => name === 'error')).toHaveLength(10);
    const warnings = all.filter(({ name }) => name === 'warning');
    expect(warnings).toHaveLength(10);
    expect(warnings.at(-1)?.properties.title).toBe('3 more');
    expect(all.filter(({ properties }) => properties.title?.endsWith('more'))).toHaveLength(1);
  });

  it('escapes what would end a property or a message', () => {
    const line = annotation('error', 'a:b,c%d', ['100 %0A', 'x::y']);
    expect(line).toBe('::error title=a%3Ab%2Cc%25d::100 %250A%0Ax::y');
    expect(commandOf(line)).toEqual({
      name: 'error',
      properties: { title: 'a:b,c%d' },
      message: '100 %0A\nx::y',
    });
  });

  it.each(ATTACKS)('is one command with %j in it', (attack) => {
    expect(commands(annotation('warning', attack, [attack, attack]))).toMatchObject([{ name: 'warning' }]);
  });

  it('holds no other command, whatever is in the strings, and never asks to mask anything', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        const found = commands(render(report, STYLE));
        expect(found).toHaveLength(annotations(report, STYLE).length);
        expect(found.filter(({ name }) => name !== 'error' && name !== 'warning')).toEqual([]);
        expect(
          found.flatMap(({ properties }) => Object.keys(properties)).every((key) => key === 'title'),
        ).toBe(true);
      }),
    );
  });
});

describe('github: the job summary', () => {
  it('is the Markdown report where that fits', () => {
    expect(summary(RICH, STYLE)).toBe(renderMarkdown(RICH, STYLE));
  });

  it('leaves out whole rows, the least important, and says how many', () => {
    const report = reportOf([...Array.from({ length: 12_000 }, (_, i) => up(`good-${i}`)), ...many(9_000)]);
    const text = summary(report, STYLE);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(SUMMARY_LIMIT);
    const rows = text
      .split('\n')
      .filter((line) => line.startsWith('| ') && !line.startsWith('| :--'))
      .slice(1);
    const sections = text.match(/^#### /gm) ?? [];
    const said = /Left out[^:]*: ([\d,]+) rows, ([\d,]+) failure sections\./.exec(text);
    expect(rows.length + Number(said?.[1]?.replace(',', ''))).toBe(21_000);
    expect(sections.length + Number(said?.[2]?.replace(',', ''))).toBe(9_000);
    expect(rows.filter((row) => row.includes('good')).length).toBeLessThan(rows.length);
    expect(text).toContain('`probe-0`');
    for (const row of rows) expect(row).toMatch(/^\|(?: [^|]*\|){8}$/);
  });

  it.each([0, 10, 400, 1_000, 3_000, 6_000])('keeps within %i bytes that are left in the file', (room) => {
    expect(Buffer.byteLength(summary(RICH, STYLE, SUMMARY_LIMIT - room))).toBeLessThanOrEqual(room);
  });
});
