/**
 * `-r nagios` alone: a monitoring system reads one line on standard output and a code of 0 to 3, also when nothing was
 * probed. Source: Monitoring Plugins Development Guidelines, "Plugin Return Codes": 3 for invalid arguments.
 */

import { UserError } from '../domain/errors.ts';
import { pluginText } from '../report/nagios/text.ts';
import type { Io } from './io.ts';
import { BUSY } from './lock.ts';

const UNKNOWN = 3;

/** @param run a command that gives the exit codes of every other format, and throws the user's mistakes */
export async function asPlugin(io: Io, run: () => Promise<number>): Promise<number> {
  try {
    const code = await run();
    if (code !== BUSY) return code;
    await say(io, 'nothing was probed, since another run is under way');
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    await say(io, error.message);
  }
  return UNKNOWN;
}

async function say(io: Io, message: string): Promise<void> {
  const [first = '', ...more] = message.split('\n').map((line) => pluginText(line));
  await io.stdout.write(`${[`AIPROBE UNKNOWN: ${first}`, ...more].join('\n')}\n`).catch(() => {});
}
