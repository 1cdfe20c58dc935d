/** Files that the user names: read whole, or a line that says why not. */

import { resolve } from 'node:path';
import { UserError, whyUnreadable } from '../domain/errors.ts';
import type { Io } from './io.ts';

/** Far more than any config; what does not end, such as /dev/zero, ends here. */
const LARGEST = 16 * 2 ** 20;

export function readNamed(io: Io, name: string, what: string): Buffer {
  let bytes: Buffer | null;
  try {
    bytes = io.privateFiles.readAtMost(resolve(io.cwd, name), LARGEST);
  } catch (error) {
    throw new UserError(`cannot read ${what} ${name}: ${whyUnreadable(error)}`);
  }
  if (bytes === null) throw new UserError(`cannot read ${what} ${name}: it is larger than 16 MiB`);
  return bytes;
}
