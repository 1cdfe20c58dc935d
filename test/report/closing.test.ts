/** The last words of every format: why the run ends as it does. */

import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY, exitCode, summarize } from '../../src/domain/policy.ts';
import type { GroupResult, Report, Result } from '../../src/domain/report.ts';
import { closingText, exitText } from '../../src/report/closing.ts';
import { loadReporter, type ReporterName } from '../../src/report/index.ts';
import type { Style, Terms } from '../../src/report/types.ts';
import { failing, reportOf, up } from '../support/report.ts';

const STYLE: Style = { width: 120, color: 0, unicode: true, verbose: false, now: 0, policy: DEFAULT_POLICY };

interface Run {
  readonly report: Report;
  readonly terms: Terms;
}

/** As the run would have made it with these flags. */
function run(
  results: readonly Result[],
  { ignore = [], failOn = ['down', 'unknown'], groups = [] }: Partial<Flags> = {},
): Run {
  const policy = { failOn, ignore };
  const code = exitCode(results, groups, policy);
  return { report: reportOf(results, { groups, summary: summarize(results, code) }), terms: { policy } };
}

interface Flags {
  readonly ignore: readonly string[];
  readonly failOn: readonly string[];
  readonly groups: readonly GroupResult[];
}

const DNS = failing('a', 'dns.timeout');
const SLOW = failing('s', 'degraded.slow', { state: 'degraded' });
const SKIPPED = failing('k', 'config.missing-env', { state: 'skipped' });
const group = (ok: boolean, members: readonly string[]): GroupResult => ({
  name: 'g',
  up: ok ? 1 : 0,
  require: 1,
  ok,
  members,
});

describe('why the run passes', () => {
  it.each<[string, Run]>([
    ['exit 0: all is well', run([up('u')])],
    ['exit 0: all is well (degraded counts as up)', run([up('u'), SLOW])],
    ['exit 0: all that was probed is well', run([up('u'), SKIPPED])],
    ['exit 0: nothing was probed, and what is skipped fails no run', run([SKIPPED])],
    ['exit 0: no probe was selected', run([])],
    ['exit 0: 1 failure does not count: ignored (--ignore or --fail-on)', run([DNS], { ignore: ['dns'] })],
    [
      'exit 0: 1 failure does not count: ignored (--ignore or --fail-on)',
      run([DNS, up('u')], { failOn: ['timeout'] }),
    ],
    ['exit 0: 1 failure does not count: optional', run([failing('o', 'tls.expired', { optional: true })])],
    [
      'exit 0: 3 failures do not count: 1 ignored (--ignore or --fail-on), 1 optional, 1 in a group that passes',
      run([DNS, failing('o', 'tls.expired', { optional: true }), failing('m', 'connect.refused'), up('u')], {
        ignore: ['dns'],
        groups: [group(true, ['m', 'u'])],
      }),
    ],
    [
      'exit 0: 2 failures do not count: 1 ignored (--ignore or --fail-on), 1 in a group that passes',
      run([DNS, failing('b', 'tls.expired')], { ignore: ['dns'], groups: [group(false, ['a', 'b'])] }),
    ],
  ])('%s', (text, { report, terms }) => {
    expect(exitText(report, terms)).toBe(text);
  });

  it('gives no reasons for failures that are not in the report, as with --on-change', () => {
    const { report, terms } = run([DNS, up('u')], { ignore: ['dns'] });
    expect(exitText({ ...report, results: [up('u')] }, terms)).toBe('exit 0: 1 failure does not count');
  });

  it.each<ReporterName>(['table', 'markdown', 'junit', 'tap', 'nagios'])('%s says so', async (name) => {
    const { render } = await loadReporter(name);
    const { report, terms } = run([DNS, up('u')], { ignore: ['dns'] });
    const text = render(report, { ...STYLE, ...terms });
    expect(text.replace(/`/g, '')).toContain(
      'exit 0: 1 failure does not count: ignored (--ignore or --fail-on)',
    );
    expect(text).not.toContain('all is well');
  });
});

describe('a demonstration', () => {
  const { report: shown, terms } = run([DNS]);

  it('says whose exit code it is', () => {
    const text = 'demo exits 0, check would exit 1: a required probe or group is not well';
    expect(exitText(shown, { ...terms, demo: true })).toBe(text);
    expect(exitText(shown, terms)).toBe('exit 1: a required probe or group is not well');
  });

  it.each<ReporterName>(['table', 'markdown'])('%s says so', async (name) => {
    const { render } = await loadReporter(name);
    expect(render(shown, { ...STYLE, demo: true })).toContain('demo exits 0, check would exit 1');
  });

  it('that is interrupted ends with that code', () => {
    const cut = { ...shown, summary: { ...shown.summary, exit_code: 130 as const } };
    expect(exitText(cut, { ...terms, demo: true })).toMatch(/^exit 130: interrupted/);
  });
});

it('is one line with everything in it', () => {
  const { report, terms } = run([DNS, up('u')]);
  expect(closingText(report, terms)).toBe(
    '1 up, 1 down; 2 probes in 2.31 s; fault: provider 1; exit 1: a required probe or group is not well',
  );
});
