/** What a caller says of a run, held against what there is: a misspelt kind must not switch a gate off. */

import { type Diagnostic, diagnoseLoose } from '../config/diagnostic.ts';
import { failOnProblem, ignoreProblem } from '../run/policy-terms.ts';
import type { RunSettings } from './run-options.ts';

/** Where diagnostics place a mistake that is in no config. */
export const SETTINGS = 'settings';

export function settingProblems({ failOn, ignore, concurrency }: RunSettings): readonly Diagnostic[] {
  const problems = {
    failOn: failOn === undefined ? null : failOnProblem(failOn),
    ignore: ignore === undefined ? null : ignoreProblem(ignore),
    concurrency: concurrency === undefined || isConcurrency(concurrency) ? null : NO_CONCURRENCY,
  };
  return Object.entries(problems).flatMap(([setting, problem]) =>
    problem === null ? [] : [diagnoseLoose(SETTINGS, 'setting', `${setting}: ${problem}`)],
  );
}

const NO_CONCURRENCY = 'it has to be "auto" or a whole number from 1';

function isConcurrency(value: number | 'auto'): boolean {
  return value === 'auto' || (Number.isInteger(value) && value >= 1);
}
