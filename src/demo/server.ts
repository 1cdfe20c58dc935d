/**
 * The stand-ins' own process. Started by `spawnDemo`; says what runs where in one message, and ends when its parent
 * does, so that none is left behind.
 */

import { startDemo } from './scenario.ts';
import { SYSTEM_REFUSED } from './spawn.ts';

async function main(): Promise<void> {
  const demo = startDemo();
  const stop = () => {
    demo
      .then((running) => running.close())
      .catch(() => undefined)
      .finally(() => process.exit(0));
  };
  // Ctrl-C reaches the whole process group: whether it means the end is for the parent to say.
  process.on('SIGINT', () => undefined);
  process.once('SIGTERM', stop);
  process.once('disconnect', stop);
  const { yaml, expected } = await demo;
  // A parent that is gone wants to know nothing, and what was started is being closed: that is no error.
  if (process.connected) process.send?.({ yaml, expected }, undefined, undefined, () => undefined);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(error instanceof Error && 'syscall' in error ? SYSTEM_REFUSED : 1);
});
