/** What the exit codes mean, for `--help` and the man page. A command may say it in words of its own. */

import type { ExitCode } from '../domain/report.ts';

/** Those of a report, and that of a run which --lock did not let begin. */
export const EXIT_CODES: Readonly<Record<ExitCode | 75, string>> = {
  0: 'every required probe and group is well (degraded counts as up)',
  1: 'a required probe or group is not',
  2: 'bad usage or config: nothing was probed',
  3: 'inconclusive: nothing required is down, but something is unknown',
  70: 'a bug in aiprobe; -v shows where',
  74: 'all is well, but a report could not be written',
  75: 'not run: another run holds the lock (--lock)',
  130: 'interrupted by Ctrl-C: what is finished is reported',
  143: 'ended by SIGTERM: what is finished is reported',
};

export type ExitMeaning = readonly [code: number, means: string];

export function exitMeanings(
  own: Readonly<Record<number, string>> = {},
  leftOut: readonly number[] = [],
): ExitMeaning[] {
  return Object.entries({ ...EXIT_CODES, ...own }).flatMap(([code, means]): ExitMeaning[] =>
    leftOut.includes(Number(code)) ? [] : [[Number(code), means]],
  );
}

/** Of commands that probe nothing. */
export const PLAIN_EXITS: readonly ExitMeaning[] = [
  [0, 'done'],
  [2, 'bad usage or config'],
  [74, 'the output could not be written'],
];
