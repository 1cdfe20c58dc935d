/** Whatever the format: what it says of the run is what the exit code says. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY, isObjectionable, summarize } from '../../src/domain/policy.ts';
import type { Report } from '../../src/domain/report.ts';
import { defaultReporter, loadReporter, REPORTER_NAMES, type ReporterName } from '../../src/report/index.ts';
import { type Standings, standings } from '../../src/report/standing.ts';
import type { Style } from '../../src/report/types.ts';
import { hostileRun } from '../support/hostile.ts';
import { failing, reportOf } from '../support/report.ts';

const STYLE: Style = {
  width: 4_000,
  color: 0,
  unicode: true,
  verbose: false,
  now: 0,
  policy: DEFAULT_POLICY,
};

/** 0: all is well; 3: it cannot be told; 1: anything worse. */
type Conclusion = 0 | 1 | 3;

function conclusionOf(report: Report): Conclusion {
  const code = report.summary.exit_code;
  return code === 0 || code === 3 ? code : 1;
}

function bySigns(text: string, bad: RegExp, unclear: RegExp): Conclusion {
  if (bad.test(text)) return 1;
  return unclear.test(text) ? 3 : 0;
}

function byCode(text: string, code: RegExp): Conclusion {
  const found = Number(code.exec(text)?.[1] ?? Number.NaN);
  if (found !== 0 && found !== 3) return Number.isNaN(found) ? 0 : 1;
  return found;
}

/** How somebody who reads only that format would conclude. */
const CONCLUDE = {
  table: (text) => byCode(text, /exit (\d+): [a-z ]+/),
  json: (text) => byCode(text, /"exit_code": (\d+)/),
  ndjson: (text) => byCode(text, /"exit_code":(\d+)/),
  junit: (text) => bySigns(text, /<failure /, /<error /),
  tap: (text) => bySigns(text, /^not ok (?!.* # TODO)/m, /^$/),
  github: (text) => bySigns(text, /^::error /m, /^$/),
  markdown: (text) => byCode(text, /· exit (\d+): /),
  csv: (text) => byCode(text, /^[^,]*,[^,]*,[^,]*,(\d+),/m),
  prometheus: (text) => byCode(text, /^aiprobe_run_exit_code (\d+)$/m),
  nagios: (text) => bySigns(text, /^AIPROBE CRITICAL/, /^AIPROBE UNKNOWN/),
  html: (text) => byCode(text, /<dd>exit (\d+): /),
} satisfies Record<ReporterName, (text: string) => Conclusion>;

/** Formats that know only "well" and "not well". */
const TWO_WAYS: readonly ReporterName[] = ['tap', 'github'];
/** A table without a row has no place for it. */
const NEEDS_RESULTS: readonly ReporterName[] = ['csv'];

describe('every format agrees with the exit code', () => {
  it.each(REPORTER_NAMES)('%s', async (name) => {
    const { render } = await loadReporter(name);
    fc.assert(
      fc.property(hostileRun, ({ report, policy }) => {
        fc.pre(report.results.length > 0 || !NEEDS_RESULTS.includes(name));
        const said = CONCLUDE[name](render(report, { ...STYLE, policy }));
        const wanted = conclusionOf(report);
        if (TWO_WAYS.includes(name)) expect(said).toBe(wanted === 0 ? 0 : 1);
        // An interrupted run in which nothing was found down is UNKNOWN to a monitoring system.
        else if (name === 'nagios' && report.summary.exit_code === 130) expect([1, 3]).toContain(said);
        else expect(said).toBe(wanted);
      }),
    );
  });

  const endOf = ({ results, groups, run }: Standings): Conclusion => {
    const all = [...results, ...groups, run];
    return all.includes('fail') ? 1 : all.includes('error') ? 3 : 0;
  };

  it('standings come to the same end, and show nothing as failed that the policy does not object to', () => {
    fc.assert(
      fc.property(hostileRun, ({ report, policy }) => {
        const found = standings(report, policy);
        expect(endOf(found)).toBe(conclusionOf(report));
        report.results.forEach((result, i) => {
          const counts = found.results[i] === 'fail' || found.results[i] === 'error';
          if (counts) expect(isObjectionable(result, policy) && !result.optional).toBe(true);
        });
      }),
    );
  });

  it('also where only some of the results are told, as with --on-change', () => {
    fc.assert(
      fc.property(hostileRun, fc.integer({ min: 0, max: 255 }), ({ report, policy }, chosen) => {
        const results = report.results.filter((_, i) => (chosen >> i) % 2 === 1);
        const groups = chosen % 3 === 0 ? [] : report.groups;
        expect(endOf(standings({ ...report, results, groups }, policy))).toBe(conclusionOf(report));
      }),
    );
  });

  it('what --fail-on does not name is no failure, whatever else fails the run', () => {
    const results = [
      failing('a', 'rate-limit.requests'),
      failing('b', 'server-error.unavailable'),
      failing('c', 'degraded.slow', { state: 'degraded' }),
    ];
    const found = (failOn: readonly string[]) =>
      standings(reportOf(results, { summary: summarize(results, 1) }), { failOn, ignore: [] }).results;
    expect(found(['rate-limit.requests'])).toEqual(['fail', 'tolerated', 'pass']);
    expect(found(['down', 'degraded'])).toEqual(['fail', 'fail', 'fail']);
  });

  it('a failing member does not fail what its group carries', () => {
    const results = [failing('a', 'dns.timeout'), failing('b', 'dns.timeout')];
    const group = { name: 'g', up: 1, require: 1, ok: true, members: ['a'] };
    const { results: found } = standings(reportOf(results, { groups: [group] }), DEFAULT_POLICY);
    expect(found).toEqual(['tolerated', 'fail']);
  });
});

describe('the default format', () => {
  it.each<[string, Record<string, string>, ReporterName]>([
    ['a terminal', {}, 'table'],
    ['GitHub Actions', { CI: 'true', GITHUB_ACTIONS: 'true' }, 'github'],
    ['Gitea Actions', { CI: 'true', GITHUB_ACTIONS: 'true', GITEA_ACTIONS: 'true' }, 'table'],
    ['GitLab CI', { CI: 'true', GITLAB_CI: 'true' }, 'table'],
    ['another CI', { CI: '1' }, 'table'],
    ['a variable that says no', { GITHUB_ACTIONS: 'false' }, 'table'],
  ])('on %s', (_, env, name) => {
    expect(defaultReporter(env)).toBe(name);
  });
});
