/** The last words of every format: why the run ends as it does. */

import { describe, expect, it } from 'vitest';
import type { GroupResult, Report, Result } from '../../src/domain/report.ts';
import { closingText, exitText } from '../../src/report/closing.ts';
import { loadReporter, type ReporterName } from '../../src/report/index.ts';
import type { Style } from '../../src/report/types.ts';
import { exitCode, summarize } from '../../src/run/policy.ts';
import { failing, reportOf, up } from '../support/report.ts';

const STYLE: Style = { width: 120, color: 0, unicode: true, verbose: false, now: 0 };

/** As the run would have made it with these flags. */
function report(
  results: readonly Result[],
  { ignore = [], failOn = ['down', 'unknown'], groups = [] }: Partial<Flags> = {},
): Report {
  const code = exitCode(results, groups, { failOn, ignore });
  return reportOf(results, { groups, summary: summarize(results, code) });
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
  it.each<[string, Report]>([
    ['exit 0: all is well', report([up('u')])],
    ['exit 0: all is well (degraded counts as up)', report([up('u'), SLOW])],
    ['exit 0: all that was probed is well', report([up('u'), SKIPPED])],
    ['exit 0: nothing was probed, and what is skipped fails no run', report([SKIPPED])],
    ['exit 0: no probe was selected', report([])],
    ['exit 0: 1 failure does not count: ignored (--ignore or --fail-on)', report([DNS], { ignore: ['dns'] })],
    [
      'exit 0: 1 failure does not count: ignored (--ignore or --fail-on)',
      report([DNS, up('u')], { failOn: ['timeout'] }),
    ],
    ['exit 0: 1 failure does not count: optional', report([failing('o', 'tls.expired', { optional: true })])],
    [
      'exit 0: 3 failures do not count: 1 ignored (--ignore or --fail-on), 1 optional, 1 in a group that is well',
      report(
        [DNS, failing('o', 'tls.expired', { optional: true }), failing('m', 'connect.refused'), up('u')],
        { ignore: ['dns'], groups: [group(true, ['m', 'u'])] },
      ),
    ],
    [
      'exit 0: 2 failures do not count: 2 in a group that passes for what is ignored (--ignore or --fail-on)',
      report([DNS, failing('b', 'tls.expired')], { ignore: ['dns'], groups: [group(false, ['a', 'b'])] }),
    ],
  ])('%s', (text, run) => {
    expect(exitText(run)).toBe(text);
  });

  it('gives no reasons for failures that are not in the report, as with --on-change', () => {
    const whole = report([DNS, up('u')], { ignore: ['dns'] });
    expect(exitText({ ...whole, results: [up('u')] })).toBe('exit 0: 1 failure does not count');
  });

  it.each<ReporterName>(['table', 'markdown', 'junit', 'tap', 'nagios'])('%s says so', async (name) => {
    const { render } = await loadReporter(name);
    const text = render(report([DNS, up('u')], { ignore: ['dns'] }), STYLE);
    expect(text.replace(/`/g, '')).toContain(
      'exit 0: 1 failure does not count: ignored (--ignore or --fail-on)',
    );
    expect(text).not.toContain('all is well');
  });
});

describe('a demonstration', () => {
  const shown = report([DNS]);

  it('says whose exit code it is', () => {
    const text = 'demo exits 0, check would exit 1: a required probe or group is not well';
    expect(exitText(shown, { demo: true })).toBe(text);
    expect(exitText(shown)).toBe('exit 1: a required probe or group is not well');
  });

  it.each<ReporterName>(['table', 'markdown'])('%s says so', async (name) => {
    const { render } = await loadReporter(name);
    expect(render(shown, { ...STYLE, demo: true })).toContain('demo exits 0, check would exit 1');
  });

  it('that is interrupted ends with that code', () => {
    const cut = { ...shown, summary: { ...shown.summary, exit_code: 130 as const } };
    expect(exitText(cut, { demo: true })).toMatch(/^exit 130: interrupted/);
  });
});

it('is one line with everything in it', () => {
  expect(closingText(report([DNS, up('u')]))).toBe(
    '1 up, 1 down; 2 probes in 2.31 s; fault: provider 1; exit 1: a required probe or group is not well',
  );
});
