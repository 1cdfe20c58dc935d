/** `aiprobe validate`: every problem of the config files, with its place, and nothing probed. */

import { makePlan } from '../api/make-plan.ts';
import { formatDiagnostics } from '../config/format.ts';
import { UserError } from '../domain/errors.ts';
import type { Arguments } from './arguments.ts';
import type { Io } from './io.ts';
import { readAll, readSources } from './prepare.ts';
import { readNamed } from './read-file.ts';
import { lookOf, styleFor } from './style.ts';

/** A config is valid whether or not its variables are set here: CI checks it before it has the keys. */
export async function validate(io: Io, { words, options }: Arguments): Promise<number> {
  const sources = words.length > 0 ? await readAll(io, words) : await readSources(io, io.env, [], options);
  const { plan, diagnostics } = await makePlan({
    sources,
    targets: [],
    flags: { allowMissingEnv: true },
    env: io.env,
    now: io.clock.wall(),
    readFile: (path) => readNamed(io, path, 'file').toString('utf8'),
    settings: false,
  });
  const style = styleFor(plan === null ? io.stderr : io.stdout, io, lookOf(options));
  const text = formatDiagnostics(diagnostics, { color: style.color > 0 });
  if (plan === null) throw new UserError(text.trimEnd());
  const names = sources.map(({ name }) => name).join(', ');
  const probes = plan.targets.length;
  await io.stdout.write(`${text}${names}: valid, ${probes} ${probes === 1 ? 'probe' : 'probes'}\n`);
  return 0;
}
