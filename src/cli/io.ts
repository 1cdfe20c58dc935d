/** The outside world as the commands see it. `main.ts` gives the real one, tests another. */

import type { Clock } from '../domain/ports.ts';
import type { PrivateFiles } from './private-files.ts';
import type { Processes } from './processes.ts';

export interface OutputStream {
  readonly isTTY: boolean;
  /** What is written goes into a file, and to no terminal behind a pipe. */
  readonly isFile: boolean;
  /** Width of the terminal, null where there is none. */
  readonly columns: number | null;
  /** Resolves when the text is handed over. Rejects with WriteError when it cannot be. */
  write(text: string): Promise<void>;
}

/** A report could not be written: closed pipe, full disk. */
export class WriteError extends Error {
  override readonly name = 'WriteError';
  readonly code: string;

  constructor(where: string, code: string, message: string) {
    super(`${where}: ${message}`);
    this.code = code;
  }
}

export interface Files {
  /** @throws the system error */
  read(path: string): Buffer;
  exists(path: string): boolean;
  /** A reason why a file there could not be written, or null. */
  whyNotWritable(path: string): string | null;
  /** The whole file or nothing: written beside it, then renamed. @throws WriteError */
  writeWhole(path: string, text: string): void;
  /** Adds to the end. @throws WriteError */
  append(path: string, text: string): void;
  /** The path behind links, those of its folders too: of one file there is one, whether it is there or not. */
  real(path: string): string;
  /** Bytes in it; 0 where there is none. */
  size(path: string): number;
  /** Creates a file that must not be there yet, whole. @throws the system error where it cannot begin, `EEXIST` among them; WriteError where it cannot end */
  create(path: string, text: string): void;
}

export interface Io {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly files: Files;
  readonly privateFiles: PrivateFiles;
  readonly processes: Processes;
  readonly clock: Clock;
  /** All of standard input. */
  stdin(): Promise<Buffer>;
  /** Calls back on SIGINT and SIGTERM, with the signal's name. Returns how to stop listening. */
  onSignal(listener: (signal: 'SIGINT' | 'SIGTERM') => void): () => void;
  /** How many files and sockets this process may have open; null where that cannot be known. */
  openFileLimit(): number | null;
  /** Says how many probes are to come, so that the engine can be tuned for a long run or a short one. */
  expect(probes: number): void;
}
