/** A bare number is milliseconds here and seconds in curl: whoever writes 5 seldom means 5 ms. */

import type { Options } from './arguments.ts';
import type { Io } from './io.ts';

/** No connection across a network is made in less. */
const HARDLY_MEANT_MS = 100;

export async function warnOfUnits(io: Io, options: Options): Promise<void> {
  const given = {
    '--timeout': options.timeout,
    '--attempt-timeout': options.attemptTimeout,
    '--interval': options.interval,
    '--jitter': options.jitter,
  };
  for (const [flag, text] of Object.entries(given)) {
    if (text === undefined || !/^[1-9]\d*$/.test(text) || Number(text) >= HARDLY_MEANT_MS) continue;
    const line = `aiprobe: ${flag} ${text} means ${text} ms; for seconds write ${text}s\n`;
    await io.stderr.write(line).catch(() => {});
  }
}
