/** The real file system. Reports are written whole or not at all. */

import {
  accessSync,
  appendFileSync,
  constants,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Files } from './io.ts';
import { writeError } from './output-stream.ts';

export const systemFiles: Files = {
  read: (path) => readFileSync(path),
  exists: (path) => existsSync(path),
  whyNotWritable,
  writeWhole,
  append,
  size: (path) => statSync(path, { throwIfNoEntry: false })?.size ?? 0,
  create: (path, text) => writeFileSync(path, text, { flag: 'wx' }),
};

function whyNotWritable(path: string): string | null {
  const folder = dirname(path);
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isDirectory()) return 'it is a folder';
  // Devices such as /dev/null and named pipes are written to as they are.
  if (stat !== undefined && !stat.isFile()) return access(path, constants.W_OK, 'it may not be written');
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return `there is no folder ${folder}`;
  return access(folder, constants.W_OK | constants.X_OK, `nothing may be written in ${folder}`);
}

function access(path: string, mode: number, reason: string): string | null {
  try {
    accessSync(path, mode);
    return null;
  } catch {
    return reason;
  }
}

function writeWhole(path: string, text: string): void {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat !== undefined && !stat.isFile()) {
      writeFileSync(path, text);
      return;
    }
    const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
    try {
      writeFileSync(temporary, text, { mode: stat?.mode ?? 0o666 });
      renameSync(temporary, path);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  } catch (error) {
    throw writeError(path, error instanceof Error ? error : new Error(String(error)));
  }
}

function append(path: string, text: string): void {
  try {
    appendFileSync(path, text);
  } catch (error) {
    throw writeError(path, error instanceof Error ? error : new Error(String(error)));
  }
}
