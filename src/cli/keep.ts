/** Where the program keeps what it needs between runs, and under which name: one set of files for each config. */

import { createHash } from 'node:crypto';
import { isAbsolute, join, resolve } from 'node:path';
import { UserError } from '../domain/errors.ts';
import type { Arguments } from './arguments.ts';
import type { Io } from './io.ts';
import { configNames, environment } from './prepare.ts';
import { codeOf } from './private-files.ts';

export interface Keep {
  /** The config, or the targets where there is none, as a person would name it. */
  readonly of: string;
  readonly stateFile: string;
  readonly lockFile: string;
}

/**
 * The config's files by their absolute names, or the targets. Runs that choose among its probes share what is kept;
 * shards do not, for they are made to run at the same time.
 *
 * @throws UserError where nothing can be kept
 */
export async function openKeep(io: Io, { words, options }: Arguments): Promise<Keep> {
  const names = configNames(io, await environment(io, options), options);
  const what =
    names.length > 0
      ? names.map((name) => (name === '-' ? `standard input in ${io.cwd}` : resolve(io.cwd, name)))
      : words;
  const folder = join(stateHome(io.env), 'aiprobe');
  try {
    io.privateFiles.makeFolder(folder);
  } catch (error) {
    throw new UserError(`nothing can be kept in ${folder} (${codeOf(error)}): set XDG_STATE_HOME`);
  }
  const parts = options.shard === undefined ? what : [...what, `shard ${options.shard}`];
  const path = join(folder, hash(parts));
  return { of: parts.join(', '), stateFile: `${path}.state.json`, lockFile: `${path}.lock` };
}

/** XDG Base Directory Specification 0.8: a path that is not absolute is to be ignored. */
function stateHome(env: Io['env']): string {
  const { XDG_STATE_HOME: named, HOME: home, LOCALAPPDATA: local } = env;
  if (named !== undefined && isAbsolute(named)) return named;
  if (home !== undefined && home !== '') return join(home, '.local', 'state');
  if (local !== undefined && local !== '') return local;
  throw new UserError('there is no place to keep anything: neither XDG_STATE_HOME nor HOME is set');
}

function hash(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 20);
}
