/**
 * Files that the program keeps for itself between runs (state, locks), readable by their owner alone, and reading files
 * of unknown size. Everything throws the system error.
 */

import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

export interface PrivateFiles {
  /** At most so many bytes; null where there are more. Works for pipes too. */
  readAtMost(path: string, most: number): Buffer | null;
  /**
   * As readAtMost, of what this program keeps: a pipe or a device in its place would have it wait.
   * @throws the system error; `EFTYPE` where it is no regular file, also at the end of a link
   */
  readKept(path: string, most: number): Buffer | null;
  /** With the folders above it, for its owner alone; fails where nothing may be written in it. */
  makeFolder(path: string): void;
  /** Writes beside the file and renames: whoever reads it sees the old text or the new one. */
  replace(path: string, text: string): void;
  /** Creates it with its whole text at once. @returns false where there is one already */
  createWhole(path: string, text: string): boolean;
  rename(from: string, to: string): void;
  /** No error where there is none. */
  remove(path: string): void;
}

const OWNER_ONLY = 0o600;
const CHUNK = 65_536;

/** @param own tells this process's temporary files from those of others: its process id */
export function privateFiles(own: number): PrivateFiles {
  const temporary = (path: string) => `${path}.${own}.tmp`;
  const beside = (path: string, text: string, publish: (from: string) => void) => {
    const from = temporary(path);
    try {
      rmSync(from, { force: true });
      writeFileSync(from, text, { mode: OWNER_ONLY, flag: 'wx' });
      publish(from);
    } finally {
      rmSync(from, { force: true });
    }
  };
  return {
    readAtMost,
    readKept: (path, most) => {
      // Where nothing at all has that name; a link that leads nowhere is something.
      lstatSync(path);
      if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) throw noFile(path);
      return readAtMost(path, most);
    },
    makeFolder: (path) => {
      makeFolders(path);
      accessSync(path, constants.W_OK | constants.X_OK);
    },
    replace: (path, text) => beside(path, text, (from) => renameSync(from, path)),
    createWhole: (path, text) => {
      let created = false;
      beside(path, text, (from) => {
        created = linkNew(from, path, text);
      });
      return created;
    },
    rename: (from, to) => renameSync(from, to),
    remove: (path) => rmSync(path, { force: true }),
  };
}

function noFile(path: string): Error {
  return Object.assign(new Error(`${path} is no regular file`), { code: 'EFTYPE' });
}

/** Node 20's own `recursive` never returns where nothing can be made above, as in /proc. */
function makeFolders(path: string): void {
  const above = dirname(path);
  if (above !== path && !existsSync(above)) makeFolders(above);
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

/** A hard link fails where the name is taken, and what it names is whole from the first moment. */
function linkNew(from: string, path: string, text: string): boolean {
  try {
    linkSync(from, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    return createNew(path, text);
  }
}

/** For file systems without hard links. */
function createNew(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { mode: OWNER_ONLY, flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function readAtMost(path: string, most: number): Buffer | null {
  const descriptor = openSync(path, 'r');
  try {
    const chunks: Buffer[] = [];
    for (let length = 0; length <= most; ) {
      const chunk = Buffer.allocUnsafe(CHUNK);
      const read = readSync(descriptor, chunk, 0, CHUNK, null);
      if (read === 0) return Buffer.concat(chunks);
      chunks.push(chunk.subarray(0, read));
      length += read;
    }
    return null;
  } finally {
    closeSync(descriptor);
  }
}

/** `ENOENT` and its like; '' for what is no system error. */
export function codeOf(error: unknown): string {
  return error instanceof Error ? String(Reflect.get(error, 'code') ?? '') : '';
}
