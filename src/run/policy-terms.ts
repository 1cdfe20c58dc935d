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
 * @throws UserError naming the first term that is none of them
 */
export function parseFailOn(text: string): readonly string[] {
  return parseTerms('--fail-on', text, [...FAILING_STATES, ...CLASSES]);
}

/**
 * @param text kinds or `kind.reason`, separated by commas
 * @throws UserError naming the first term that is none of them
 */
export function parseIgnore(text: string): readonly string[] {
  return parseTerms('--ignore', text, CLASSES);
}

function parseTerms(flag: string, text: string, known: readonly string[]): readonly string[] {
  const terms = text
    .split(',')
    .map((term) => term.trim())
    .filter((term) => term !== '');
  const unknown = terms.find((term) => !known.includes(term));
  if (unknown === undefined) return terms;
  const choices = [...new Set(known.filter((term) => !term.includes('.')))].join(', ');
  throw new UserError(
    `${flag}: "${unknown}" is none of ${choices} (or a kind with its reason, such as dns.timeout)`,
  );
}
