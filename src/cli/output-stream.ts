/** A process stream as an OutputStream: each write is waited for, and a closed pipe or a full disk is an error with a name. */

import { fstatSync } from 'node:fs';
import { type OutputStream, WriteError } from './io.ts';

export function outputStream(stream: NodeJS.WriteStream & { fd: number }, name: string): OutputStream {
  let failed: WriteError | null = null;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    failed ??= writeError(name, error);
  });
  return {
    get isTTY() {
      return stream.isTTY === true;
    },
    get isFile() {
      return isFile(stream.fd);
    },
    get columns() {
      return stream.isTTY === true && stream.columns > 0 ? stream.columns : null;
    },
    write: (text) =>
      new Promise((resolve, reject) => {
        if (failed !== null) {
          reject(failed);
          return;
        }
        stream.write(text, (error) => {
          if (error) reject(writeError(name, error));
          else resolve();
        });
      }),
  };
}

function isFile(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isFile();
  } catch {
    return false;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EPIPE: 'the reader closed the pipe before the report was whole',
  ENOSPC: 'no space left on the device',
  EIO: 'input/output error',
  ENXIO: 'nobody reads from this pipe',
};

export function writeError(where: string, error: NodeJS.ErrnoException): WriteError {
  const code = error.code ?? 'EUNKNOWN';
  return new WriteError(where, code, REASONS[code] ?? error.message);
}
