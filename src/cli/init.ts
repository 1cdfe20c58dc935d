/** `aiprobe init`: a starter config fitted to the keys in the environment. */

import { resolve } from 'node:path';
import { starterConfig } from '../config/starter.ts';
import { UserError } from '../domain/errors.ts';
import type { Arguments } from './arguments.ts';
import type { Io } from './io.ts';
import { CONFIG_NAMES } from './prepare.ts';

export async function init(io: Io, { options }: Arguments): Promise<number> {
  const name = options.output ?? 'probes.yaml';
  const path = resolve(io.cwd, name);
  const text = starterConfig(io.env);
  const shadowed = shadowedConfig(io, path);
  if (shadowed !== null && options.force !== true) {
    throw new UserError(
      `${shadowed} is already there, and ${name} would be read in its place (--force writes it all the same, -o FILE writes elsewhere)`,
    );
  }
  const reason = io.files.whyNotWritable(path);
  if (reason !== null) throw new UserError(`cannot write ${name}: ${reason}`);
  if (options.force === true) {
    io.files.writeWhole(path, text);
  } else {
    try {
      io.files.create(path, text);
    } catch (error) {
      if (error instanceof Error && Reflect.get(error, 'code') === 'EEXIST') {
        throw new UserError(
          `${name} is already there and stays as it is (--force overwrites it, -o FILE writes elsewhere)`,
        );
      }
      throw error;
    }
  }
  const found = CONFIG_NAMES.includes(name) ? 'aiprobe' : `aiprobe -c ${name}`;
  await io.stdout.write(`wrote ${name}\nNext: "${found} plan" shows what it asks, "${found}" asks it.\n`);
  return 0;
}

/** A config of this folder that would no longer be found: the first of the usual names counts. */
function shadowedConfig(io: Io, path: string): string | null {
  const rank = CONFIG_NAMES.findIndex((usual) => resolve(io.cwd, usual) === path);
  if (rank === -1) return null;
  return CONFIG_NAMES.slice(rank + 1).find((other) => io.files.exists(resolve(io.cwd, other))) ?? null;
}
