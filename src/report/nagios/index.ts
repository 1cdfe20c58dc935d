/**
 * Plugin output for Nagios, Icinga, Checkmk and Sensu: one line that says it all, performance data after a bar, then
 * lines of detail. Source: Monitoring Plugins Development Guidelines, "Plugin Output" and "Performance data".
 */

import type { Policy } from '../../domain/policy.ts';
import type { Report, Result } from '../../domain/report.ts';
import { groupText } from '../circumstances.ts';
import { closingText, statesText, tookText } from '../closing.ts';
import { count } from '../count.ts';
import { failureClass } from '../failure-class.ts';
import { safeText } from '../safe.ts';
import { standings } from '../standing.ts';
import type { PluginExitCode, Reporter, Terms } from '../types.ts';
import { exitCode } from './exit-code.ts';
import { countData, timeData } from './perfdata.ts';
import { pluginText } from './text.ts';

export { exitCode, exitCode as nagiosExitCode } from './exit-code.ts';

const STATUS: Readonly<Record<PluginExitCode, string>> = {
  0: 'OK',
  1: 'WARNING',
  2: 'CRITICAL',
  3: 'UNKNOWN',
};

/** Nagios Core reads 8 KiB of a plugin's output and drops the rest (MAX_PLUGIN_OUTPUT_LENGTH). */
const MAX_BYTES = 8_000;
/** Of those, for the performance data. */
const MAX_PERFDATA_BYTES = 4_000;
/** Kept for the line that says how many more there are. */
const MORE_BYTES = 60;

/** Named on the first line, which is what a pager shows. */
const MAX_NAMED = 5;

const MAX_LINE = 1_000;

export const render: Reporter = (report, terms) => {
  const data = fitting([...countData(report), ...timeData(report)], MAX_PERFDATA_BYTES);
  const first = `${firstLine(report, terms.policy)} | ${data.join(' ')}`;
  const all = detailLines(report, terms);
  const shown = fitting(all, MAX_BYTES - MORE_BYTES - Buffer.byteLength(first));
  const more = shown.length < all.length ? [`... and ${count(all.length - shown.length)} more lines`] : [];
  return `${[first, ...shown, ...more].join('\n')}\n`;
};

function firstLine(report: Report, policy: Policy): string {
  const groups = report.groups.filter(({ ok }) => !ok).map(({ name }) => `group ${safeText(name, 60)}`);
  const failing = [
    ...groups,
    ...notUp(report, policy)
      .filter(({ state }) => state !== 'skipped')
      .map(nameOf),
  ];
  const rest = failing.length > MAX_NAMED ? [`${count(failing.length - MAX_NAMED)} more`] : [];
  const what = [...failing.slice(0, MAX_NAMED), ...rest].join(', ');
  const status = `AIPROBE ${STATUS[exitCode(report, policy)]}: ${statesText(report.summary) || 'no probe'}`;
  return pluginText([status, ...(what === '' ? [tookText(report)] : [what])].join('; '));
}

function nameOf(result: Result): string {
  const name = safeText(result.name, 60);
  const failure = failureClass(result);
  return failure === '' ? name : `${name} (${failure})`;
}

function detailLines(report: Report, terms: Terms): string[] {
  return [
    closingText(report, terms),
    ...report.groups.map((group) => `group ${group.name}: ${groupText(group)}`),
    ...notUp(report, terms.policy).map((result) => `${nameOf(result)}: ${told(result)}`),
  ].map((line) => pluginText(line, MAX_LINE));
}

function told({ message, hint, state }: Result): string {
  return hint === null || state === 'skipped' ? message : `${message}; what to do: ${hint}`;
}

/** What failed the run first: what is cut is what matters least. */
function notUp(report: Report, policy: Policy): Result[] {
  const { results } = standings(report, policy);
  return (['fail', 'error', 'tolerated', 'pass', 'skip'] as const).flatMap((standing) =>
    report.results.filter(({ state }, i) => results[i] === standing && state !== 'up'),
  );
}

/** @returns as many whole items from the start as fit, each with one byte between it and the next */
function fitting(items: readonly string[], bytes: number): string[] {
  let left = bytes;
  const over = items.findIndex((item) => {
    left -= Buffer.byteLength(item) + 1;
    return left < 0;
  });
  return items.slice(0, over === -1 ? items.length : over);
}
