/** `aiprobe merge FILE...`: result files of shards and locations as one report, with any reporter and its exit code. */

import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { UserError } from '../domain/errors.ts';
import { exitCode, type Policy, summarize } from '../domain/policy.ts';
import { type ExitCode, type Report, RUN_SCHEMA } from '../domain/report.ts';
import { type Merged, mergeRuns, type RecordedRun, readDocument } from '../merge/index.ts';
import { lookupProvider } from '../providers/index.ts';
import { safeText } from '../report/safe.ts';
import { findCauses } from '../run/causes.ts';
import { groupResults } from '../run/groups.ts';
import { VERSION } from '../version.ts';
import type { Arguments } from './arguments.ts';
import { reporterSpecs } from './check.ts';
import type { Io } from './io.ts';
import { policyOf } from './narrow.ts';
import { readResultFile } from './result-file.ts';
import { quietly, readSinks, SinkWriter } from './sinks.ts';
import { lookOf } from './style.ts';

/** @throws UserError with every file that cannot be used: a report without one of them could say that all is well */
export async function merge(io: Io, { words, options }: Arguments): Promise<number> {
  const sinks = readSinks(reporterSpecs(options), io);
  const policy = policyOf(options);
  const quorum = options.quorum === undefined ? null : readQuorum(options.quorum);
  const merged = mergeRuns(await readAll(io, words), quorum);
  for (const line of [...merged.warnings, ...merged.gaps]) {
    await io.stderr.write(`aiprobe: ${safeText(line)}\n`).catch(() => {});
  }
  const writer = await SinkWriter.open(io, sinks, lookOf(options, policy), quietly(options.quiet === true));
  return writer.finish(reportOf(merged, policy), (text) => text);
}

/** The files need not be ours, so nothing in them is known to be a secret; what we wrote is masked already. */
async function readAll(io: Io, names: readonly string[]): Promise<RecordedRun[]> {
  if (names.length === 0) throw new UserError('no file is named: aiprobe merge FILE...');
  if (names.filter((name) => name === '-').length > 1)
    throw new UserError('standard input (-) can be read once only');
  const runs: RecordedRun[] = [];
  const problems: string[] = [];
  for (const name of names) {
    try {
      const source = name === '-' ? 'standard input' : name;
      runs.push(...readDocument(source, await readResultFile(io, resolve(io.cwd, name), name)));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(safeText(error.message));
    }
  }
  if (problems.length > 0) throw new UserError(problems.join('\naiprobe: '));
  return runs;
}

function readQuorum(text: string): number {
  const number = Number(text);
  if (/^\d{1,4}$/.test(text) && number >= 1) return number;
  throw new UserError(`--quorum: "${text}" is no number of locations`);
}

function reportOf({ run, results, groups: described, hosted, gaps }: Merged, policy: Policy): Report {
  const groups = groupResults(described, results);
  const code = exitCode(results, groups, policy);
  return {
    schema: RUN_SCHEMA,
    run: { id: randomUUID(), ...run, version: VERSION, shard: null },
    summary: summarize(results, gaps.length > 0 ? inconclusive(code) : code),
    results,
    groups,
    causes: findCauses(results, hostedProviders(results, hosted)),
  };
}

/** What nobody looked at cannot be called well. */
function inconclusive(code: ExitCode): ExitCode {
  return code === 0 ? 3 : code;
}

/** A hosted provider is one service; two machines that run the same engine share no fate. */
function hostedProviders(results: Report['results'], told: readonly string[]): ReadonlySet<string> {
  const ids = new Set(results.flatMap(({ provider }) => provider ?? []));
  const known = [...ids].filter((id) => {
    const provider = lookupProvider(id);
    return provider !== null && provider.kind !== 'self-hosted';
  });
  return new Set([...known, ...told]);
}
