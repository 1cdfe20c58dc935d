/** Files that the user names: read whole, or a line that says why not. */

import { resolve } from 'node:path';
import { UserError } from '../domain/errors.ts';
import type { Io } from './io.ts';

const WHY_UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'permission denied',
};

export function readNamed(io: Io, name: string, what: string): Buffer {
  try {
    return io.files.read(resolve(io.cwd, name));
  } catch (error) {
    throw new UserError(`cannot read ${what} ${name}: ${whyUnreadable(error)}`);
  }
}

export function whyUnreadable(error: unknown): string {
  const code = error instanceof Error ? String(Reflect.get(error, 'code')) : '';
  return WHY_UNREADABLE[code] ?? (error instanceof Error ? error.message : code);
}
