/** What a run amounts to, in words: one source for every format, so that none says anything but `summary` does. */

import { formatDuration } from '../domain/duration.ts';
import type { Party } from '../domain/failure.ts';
import type { ExitCode, Report, Result, Summary } from '../domain/report.ts';
import { STATES } from '../domain/verdict.ts';
import { count } from './count.ts';
import { safeText } from './safe.ts';

export const EXIT_MEANING: Readonly<Record<ExitCode, string>> = {
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

/** `exit 1: a required probe or group is not well` */
export function exitText({ exit_code }: Summary): string {
  return `exit ${exit_code}: ${EXIT_MEANING[exit_code]}`;
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
export function closingText(report: Report): string {
  const parts = [
    statesText(report.summary),
    tookText(report),
    faultText(report.results),
    exitText(report.summary),
  ];
  return parts.filter((part) => part !== '').join('; ');
}
