/** `aiprobe schema`: the config's JSON Schema, for an editor's YAML plug-in. */

import { configSchema } from '../config/index.ts';
import type { Io } from './io.ts';

export async function schema(io: Io): Promise<number> {
  await io.stdout.write(`${JSON.stringify(await configSchema(), null, 2)}\n`);
  return 0;
}
