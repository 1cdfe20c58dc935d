import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import type { ExitCode, Report, Result } from '../../src/domain/report.ts';
import { nagiosExitCode, render } from '../../src/report/nagios/index.ts';
import type { Style } from '../../src/report/types.ts';
import { expectGolden } from '../support/golden.ts';
import { hostileReport } from '../support/hostile.ts';
import { failing, reportOf, up } from '../support/report.ts';
import { RICH } from '../support/rich-report.ts';

const STYLE: Style = { width: 80, color: 0, unicode: true, verbose: false, now: 0, policy: DEFAULT_POLICY };

interface Output {
  readonly status: string;
  readonly perfdata: ReadonlyMap<string, string>;
  readonly lines: readonly string[];
}

/** By the grammar of the Monitoring Plugins guidelines; throws where it is not met. */
function parse(text: string): Output {
  const [first = '', ...lines] = text.replace(/\n$/, '').split('\n');
  const [said = '', data = '', ...more] = first.split('|');
  if (more.length > 0 || lines.some((line) => line.includes('|'))) throw new Error(`a second bar: ${text}`);
  const status = /^AIPROBE (OK|WARNING|CRITICAL|UNKNOWN): /.exec(said)?.[1];
  if (status === undefined) throw new Error(`no status: ${said}`);
  const datum = /\s*'((?:[^'=]|'')+|)'=(-?[\d.]+(?:s|%|B|c)?)((?:;[\d.]*){0,4})(?=\s|$)/y;
  const perfdata = new Map<string, string>();
  while (datum.lastIndex < data.length) {
    const match = datum.exec(data);
    if (match === null) throw new Error(`no performance data: ${data}`);
    if (perfdata.has(match[1] ?? '')) throw new Error(`twice: ${match[1]}`);
    perfdata.set(match[1] ?? '', match[2] ?? '');
  }
  return { status, perfdata, lines };
}

function withCode(results: readonly Result[], exit_code: ExitCode): Report {
  const report = reportOf(results);
  return { ...report, summary: { ...report.summary, exit_code } };
}

const slow = (part: Partial<Result> = {}) => failing('slow', 'degraded.slow', { state: 'degraded', ...part });

describe('nagios', () => {
  it('golden file', () => {
    expectGolden('report/nagios.txt', render(RICH, STYLE));
  });

  it.each<[string, Report, string, number]>([
    ['all up', reportOf([up('a')]), 'OK', 0],
    ['nothing probed', reportOf([]), 'OK', 0],
    ['optional and down', reportOf([failing('a', 'dns.timeout', { optional: true })]), 'OK', 0],
    ['degraded', reportOf([slow()]), 'WARNING', 1],
    ['optional and degraded', reportOf([slow({ optional: true })]), 'OK', 0],
    ['degraded, which --fail-on names', withCode([slow()], 1), 'CRITICAL', 2],
    ['down', reportOf([failing('a', 'dns.timeout'), slow()]), 'CRITICAL', 2],
    ['inconclusive', reportOf([failing('a', 'local.network-down', { state: 'unknown' })]), 'UNKNOWN', 3],
    ['interrupted', withCode([up('a')], 130), 'UNKNOWN', 3],
    ['interrupted, something down', withCode([failing('a', 'dns.timeout')], 143), 'CRITICAL', 2],
    ['a bug', withCode([], 70), 'UNKNOWN', 3],
  ])('%s', (_, report, status, code) => {
    expect(nagiosExitCode(report, DEFAULT_POLICY)).toBe(code);
    expect(parse(render(report, STYLE)).status).toBe(status);
  });

  it('keeps the labels of its counts to itself', () => {
    const { perfdata } = parse(render(reportOf([up('probes_up')]), STYLE));
    expect(perfdata.get('probes_up')).toBe('1');
    expect(perfdata.has('probes_up (2)')).toBe(true);
  });

  it('says on the first line what failed the run, before what did not', () => {
    const [first = ''] = render(RICH, STYLE).split('\n');
    expect(first).toMatch(/^AIPROBE CRITICAL: 6 up, .*; group search, qdrant \(connect\.refused\), vectors/);
  });

  it('names what was skipped without a class, and keeps what happened apart from what to do', () => {
    const skipped = up('cut', { state: 'skipped', message: 'not probed: the run was interrupted' });
    const { lines } = parse(render(reportOf([failing('a', 'dns.timeout'), skipped]), STYLE));
    expect(lines.slice(1)).toEqual([
      'a (dns.timeout): It failed: dns.timeout.; what to do: Try again later.',
      'cut: not probed: the run was interrupted',
    ]);
  });

  it('has times in seconds and the counts as performance data', () => {
    const { perfdata } = parse(render(RICH, STYLE));
    expect(perfdata.get('claude')).toBe('0.241000s');
    expect(perfdata.get('probes_down')).toBe('7');
    expect(perfdata.has('batch')).toBe(false);
  });

  it('keeps within what Nagios reads, by whole items, and says how many are missing', () => {
    const results = Array.from({ length: 500 }, (_, i) => failing(`probe-${i}`, 'dns.timeout'));
    const text = render(reportOf(results), STYLE);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(8_192);
    const { lines, perfdata } = parse(text);
    expect(lines.at(-1)).toBe(`... and ${501 - (lines.length - 1)} more lines`);
    expect(perfdata.get('probe-50')).toBe('0.121000s');
  });

  it('keeps to the grammar, and nothing in it acts between double quotes, whatever is in the strings', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        const text = render(report, STYLE);
        const { perfdata, lines } = parse(text);
        const timed = report.results.filter(({ timings_ms }) => timings_ms.total !== null).length;
        expect(perfdata.size).toBe(5 + timed);
        const told = report.results.filter(({ state }) => state !== 'up').length;
        expect(lines).toHaveLength(1 + report.groups.length + told);
        expect(text).not.toMatch(/[`"<>$\\]/);
      }),
    );
  });
});
