/**
 * `-r nagios` alone: a monitoring system reads one line on standard output and a code of 0 to 3, also when nothing was
 * probed. Source: Monitoring Plugins Development Guidelines, "Plugin Return Codes": 3 for invalid arguments.
 */

import { pluginText } from '../report/nagios/text.ts';
import type { Io } from './io.ts';

const UNKNOWN = 3;

/** By the words themselves, since they may be what is wrong. */
export function isPlugin(argv: readonly string[]): boolean {
  const reporters = argv.flatMap((word, i) => {
    if (word === '--json') return ['json'];
    if (word === '-r' || word === '--reporter') return [argv[i + 1]];
    const [, name] = /^(?:-r|--reporter=)(.+)$/.exec(word) ?? [];
    return name === undefined ? [] : [name];
  });
  return reporters.length === 1 && reporters[0] === 'nagios';
}

/** @returns the exit code */
export async function sayUnknown(io: Pick<Io, 'stdout'>, message: string): Promise<number> {
  const [first = '', ...more] = message.split('\n').map((line) => pluginText(line));
  await io.stdout.write(`${[`AIPROBE UNKNOWN: ${first}`, ...more].join('\n')}\n`).catch(() => {});
  return UNKNOWN;
}
