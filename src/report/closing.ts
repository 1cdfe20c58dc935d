/** What a run amounts to, in words: one source for every format, so that none says anything but `summary` does. */

import { formatDuration } from '../domain/duration.ts';
import type { Party } from '../domain/failure.ts';
import { isObjectionable, type Policy } from '../domain/policy.ts';
import type { ExitCode, Report, Result, Summary } from '../domain/report.ts';
import { STATES } from '../domain/verdict.ts';
import { count } from './count.ts';
import { safeText } from './safe.ts';
import { standings } from './standing.ts';
import type { Terms } from './types.ts';

const EXIT_MEANING: Readonly<Record<ExitCode, string>> = {
  0: 'all is well',
  1: 'a required probe or group is not well',
  2: 'nothing was probed',
  3: 'inconclusive: the trouble may be on this side',
  70: 'a bug in aiprobe',
  74: 'all is well, but a report could not be written',
  130: 'interrupted: what had not finished is skipped',
  143: 'terminated: what had not finished is skipped',
};

const PARTIES: readonly Party[] = ['provider', 'client', 'network', 'local'];

/** `3 up, 1 down`; empty when nothing was probed */
export function statesText(summary: Summary): string {
  return STATES.filter((state) => summary[state] > 0)
    .map((state) => `${count(summary[state])} ${state}`)
    .join(', ');
}

/** `6 probes in 2.31 s from fra1` */
export function tookText({ summary, run }: Report): string {
  const place = run.location === null ? '' : ` from ${safeText(run.location, 60)}`;
  return `${count(summary.total)} ${summary.total === 1 ? 'probe' : 'probes'} in ${formatDuration(run.duration_ms)}${place}`;
}

/** `exit 1: a required probe or group is not well`; a demonstration does not end with this code, and says whose would */
export function exitText(report: Report, terms: Terms): string {
  const { exit_code } = report.summary;
  const ends = terms.demo === true && !isInterruption(exit_code) ? 'demo exits 0, check would exit' : 'exit';
  return `${ends} ${exit_code}: ${meaningText(report, terms)}`;
}

/** `a required probe or group is not well`: what the exit code says */
export function meaningText(report: Report, { policy }: Terms): string {
  const { exit_code } = report.summary;
  return exit_code === 0 ? passText(report, policy) : EXIT_MEANING[exit_code];
}

function isInterruption(code: ExitCode): boolean {
  return code === 130 || code === 143;
}

/** Why the run passes: whoever reads it under a failing row wants to know why that row does not count. */
function passText(report: Report, policy: Policy): string {
  const { total, down, unknown, degraded, skipped } = report.summary;
  const failing = down + unknown;
  if (failing > 0) return spared(failing, report, policy);
  if (total === 0) return 'no probe was selected';
  if (skipped === total) return 'nothing was probed, and what is skipped fails no run';
  const well = skipped > 0 ? 'all that was probed is well' : EXIT_MEANING[0];
  return degraded > 0 ? `${well} (degraded counts as up)` : well;
}

/** `2 failures do not count: 1 ignored (--ignore or --fail-on), 1 optional` */
function spared(failing: number, report: Report, policy: Policy): string {
  const what = failing === 1 ? '1 failure does not count' : `${count(failing)} failures do not count`;
  const why = reasons(report, policy);
  const known = why.reduce((sum, [, number]) => sum + number, 0);
  // A report of what changed alone does not hold them all.
  if (known < failing) return what;
  const words = why.map(([reason, number]) => (failing === 1 ? reason : `${count(number)} ${reason}`));
  return `${what}: ${words.join(', ')}`;
}

function reasons(report: Report, policy: Policy): readonly (readonly [reason: string, number: number])[] {
  const { results } = standings(report, policy);
  const members = new Set(report.groups.flatMap((group) => group.members));
  const found = new Map<string, number>();
  report.results.forEach((result, i) => {
    if (results[i] !== 'tolerated') return;
    const reason = whySpared(result, policy, members);
    found.set(reason, (found.get(reason) ?? 0) + 1);
  });
  return [...found];
}

function whySpared(result: Result, policy: Policy, members: ReadonlySet<string>): string {
  if (!isObjectionable(result, policy)) return 'ignored (--ignore or --fail-on)';
  return members.has(result.name) && !result.optional ? 'in a group that passes' : 'optional';
}

/** `fault: provider 2, network 1`; empty when nobody has to act */
export function faultText(results: readonly Result[]): string {
  const failing = results.filter(({ state }) => state !== 'skipped');
  const shares = PARTIES.flatMap((party) => {
    const share = failing.filter(({ fault }) => fault === party).length;
    return share === 0 ? [] : [`${party} ${count(share)}`];
  });
  return shares.length === 0 ? '' : `fault: ${shares.join(', ')}`;
}

/** The whole of it in one line. */
export function closingText(report: Report, terms: Terms): string {
  const parts = [
    statesText(report.summary),
    tookText(report),
    faultText(report.results),
    exitText(report, terms),
  ];
  return parts.filter((part) => part !== '').join('; ');
}
