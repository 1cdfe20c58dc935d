/** Reads a result file, however large it claims to be. */

import { UserError, whyUnreadable } from '../domain/errors.ts';
import type { Io } from './io.ts';

/** Some 50 000 probes with all their evidence. */
const LARGEST = 256 * 2 ** 20;

/** @throws UserError that names the file */
export async function readResultFile(io: Io, path: string, name: string): Promise<Buffer> {
  if (name === '-') return bounded(await io.stdin(), 'standard input');
  let bytes: Buffer | null;
  try {
    bytes = io.privateFiles.readAtMost(path, LARGEST);
  } catch (error) {
    throw new UserError(`cannot read ${name}: ${whyUnreadable(error)}`);
  }
  return bounded(bytes, name);
}

function bounded(bytes: Buffer | null, name: string): Buffer {
  if (bytes !== null && bytes.length <= LARGEST) return bytes;
  throw new UserError(`${name}: it is larger than ${LARGEST / 2 ** 20} MiB, which no result file is`);
}
