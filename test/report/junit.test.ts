import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import type { Report } from '../../src/domain/report.ts';
import { render } from '../../src/report/junit/index.ts';
import type { Style } from '../../src/report/types.ts';
import { xmlText } from '../../src/report/xml.ts';
import { expectGolden } from '../support/golden.ts';
import { ATTACKS, hostileReport } from '../support/hostile.ts';
import { failing, reportOf, up } from '../support/report.ts';
import { RICH } from '../support/rich-report.ts';
import { hasTool, runTool } from '../support/tool.ts';

const STYLE: Style = { width: 80, color: 0, unicode: true, verbose: false, now: 0, policy: DEFAULT_POLICY };
const SCHEMA = fileURLToPath(new URL('../support/junit.xsd', import.meta.url));

function validate(xml: string): string {
  const { status, stderr } = runTool('xmllint', ['--noout', '--nonet', '--schema', SCHEMA, '-'], xml);
  return status === 0 ? '' : stderr;
}

function xpath(xml: string, expression: string): string {
  return runTool('xmllint', ['--nonet', '--xpath', expression, '-'], xml).stdout.trim();
}

describe('junit', () => {
  it('golden file', () => {
    expectGolden('report/junit.xml', render(RICH, STYLE));
  });

  it('has one verdict for each state', () => {
    const report = reportOf([
      up('good'),
      failing('slow', 'degraded.slow', { state: 'degraded' }),
      failing('bad', 'dns.timeout', { timings_ms: { ...up('x').timings_ms, total: 3_000.6 } }),
      failing('odd', 'blocked.bot-challenge', { state: 'unknown' }),
      failing('off', 'config.missing-env', { state: 'skipped' }),
      failing('may', 'connect.refused', { optional: true }),
    ]);
    const xml = render(report, STYLE);
    expect(xml).toContain('<testcase classname="aiprobe.http" name="good" time="0.121"/>');
    expect(xml).toMatch(/name="slow"[^>]*>\s*<system-out>/);
    expect(xml).toMatch(
      /name="bad" time="3.001">\s*<failure message="It failed: dns.timeout." type="dns.timeout">/,
    );
    expect(xml).toMatch(/name="odd"[^>]*>\s*<error [^>]*type="blocked.bot-challenge">/);
    expect(xml).toMatch(/name="off"[^>]*>\s*<skipped message="It failed: config.missing-env."\/>/);
    expect(xml).toMatch(/name="may"[^>]*>\s*<skipped message="connect.refused, does not fail the run: /);
    expect(xml).toContain('<testsuites name="aiprobe" tests="6" failures="1" errors="1" time="2.312">');
    expect(xml).toContain('failures="1" errors="1" skipped="2"');
  });

  it('does not pass for a good run when it was interrupted', () => {
    const report = reportOf([up('good')]);
    const xml = render({ ...report, summary: { ...report.summary, exit_code: 130 } }, STYLE);
    expect(xml).toContain('<failure message="exit 130: interrupted');
  });

  it('leaves out an instant that is none', () => {
    const { run } = RICH;
    expect(render({ ...RICH, run: { ...run, started: '"><x>' } }, STYLE)).not.toContain('timestamp=');
  });

  it.each(ATTACKS)('makes text of %j', (attack) => {
    expect(xmlText(attack)).not.toMatch(
      /[<>"']|&(?!(?:amp|lt|gt|quot|apos);)|[^\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u,
    );
  });
});

describe.skipIf(!hasTool('xmllint'))('junit, read by xmllint', () => {
  it.each<[string, Report]>([
    ['a rich report', RICH],
    ['an empty one', reportOf([])],
  ])('keeps to the schema: %s', (_, report) => {
    expect(validate(render(report, STYLE))).toBe('');
  });

  it('the schema refuses what a CI server would', () => {
    const xml = render(RICH, STYLE);
    expect(validate(xml.replace('classname="aiprobe.reach" ', ''))).toContain('classname');
    expect(validate(xml.replace('time="0.121"', 'time="1e-7"'))).toContain('1e-7');
  });

  it('has as many cases as probes and groups, and gives names back, whatever is in the strings', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        const xml = render(report, STYLE);
        expect(validate(xml)).toBe('');
        expect(xpath(xml, 'count(//testcase[@classname != "aiprobe.run"])')).toBe(
          String(report.results.length + report.groups.length),
        );
        expect(xpath(xml, 'concat(/testsuites/@failures, " ", /testsuites/@errors)')).toBe(
          xpath(xml, 'concat(count(//failure), " ", count(//error))'),
        );
      }),
      { numRuns: 25 },
    );
  });
});
