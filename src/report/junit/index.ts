/**
 * JUnit XML as Jenkins (xUnit plugin, junit-10.xsd) and GitLab read it: the subset that both accept. A probe that failed
 * the run is a failure, one of which nothing can be said an error; one that is not well but fails nothing is skipped,
 * since a reader has no other word for "does not count".
 */

import type { GroupResult, Report, Result } from '../../domain/report.ts';
import { account } from '../account.ts';
import { causeText, groupText } from '../circumstances.ts';
import { closingText, exitText } from '../closing.ts';
import { failureClass } from '../failure-class.ts';
import type { Standing } from '../standing.ts';
import { type Standings, standings } from '../standing.ts';
import type { Reporter, Terms } from '../types.ts';
import { element, textElement } from '../xml.ts';

interface Case {
  readonly standing: Standing;
  readonly classname: string;
  readonly name: string;
  /** Milliseconds; null: not timed. */
  readonly ms: number | null;
  /** `kind.reason` of what is not well. */
  readonly type: string;
  /** What is to be told of it; empty for what is well. */
  readonly lines: readonly string[];
}

interface Suite {
  readonly name: string;
  /** What is to be told of all of it; may be empty. */
  readonly output: readonly string[];
  readonly cases: readonly Case[];
}

export const render: Reporter = (report, terms) => {
  const suites = suitesOf(report, standings(report, terms.policy), terms);
  const lines = element(
    'testsuites',
    {
      name: 'aiprobe',
      ...counts(suites.flatMap(({ cases }) => cases)),
      time: seconds(report.run.duration_ms),
    },
    suites.flatMap((suite) => suiteElement(suite, report)),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${lines.join('\n')}\n`;
};

function suitesOf(report: Report, { results, groups, run }: Standings, terms: Terms): Suite[] {
  const probes = report.results.map((result, i) => probeCase(result, results[i] ?? 'pass'));
  const others = report.groups.map((group, i) => groupCase(group, groups[i] ?? 'pass'));
  return [
    {
      name: 'aiprobe',
      output: [...report.causes.map(causeText), closingText(report, terms)],
      cases: run === null ? probes : [...probes, runCase(report, run, terms)],
    },
    ...(others.length === 0 ? [] : [{ name: 'aiprobe groups', output: [], cases: others }]),
  ];
}

function probeCase(result: Result, standing: Standing): Case {
  return {
    standing,
    classname: `aiprobe.${result.check}`,
    name: result.name,
    ms: result.timings_ms.total,
    type: failureClass(result),
    lines: result.state === 'up' ? [] : account(result),
  };
}

function groupCase(group: GroupResult, standing: Standing): Case {
  const lines = group.ok && group.note === undefined ? [] : [groupText(group)];
  return { standing, classname: 'aiprobe.group', name: group.name, ms: null, type: 'group', lines };
}

/** What no probe explains, e.g. an interrupted run: without a case of its own, readers would take it for a good one. */
function runCase(report: Report, standing: Standing, terms: Terms): Case {
  const lines = [exitText(report, terms)];
  return { standing, classname: 'aiprobe.run', name: 'the run itself', ms: null, type: 'run', lines };
}

function suiteElement({ name, output, cases }: Suite, report: Report): string[] {
  const { tests, failures, errors } = counts(cases);
  const skipped = cases.filter(({ standing }) => standing === 'skip' || standing === 'tolerated').length;
  const time = seconds(cases.reduce((sum, { ms }) => sum + (ms ?? 0), 0));
  return element('testsuite', { name, tests, failures, errors, skipped, time, timestamp: instant(report) }, [
    ...propertiesElement(report),
    ...cases.flatMap(caseElement),
    ...(output.length === 0 ? [] : textElement('system-out', {}, output)),
  ]);
}

function propertiesElement({ run, summary }: Report): string[] {
  const known = {
    'run.id': run.id,
    'run.version': run.version,
    'run.location': run.location,
    'run.shard': run.shard,
    'summary.exit_code': summary.exit_code,
  };
  const properties = Object.entries(known).flatMap(([name, value]) =>
    value === null ? [] : element('property', { name, value }),
  );
  return element('properties', {}, properties);
}

function caseElement({ standing, classname, name, ms, type, lines }: Case): string[] {
  const attributes = { classname, name, time: ms === null ? null : seconds(ms) };
  const [message = ''] = lines;
  const output = lines.length === 0 ? [] : textElement('system-out', {}, lines);
  switch (standing) {
    case 'pass':
      return element('testcase', attributes, output);
    case 'fail':
      return element('testcase', attributes, textElement('failure', { message, type }, lines));
    case 'error':
      return element('testcase', attributes, textElement('error', { message, type }, lines));
    case 'skip':
      return element('testcase', attributes, element('skipped', { message }));
    default:
      return element('testcase', attributes, [
        ...element('skipped', { message: `${type}, does not fail the run: ${message}` }),
        ...output,
      ]);
  }
}

function counts(cases: readonly Case[]) {
  const of = (wanted: Standing) => cases.filter(({ standing }) => standing === wanted).length;
  return { tests: cases.length, failures: of('fail'), errors: of('error') };
}

/** xs:decimal, to the millisecond: readers choke on an exponent. */
function seconds(ms: number): string {
  return (ms / 1_000).toFixed(3);
}

/** xs:dateTime in UTC without zone and fraction, the only form that every schema accepts; null where it is no instant. */
function instant({ run }: Report): string | null {
  const time = Date.parse(run.started);
  return Number.isFinite(time) ? new Date(time).toISOString().slice(0, 19) : null;
}
