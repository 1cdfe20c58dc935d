/** `aiprobe demo`: the main job against stand-ins on this machine; needs no network and no key. */

import { fileURLToPath } from 'node:url';
import { makePlan } from '../api/make-plan.ts';
import { type SpawnedDemo, spawnDemo } from '../demo/spawn.ts';
import type { Plan } from '../domain/plan.ts';
import type { Arguments } from './arguments.ts';
import { reporterSpecs, runAndReport, runOptions } from './check.ts';
import type { Io } from './io.ts';
import { readSinks } from './sinks.ts';
import { lookOf } from './style.ts';

export async function demo(io: Io, { options }: Arguments): Promise<number> {
  const sinks = readSinks(reporterSpecs(options), io);
  const stand = await spawnDemo(fileURLToPath(new URL('demo-server.js', import.meta.url)));
  try {
    if (options.keep === true) {
      await io.stderr.write(
        'aiprobe: the stand-ins run until Ctrl-C; this config probes them: aiprobe demo --keep > demo.yaml, then elsewhere aiprobe -c demo.yaml\n',
      );
      await io.stdout.write(stand.yaml);
      return await Promise.race([untilSignal(io), untilEnded(stand)]);
    }
    const plan = await demoPlan(io, stand.yaml);
    const greeting = `${plan.targets.length} stand-ins on this machine, most of them failing on purpose`;
    const greeted = { ...plan, warnings: [greeting, ...plan.warnings] };
    const run = runOptions(io, options);
    const look = { ...lookOf(options, run.policy), demo: true };
    return await runAndReport(io, greeted, run, sinks, options, { look });
  } finally {
    await stand.stop();
  }
}

async function demoPlan(io: Io, yaml: string): Promise<Plan> {
  const { plan, diagnostics } = await makePlan({
    sources: [{ name: 'demo.yaml', text: yaml }],
    targets: [],
    flags: {},
    // The demo is the same whatever keys and proxies this machine has.
    env: {},
    now: io.clock.wall(),
    readFile: (path) => io.files.read(path).toString('utf8'),
    settings: false,
  });
  if (plan === null) {
    throw new Error(
      `the demo's own config is wrong: ${diagnostics.map(({ message }) => message).join('; ')}`,
    );
  }
  return plan;
}

function untilSignal(io: Io): Promise<number> {
  return new Promise((resolve) => {
    const stop = io.onSignal((signal) => {
      stop();
      resolve(signal === 'SIGINT' ? 130 : 143);
    });
  });
}

/** A config that leads nowhere any more must not look as if it did. */
async function untilEnded(stand: SpawnedDemo): Promise<never> {
  await stand.ended;
  throw new Error("the stand-ins' process is gone");
}
