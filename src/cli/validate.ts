/** `aiprobe validate`: every problem of the config files, with its place, and nothing probed. */

import { resolve } from 'node:path';
import { makePlan } from '../api/make-plan.ts';
import type { Plan } from '../domain/plan.ts';
import type { Arguments } from './arguments.ts';
import type { Io } from './io.ts';
import { environment, readAll, readSources, refuse } from './prepare.ts';

/** Also the probes that no flag would choose are looked at. */
export async function validate(io: Io, { words, options }: Arguments): Promise<number> {
  const env = await environment(io, options);
  const sources = words.length > 0 ? await readAll(io, words) : await readSources(io, env, [], options);
  const { plan, diagnostics } = await makePlan({
    sources,
    targets: [],
    flags: { allowMissingEnv: options.allowMissingEnv },
    env,
    now: io.clock.wall(),
    readFile: (path) => io.files.read(resolve(io.cwd, path)).toString('utf8'),
    settings: false,
  });
  await refuse(io, options, diagnostics);
  if (plan === null) throw new Error('a plan was refused without a reason');
  const names = sources.map(({ name }) => name).join(', ');
  const lines = [`${names}: valid, ${probes(plan.targets.length)}`, ...skipped(plan)];
  await io.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}

/** How many probes would not be made, for each reason that lies in the environment. */
function skipped({ targets }: Plan): string[] {
  const counts = new Map<string, number>();
  for (const { skip } of targets) {
    if (skip?.kind === 'config') counts.set(skip.message, (counts.get(skip.message) ?? 0) + 1);
  }
  return [...counts].map(([why, count]) => `  ${probes(count)} would be skipped: ${why}`);
}

function probes(count: number): string {
  return `${count} ${count === 1 ? 'probe' : 'probes'}`;
}
