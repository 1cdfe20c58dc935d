/** Composition root: the real clock, files, streams and signals, and the one catch for everything that was not foreseen. */

import { readOpenFileLimit } from './api/file-limit.ts';
import { systemClock } from './api/system-clock.ts';
import type { Io } from './cli/io.ts';
import { outputStream } from './cli/output-stream.ts';
import { privateFiles } from './cli/private-files.ts';
import { systemProcesses } from './cli/processes.ts';
import { systemFiles } from './cli/system-files.ts';
import { VERSION } from './version.ts';

/** @param engine what only the outermost program can do */
export async function main(engine: Pick<Io, 'expect'>): Promise<void> {
  const argv = process.argv.slice(2);
  const io = realIo(argv, engine);
  let code: number;
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    await io.stdout.write(`${VERSION}\n`).catch(() => {});
    code = 0;
  } else {
    code = await guarded(io);
  }
  // Names that are still being looked up, and the like, must not hold the process: what had to be written is written.
  process.exit(code);
}

async function guarded(io: Io): Promise<number> {
  try {
    const { runCli } = await import('./cli/program.ts');
    return await runCli(io);
  } catch (error) {
    const verbose = io.argv.some((word) => word === '--verbose' || /^-[a-z]*v/.test(word));
    const said =
      error instanceof Error ? (verbose ? error.stack : `${error.name}: ${error.message}`) : String(error);
    await io.stderr
      .write(`aiprobe: internal error (a bug in aiprobe, not in your endpoints): ${said}\n`)
      .catch(() => {});
    return 70;
  }
}

/** One that was removed meanwhile is still known by its name: nothing is in it, and nothing needs to be. */
function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    return process.env.PWD ?? '/';
  }
}

function realIo(argv: readonly string[], engine: Pick<Io, 'expect'>): Io {
  return {
    ...engine,
    argv,
    env: process.env,
    cwd: workingFolder(),
    stdout: outputStream(process.stdout, 'standard output'),
    stderr: outputStream(process.stderr, 'standard error'),
    files: systemFiles,
    privateFiles: privateFiles(process.pid),
    processes: systemProcesses(process.pid, (pid, signal) => void process.kill(pid, signal)),
    clock: systemClock,
    stdin: async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
      return Buffer.concat(chunks);
    },
    onSignal: (listener) => {
      const onInterrupt = () => listener('SIGINT');
      const onTerminate = () => listener('SIGTERM');
      process.on('SIGINT', onInterrupt);
      process.on('SIGTERM', onTerminate);
      return () => {
        process.off('SIGINT', onInterrupt);
        process.off('SIGTERM', onTerminate);
      };
    },
    openFileLimit: readOpenFileLimit,
  };
}
