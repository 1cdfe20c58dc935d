/**
 * TAP version 14: a test point for each probe, then for each group. What is not well but fails nothing is `# TODO`: a
 * harness lists it and does not count it. `Bail out!` is never written: what has not run is a skipped point.
 * Source: testanything.org, "TAP 14 specification".
 */

import type { Report, Result } from '../domain/report.ts';
import { causeText, circumstances, groupText } from './circumstances.ts';
import { closingText, exitText } from './closing.ts';
import { failureClass } from './failure-class.ts';
import { safeText } from './safe.ts';
import { type Standing, standings } from './standing.ts';
import type { Reporter, Terms } from './types.ts';

type Diagnostics = Readonly<Record<string, string | number | readonly string[] | null>>;

interface Point {
  readonly standing: Standing;
  readonly name: string;
  /** What it is, after the name. It also keeps a name that ends in `{` from opening a subtest, as older parsers have it. */
  readonly what: string;
  /** Why it is skipped or does not count. */
  readonly reason: string;
  readonly diagnostics: Diagnostics;
}

export const render: Reporter = (report, terms) => {
  const points = pointsOf(report, terms);
  const plan = points.length === 0 ? '1..0 # SKIP no probe was selected' : `1..${points.length}`;
  const comments = [...report.causes.map(causeText), closingText(report, terms)].map(
    (text) => `# aiprobe: ${text}`,
  );
  return `${['TAP version 14', plan, ...points.flatMap(pointLines), ...comments].join('\n')}\n`;
};

function pointsOf(report: Report, terms: Terms): Point[] {
  const { results, groups, run } = standings(report, terms.policy);
  return [
    ...report.results.map((result, i) => probePoint(result, results[i] ?? 'pass')),
    ...report.groups.map((group, i): Point => {
      const text = groupText(group);
      return {
        standing: groups[i] ?? 'pass',
        name: group.name,
        what: 'group',
        reason: text,
        diagnostics: { message: text, members: group.members },
      };
    }),
    ...(run === null ? [] : [runPoint(report, run, terms)]),
  ];
}

function probePoint(result: Result, standing: Standing): Point {
  const { name, check, message } = result;
  const reason = standing === 'tolerated' ? `does not fail the run: ${message}` : message;
  return { standing, name, what: check, reason, diagnostics: diagnosticsOf(result) };
}

/** What no probe explains, e.g. an interrupted run. */
function runPoint(report: Report, standing: Standing, terms: Terms): Point {
  const text = exitText(report, terms);
  return { standing, name: 'aiprobe', what: 'run', reason: text, diagnostics: { message: text } };
}

/** @returns null for what is not known: such a key is left out */
function diagnosticsOf(result: Result): Diagnostics {
  const { state, provider, url, http, timings_ms, fault, message, hint } = result;
  if (state === 'up') return { url, duration_ms: timings_ms.total };
  return {
    message,
    severity: state === 'degraded' || state === 'skipped' ? 'comment' : 'fail',
    state,
    class: failureClass(result) || null,
    fault,
    hint: state === 'skipped' ? null : hint,
    provider,
    url,
    http_status: http?.status ?? null,
    duration_ms: timings_ms.total,
    also: circumstances(result),
  };
}

function pointLines({ standing, name, what, reason, diagnostics }: Point, index: number): string[] {
  const ok = standing === 'pass' || standing === 'skip' ? 'ok' : 'not ok';
  const description = `${escapeDescription(name)} (${what})`;
  return [
    `${ok} ${index + 1} - ${description}${directive(standing, reason)}`,
    '  ---',
    ...Object.entries(diagnostics).flatMap(([key, value]) => yamlLines(key, value)),
    '  ...',
  ];
}

function directive(standing: Standing, reason: string): string {
  if (standing === 'skip') return ` # SKIP ${escapeReason(reason)}`;
  return standing === 'tolerated' ? ` # TODO ${escapeReason(reason)}` : '';
}

function escapeDescription(text: string): string {
  return safeText(text).replace(/[\\#]/g, '\\$&');
}

/** Like a description; and an opening brace at the end of the line would begin a subtest for older parsers. */
function escapeReason(text: string): string {
  return escapeDescription(text).replace(/\{\s*$/, '(');
}

function yamlLines(key: string, value: string | number | readonly string[] | null): string[] {
  if (value === null) return [];
  if (typeof value === 'number') return [`  ${key}: ${value}`];
  if (typeof value === 'string') return [`  ${key}: ${yamlString(value)}`];
  return value.length === 0 ? [] : [`  ${key}:`, ...value.map((item) => `    - ${yamlString(item)}`)];
}

/** A JSON string is a double-quoted scalar of YAML 1.2; what YAML cannot hold as it is (5.1, c-printable) is escaped. */
function yamlString(text: string): string {
  return JSON.stringify(safeText(text)).replace(/[\ufffe\uffff]/g, (found) =>
    found === '\ufffe' ? '\\ufffe' : '\\uffff',
  );
}
