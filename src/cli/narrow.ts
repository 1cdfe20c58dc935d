/** `--shard` and `--only-failed`: which of the selected probes this run makes. */

import { resolve } from 'node:path';
import { UserError } from '../domain/errors.ts';
import type { Plan } from '../domain/plan.ts';
import { DEFAULT_POLICY, isObjectionable, type Policy } from '../domain/policy.ts';
import type { Target } from '../domain/target.ts';
import { parseShard, type RecordedRun, readDocument, type Shard, shardOf } from '../merge/index.ts';
import { safeText } from '../report/safe.ts';
import { parseFailOn, parseIgnore } from '../run/policy-terms.ts';
import type { Options } from './arguments.ts';
import type { Io } from './io.ts';
import { readResultFile } from './result-file.ts';

const MOST_NAMED = 20;

/** @throws UserError for a flag or file that cannot be read */
export async function narrow(io: Io, plan: Plan, options: Options): Promise<Plan> {
  // Told before any file is read.
  const shard = options.shard === undefined ? null : readShard(options.shard);
  const failed =
    options.onlyFailed === undefined ? plan : await onlyFailed(io, plan, options.onlyFailed, options);
  return shard === null ? failed : inShard(failed, shard);
}

function readShard(text: string): Shard {
  const shard = parseShard(text);
  if (shard !== null) return shard;
  throw new UserError(`--shard: "${text}" is not I/N with 1 ≤ I ≤ N ≤ 1000, such as 1/3`);
}

/**
 * A group of which some members are in other shards stays: it is judged here by those that are here, and by all of them
 * when the shards are merged. A group that fails as a whole fails in one shard at least: were it well in each, then
 * either one shard had enough members up, or all members everywhere were.
 */
function inShard(plan: Plan, { index, of }: Shard): Plan {
  const targets = plan.targets.filter(({ name }) => shardOf(name, of) === index);
  const here = new Set(targets.map(({ name }) => name));
  return {
    ...plan,
    targets,
    groups: plan.groups.filter(({ probes }) => probes.some((name) => here.has(name))),
  };
}

async function onlyFailed(io: Io, plan: Plan, file: string, options: Options): Promise<Plan> {
  const runs = readDocument(file, await readResultFile(io, resolve(io.cwd, file), file));
  const failed = failedIn(runs, policyOf(options));
  if (failed.size === 0) {
    await tell(io, `nothing failed in ${file}: nothing is probed again`);
    return { ...plan, targets: [], groups: [] };
  }
  const known = new Set(plan.targets.map(({ name }) => name));
  const unknown = [...failed].filter((name) => !known.has(name));
  if (unknown.length > 0) {
    const rest = unknown.length - MOST_NAMED;
    const names = unknown.slice(0, MOST_NAMED).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
    await tell(io, `failed in ${file}, but not among the probes that are selected: ${names}`);
  }
  const targets = plan.targets.filter(({ name }) => failed.has(name));
  if (targets.length === 0 && options.allowEmpty !== true) {
    throw new UserError(`no probe that failed in ${file} is selected (--allow-empty lets that pass)`);
  }
  return { ...plan, targets, groups: whole(plan, targets) };
}

/** As for any choice of probes: a group of which only some members are asked says nothing about the service. */
function whole({ groups }: Plan, targets: readonly Target[]): Plan['groups'] {
  const asked = new Set(targets.map(({ name }) => name));
  return groups.filter(({ probes }) => probes.every((name) => asked.has(name)));
}

/** What the policy objects to, and what a run that was stopped did not come to. */
function failedIn(runs: readonly RecordedRun[], policy: Policy): ReadonlySet<string> {
  const results = runs.flatMap((run) => run.results);
  return new Set(
    results
      .filter(
        (result) => isObjectionable(result, policy) || (result.state === 'skipped' && result.kind === null),
      )
      .map(({ name }) => name),
  );
}

export function policyOf({ failOn, ignore }: Options): Policy {
  return {
    failOn: failOn === undefined ? DEFAULT_POLICY.failOn : parseFailOn(failOn),
    ignore: ignore === undefined ? DEFAULT_POLICY.ignore : parseIgnore(ignore),
  };
}

async function tell(io: Io, line: string): Promise<void> {
  await io.stderr.write(`aiprobe: ${safeText(line)}\n`).catch(() => {});
}
