/** The real file system. Reports are written whole or not at all. */

import {
  accessSync,
  appendFileSync,
  closeSync,
  constants,
  existsSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { whyUnreadable } from '../domain/errors.ts';
import type { Files } from './io.ts';
import { writeError } from './output-stream.ts';

export const systemFiles: Files = {
  read: (path) => readFileSync(path),
  exists: (path) => existsSync(path),
  whyNotWritable,
  writeWhole,
  append,
  size: (path) => statSync(path, { throwIfNoEntry: false })?.size ?? 0,
  create,
  real: behindLinks,
};

function whyNotWritable(path: string): string | null {
  try {
    return whatForbids(path);
  } catch (error) {
    // Links that lead in a circle, a name that is too long, a folder that may not be entered.
    return whyUnreadable(error);
  }
}

function whatForbids(path: string): string | null {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isDirectory()) return 'it is a folder';
  if (stat !== undefined && isWrittenAsItIs(path))
    return access(path, constants.W_OK, 'it may not be written');
  const folder = dirname(behindLinks(path));
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return `there is no folder ${folder}`;
  return access(folder, constants.W_OK | constants.X_OK, `nothing may be written in ${folder}`);
}

/** Names of the system's own for files that are open already: what they lead to may be a plain file. */
const OPEN_FILE = /^\/(?:dev\/(?:fd\/|std(?:in|out|err)$)|proc\/)/;

/** Devices such as /dev/null and named pipes are no files that another could take the place of. */
function isWrittenAsItIs(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat !== undefined && (!stat.isFile() || OPEN_FILE.test(path));
}

/** What a link leads to is replaced, and the link stays. Links among the folders count too. */
function behindLinks(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const folder = dirname(path);
  return existsSync(folder) ? join(realpathSync(folder), basename(path)) : path;
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
    if (isWrittenAsItIs(path)) intoDevice(path, text);
    else replace(behindLinks(path), text);
  } catch (error) {
    throw writeError(path, error instanceof Error ? error : new Error(String(error)));
  }
}

/** Opening a named pipe that nobody reads would wait for ever, and hold up the signals that should end it. */
function intoDevice(path: string, text: string): void {
  const probe = statSync(path).isFIFO() ? openSync(path, constants.O_WRONLY | constants.O_NONBLOCK) : null;
  try {
    appendFileSync(path, text);
  } finally {
    if (probe !== null) closeSync(probe);
  }
}

function replace(path: string, text: string): void {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0o666;
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    writeFileSync(temporary, text, { mode });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function create(path: string, text: string): void {
  const file = openSync(path, 'wx');
  try {
    writeFileSync(file, text);
  } catch (error) {
    // Half a file would stand in the way of the next try.
    rmSync(path, { force: true });
    throw writeError(path, error instanceof Error ? error : new Error(String(error)));
  } finally {
    closeSync(file);
  }
}

function append(path: string, text: string): void {
  try {
    appendFileSync(path, text);
  } catch (error) {
    throw writeError(path, error instanceof Error ? error : new Error(String(error)));
  }
}
