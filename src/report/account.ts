/** A result in a few lines of text, for formats that have a place for it: test results, plugin output, annotations. */

import type { Result } from '../domain/report.ts';
import { circumstances } from './circumstances.ts';
import { safeText } from './safe.ts';

/** @returns the sentence, what to do, and what else is known: a safe line each */
export function account(result: Result): string[] {
  const { message, hint, state, fault } = result;
  if (state === 'skipped') return [safeText(message)];
  return [
    safeText(message),
    ...(hint === null ? [] : [`What to do: ${safeText(hint)}`]),
    ...(fault === null ? [] : [`Fault: ${fault}`]),
    ...circumstances(result).map(capitalize),
  ];
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
