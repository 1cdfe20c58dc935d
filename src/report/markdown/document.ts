/** The report in pieces of Markdown, so that a place with a limit can leave out whole ones. */

import { formatDuration } from '../../domain/duration.ts';
import type { Cause, GroupResult, Report, Result } from '../../domain/report.ts';
import { account } from '../account.ts';
import { groupText } from '../circumstances.ts';
import { exitText, faultText, statesText, tookText } from '../closing.ts';
import { failureClass } from '../failure-class.ts';
import { symbols } from '../palette.ts';
import type { Terms } from '../types.ts';
import { codeSpan, prose } from './escape.ts';

const SYMBOLS = symbols(true).state;

/** Names listed of the probes that share a root. */
const MAX_NAMES = 12;

export interface Document {
  /** Heading and summary. */
  readonly head: string;
  /** The first two lines of the table; empty when there is no probe. */
  readonly tableHead: string;
  /** One line for each result, in their order. */
  readonly rows: readonly string[];
  /** What happened and what to do, for each that is not well, the worst first. */
  readonly sections: readonly string[];
  /** Shared roots and groups. */
  readonly tail: string;
}

export function documentOf(report: Report, terms: Terms): Document {
  const { results, causes, groups } = report;
  const failing = (['down', 'unknown', 'degraded'] as const).flatMap((state) =>
    results.filter((result) => result.state === state),
  );
  return {
    head: `${head(report, terms).join('\n\n')}\n`,
    tableHead: results.length === 0 ? '' : `\n${TABLE_HEAD.join('\n')}\n`,
    rows: results.map((result) => `${row(result)}\n`),
    sections: failing.map((result) => `\n${section(result)}`),
    tail: [listing('Shared roots', causes.map(causeItem)), listing('Groups', groups.map(groupItem))].join(''),
  };
}

function head(report: Report, terms: Terms): string[] {
  const { summary, results } = report;
  const code = summary.exit_code;
  const sign = code === 0 ? SYMBOLS.up : code === 3 ? SYMBOLS.unknown : SYMBOLS.down;
  const closing = [tookText(report), faultText(results), exitText(report, terms)].filter(
    (part) => part !== '',
  );
  return [`### ${sign} aiprobe: ${statesText(summary) || 'no probe'}`, closing.map(prose).join(' · ')];
}

const TABLE_HEAD = [
  '| state | probe | check | http | failure | fault | first byte | total |',
  '| :-- | :-- | :-- | --: | :-- | :-- | --: | --: |',
] as const;

function row(result: Result): string {
  const { state, name, check, http, fault, timings_ms } = result;
  const cells = [
    `${SYMBOLS[state]} ${state}`,
    codeSpan(name),
    check,
    http === null ? '' : String(http.status),
    codeSpan(failureClass(result)),
    state === 'skipped' ? '' : (fault ?? ''),
    time(timings_ms.first_byte),
    time(timings_ms.total),
  ];
  return `| ${cells.join(' | ')} |`;
}

function time(ms: number | null): string {
  return ms === null ? '' : formatDuration(ms);
}

function section(result: Result): string {
  const { state, name, url, provider } = result;
  const [happened = '', ...more] = account(result);
  const service = [provider, url].filter((part) => part !== null).map(codeSpan);
  // Every line begins with a word of our own: no text can open a list, a heading or a quotation.
  return [
    `#### ${SYMBOLS[state]} ${codeSpan(name)}: ${codeSpan(failureClass(result))}`,
    '',
    `What happened: ${prose(happened)}`,
    '',
    ...more.map((line) => `- ${prose(line)}`),
    `- Asked: ${service.join(' ')}`,
    '',
  ].join('\n');
}

function causeItem(cause: Cause): string {
  const { shared, probes } = cause;
  const named = probes.slice(0, MAX_NAMES).map(codeSpan).join(', ');
  const rest = probes.length > MAX_NAMES ? ` and ${probes.length - MAX_NAMES} more` : '';
  return `${codeSpan(failureClass(cause))}, ${codeSpan(shared)}: ${named}${rest}`;
}

function groupItem(group: GroupResult): string {
  return `${SYMBOLS[group.ok ? 'up' : 'down']} ${codeSpan(group.name)}: ${prose(groupText(group))}`;
}

function listing(title: string, items: readonly string[]): string {
  return items.length === 0 ? '' : `\n#### ${title}\n\n${items.map((item) => `- ${item}\n`).join('')}`;
}
