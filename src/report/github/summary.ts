/** The job summary: the Markdown report, kept under GitHub's limit by leaving out whole rows and sections. */

import type { Report } from '../../domain/report.ts';
import type { State } from '../../domain/verdict.ts';
import { count } from '../count.ts';
import { documentOf } from '../markdown/document.ts';
import type { Terms } from '../types.ts';

/** GitHub drops the whole summary of a step that is larger ("Workflow commands", "Step isolation and limits"). */
export const SUMMARY_LIMIT = 1_048_576;

/** Kept for the line that says what is missing. */
const CUT_NOTE_BYTES = 200;

/** What one wants to read first is kept longest. */
const IMPORTANCE: Readonly<Record<State, number>> = { down: 0, unknown: 1, degraded: 2, skipped: 3, up: 4 };

/**
 * To be appended to the file that `GITHUB_STEP_SUMMARY` names.
 *
 * @param taken bytes that the file holds already: the limit is on the step, and other commands may have written to it
 * @returns Markdown that has room beside them; empty where not even the heading fits
 */
export function summary(report: Report, terms: Terms, taken = 0): string {
  const room = SUMMARY_LIMIT - taken;
  const { head, tableHead, rows, sections, tail } = documentOf(report, terms);
  const whole = [head, tableHead, ...rows, ...sections, tail].join('');
  if (Buffer.byteLength(whole) <= room) return whole;
  const budget = new Budget(room - CUT_NOTE_BYTES);
  if (!budget.take(head + tableHead)) return '';
  const kept = keepRows(report, rows, budget);
  const keptSections = sections.filter((section) => budget.take(section));
  const keptTail = budget.take(tail) ? tail : '';
  const missing = [
    ...(kept.length < rows.length ? [plural(rows.length - kept.length, 'row')] : []),
    ...(keptSections.length < sections.length
      ? [plural(sections.length - keptSections.length, 'failure section')]
      : []),
    ...(keptTail === tail ? [] : ['the roots and groups']),
  ];
  const note = `\nLeft out, because a job summary may not be larger: ${missing.join(', ')}. See the log.\n`;
  return [head, tableHead, ...kept, note, ...keptSections, keptTail].join('');
}

/** @returns the rows that stay, in the order of the results: the worst are kept first, within half of the room */
function keepRows(report: Report, rows: readonly string[], budget: Budget): string[] {
  const rank = (index: number) => IMPORTANCE[report.results[index]?.state ?? 'up'];
  const half = budget.half();
  const order = rows.map((_, i) => i).sort((a, b) => rank(a) - rank(b));
  const kept = new Set(order.filter((i) => half.take(rows[i] ?? '')));
  const lines = rows.filter((_, i) => kept.has(i));
  budget.take(lines.join(''));
  return lines;
}

class Budget {
  #left: number;

  constructor(bytes: number) {
    this.#left = bytes;
  }

  half(): Budget {
    return new Budget(Math.floor(this.#left / 2));
  }

  /** @returns whether it fits; what does not fit takes nothing */
  take(text: string): boolean {
    const size = Buffer.byteLength(text);
    if (size > this.#left) return false;
    this.#left -= size;
    return true;
  }
}

function plural(number: number, noun: string): string {
  return `${count(number)} ${noun}${number === 1 ? '' : 's'}`;
}
