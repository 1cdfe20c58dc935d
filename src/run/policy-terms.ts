/** `--fail-on` and `--ignore`: text → terms of the policy, or the user's mistake. */

import { UserError } from '../domain/errors.ts';
import { FAILURES, KINDS } from '../domain/failure.ts';
import { STATES } from '../domain/verdict.ts';

const CLASSES: readonly string[] = KINDS.flatMap((kind) => [
  kind,
  ...Object.keys(FAILURES[kind]).map((reason) => `${kind}.${reason}`),
]);

/** What fails no run by definition cannot be asked to. */
const FAILING_STATES: readonly string[] = STATES.filter((state) => state !== 'up' && state !== 'skipped');

/**
 * @param text states, kinds or `kind.reason`, separated by commas: `down,unknown,rate-limit.tokens`
 * @throws UserError naming the first term that is none of them, or where there is no term: nothing could fail the run
 */
export function parseFailOn(text: string): readonly string[] {
  const terms = toTerms(text);
  if (terms.length === 0) {
    throw new UserError('--fail-on: no state and no kind is named, so that nothing could fail the run');
  }
  return accepted('--fail-on', terms, failOnProblem(terms));
}

/**
 * @param text kinds or `kind.reason`, separated by commas
 * @throws UserError naming the first term that is none of them
 */
export function parseIgnore(text: string): readonly string[] {
  const terms = toTerms(text);
  return accepted('--ignore', terms, ignoreProblem(terms));
}

/** @returns what is wrong with the first term that is no state, kind or `kind.reason`, or null */
export function failOnProblem(terms: readonly string[]): string | null {
  return problemOf(terms, [...FAILING_STATES, ...CLASSES]);
}

/** @returns what is wrong with the first term that is no kind or `kind.reason`, or null */
export function ignoreProblem(terms: readonly string[]): string | null {
  return problemOf(terms, CLASSES);
}

function toTerms(text: string): readonly string[] {
  return text
    .split(',')
    .map((term) => term.trim())
    .filter((term) => term !== '');
}

function accepted(flag: string, terms: readonly string[], problem: string | null): readonly string[] {
  if (problem === null) return terms;
  throw new UserError(`${flag}: ${problem}`);
}

function problemOf(terms: readonly string[], known: readonly string[]): string | null {
  const unknown = terms.find((term) => !known.includes(term));
  if (unknown === undefined) return null;
  const choices = [...new Set(known.filter((term) => !term.includes('.')))].join(', ');
  return `"${unknown}" is none of ${choices} (or a kind with its reason, such as dns.timeout)`;
}
