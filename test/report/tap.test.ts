import fc from 'fast-check';
import { Parser, type Result as Point } from 'tap-parser';
import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import type { Report } from '../../src/domain/report.ts';
import { safeText } from '../../src/report/safe.ts';
import { render } from '../../src/report/tap.ts';
import type { Style } from '../../src/report/types.ts';
import { expectGolden } from '../support/golden.ts';
import { hostileReport } from '../support/hostile.ts';
import { failing, reportOf, up } from '../support/report.ts';
import { RICH } from '../support/rich-report.ts';

const STYLE: Style = { width: 80, color: 0, unicode: true, verbose: false, now: 0, policy: DEFAULT_POLICY };

interface Parsed {
  readonly points: readonly Point[];
  readonly problems: readonly unknown[];
  readonly ok: boolean;
  readonly bailout: boolean | string;
}

/** In strict mode, in which a line that is no TAP is a failure. */
function parse(text: string): Parsed {
  const points: Point[] = [];
  const problems: unknown[] = [];
  const parser = new Parser({ strict: true });
  parser.on('assert', (point: Point) => points.push(point));
  parser.on('extra', (line: string) => problems.push(line));
  parser.on('child', () => problems.push('a subtest'));
  parser.end(text);
  const results = parser.results;
  problems.push(...(results?.failures ?? []).filter((failure) => failure.tapError));
  return { points, problems, ok: results?.ok ?? false, bailout: results?.bailout ?? false };
}

describe('tap', () => {
  it('golden file', () => {
    expectGolden('report/tap.txt', render(RICH, STYLE));
  });

  it('leaves out a class that there is not', () => {
    const cut = up('cut', { state: 'skipped', message: 'interrupted' });
    expect(render(reportOf([cut]), STYLE)).not.toContain('class:');
  });

  it('has a directive for what does not count', () => {
    const { points, problems, ok } = parse(
      render(
        reportOf([
          up('good'),
          failing('may', 'connect.refused', { optional: true, message: 'Nobody # listens \\ there {' }),
          failing('off', 'config.missing-env', { state: 'skipped', message: 'KEY is not set.' }),
          failing('slow', 'degraded.slow', { state: 'degraded' }),
        ]),
        STYLE,
      ),
    );
    expect(problems).toEqual([]);
    expect(ok).toBe(true);
    expect(points.map((point) => [point.ok, point.name, point.todo, point.skip])).toEqual([
      [true, 'good (http)', false, false],
      [false, 'may (http)', 'does not fail the run: Nobody # listens \\ there (', false],
      [true, 'off (http)', false, 'KEY is not set.'],
      [true, 'slow (http)', false, false],
    ]);
  });

  it('carries the facts as YAML', () => {
    const { points } = parse(render(RICH, STYLE));
    // The parser takes `duration_ms` out of the diagnostics.
    expect(points[1]?.time).toBe(241);
    expect(points[1]?.diag).toMatchObject({
      message: '529: Anthropic has no capacity left for this request; the server asks to wait 12 s.',
      state: 'down',
      class: 'overloaded.capacity',
      fault: 'provider',
      http_status: 529,
      also: expect.arrayContaining(['still works: models']),
    });
  });

  it('plans nothing when nothing was probed', () => {
    expect(render(reportOf([]), STYLE)).toMatch(/^TAP version 14\n1\.\.0 # SKIP /);
    expect(parse(render(reportOf([]), STYLE)).problems).toEqual([]);
  });

  it('fails, without bailing out, when the run was interrupted', () => {
    const report: Report = { ...RICH, results: [up('good')], groups: [], causes: [] };
    const parsed = parse(render({ ...report, summary: { ...report.summary, exit_code: 143 } }, STYLE));
    expect(parsed).toMatchObject({ ok: false, bailout: false, problems: [] });
  });

  it('gives every point back with its name, whatever is in the strings', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        const { points, problems, bailout } = parse(render(report, STYLE));
        expect(problems).toEqual([]);
        expect(bailout).toBe(false);
        const names = report.results.map(({ name, check }) => `${safeText(name)} (${check})`.trim());
        expect(points.slice(0, names.length).map(({ name }) => name)).toEqual(names);
        const groups = report.groups.map(({ name }) => `${safeText(name)} (group)`.trim());
        expect(points.slice(names.length, names.length + groups.length).map(({ name }) => name)).toEqual(
          groups,
        );
        report.results.forEach(({ state, message }, i) => {
          if (state !== 'up') expect(points[i]?.diag).toMatchObject({ state, message: safeText(message) });
        });
      }),
    );
  });
});
