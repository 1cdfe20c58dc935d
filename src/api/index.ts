/**
 * aiprobe as a library: `import { check } from 'aiprobe'`. Nothing here prints, exits or touches the process beyond
 * reading its environment where the caller gives none.
 */

import { readFileSync } from 'node:fs';
import { type Diagnostic, diagnoseLoose } from '../config/diagnostic.ts';
import type { PlanFlags } from '../config/flags.ts';
import type { Plan } from '../domain/plan.ts';
import type { Report, Result } from '../domain/report.ts';
import { run } from '../run/run.ts';
import { readOpenFileLimit } from './file-limit.ts';
import { makePlan } from './make-plan.ts';
import { openRun } from './open-run.ts';
import { type RunSettings, toRunOptions } from './run-options.ts';
import { SETTINGS, settingProblems } from './settings.ts';
import { systemClock } from './system-clock.ts';

export type { Diagnostic } from '../config/diagnostic.ts';
export type { FailureClass, Kind, Party } from '../domain/failure.ts';
export { FAILURES, KINDS } from '../domain/failure.ts';
export type {
  AttemptResult,
  Cause,
  Evidence,
  ExitCode,
  GroupResult,
  Report,
  Result,
  RunFacts,
  StatusPageResult,
  Summary,
  TimingsMs,
} from '../domain/report.ts';
export type { Check } from '../domain/target.ts';
export type { State } from '../domain/verdict.ts';
export { VERSION } from '../version.ts';

/** A config text and the name that diagnostics give it. */
export interface ConfigText {
  readonly name: string;
  readonly text: string | Uint8Array;
}

export interface CheckInput extends RunSettings {
  /** Config as YAML (or JSON) text, or several with the names that diagnostics give them. */
  readonly config?: string | Uint8Array | readonly ConfigText[];
  /** URLs, provider ids of the catalogue, or names of probes in the config. */
  readonly targets?: readonly string[];
  /** Changes to the probes, as the command line's flags make them. */
  readonly flags?: PlanFlags;
  /** For `${NAME}`, keys and proxies; default: the process environment. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** A run without any probe is no mistake. */
  readonly allowEmpty?: boolean;
  /** Ends the run early: what is finished is reported, the rest is `skipped`. */
  readonly signal?: AbortSignal;
}

/** The config, the targets or the settings are wrong, or no probe is selected; nothing was probed. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(
      diagnostics
        .map(({ file, line, column, message }) =>
          line === 0 ? `${file}: ${message}` : `${file}:${line}:${column}: ${message}`,
        )
        .join('\n'),
    );
    this.diagnostics = diagnostics;
  }
}

/** Results as they finish; then, or instead, the report. It can be run through once. */
export interface CheckRun extends AsyncIterable<Result> {
  /** The whole report, results in the config's order. Runs what has not been run yet. Rejects with ConfigError. */
  report(): Promise<Report>;
}

/**
 * Probes, and never throws for what an endpoint does. Nothing starts before the first result or the report is asked for.
 *
 * @example
 * const run = check({ targets: ['openai', 'https://ai.example.com/health'] });
 * for await (const result of run) console.log(result.name, result.state);
 * const { summary } = await run.report();
 */
export function check(input: CheckInput): CheckRun {
  let reported: Report | null = null;
  async function* results(): AsyncGenerator<Result> {
    const plan = await planOf(input);
    const open = openRun(systemClock);
    try {
      // Handed on whole, so that whoever leaves early ends what is under way.
      reported = yield* run(plan, toRunOptions(input, readOpenFileLimit()), open.ports, input.signal);
    } finally {
      open.close();
    }
  }
  const once = results();
  return {
    [Symbol.asyncIterator]: () => once,
    report: async () => {
      for await (const _ of once);
      if (reported === null) throw new Error('the run was left before its end: there is no report of it');
      return reported;
    },
  };
}

async function planOf(input: CheckInput): Promise<Plan> {
  const { config, targets = [], flags = {}, env = process.env, allowEmpty } = input;
  const mistakes = settingProblems(input);
  if (mistakes.length > 0) throw new ConfigError(mistakes);
  const { plan, diagnostics } = await makePlan({
    sources: sourcesOf(config),
    targets,
    flags,
    env,
    now: Date.now(),
    readFile: (path) => readFileSync(path, 'utf8'),
    settings: false,
  });
  if (plan === null) throw new ConfigError(diagnostics);
  if (plan.targets.length === 0 && allowEmpty !== true) throw new ConfigError([EMPTY]);
  return plan;
}

const EMPTY = diagnoseLoose(
  SETTINGS,
  'empty',
  'no probe is selected: nothing would be checked (allowEmpty lets that pass)',
);

function sourcesOf(config: CheckInput['config']): readonly ConfigText[] {
  if (config === undefined) return [];
  return typeof config === 'string' || config instanceof Uint8Array
    ? [{ name: 'config', text: config }]
    : config;
}
