/** The last lines: how many are how, whose fault it is, how long it took, and what the exit code means. */

import { formatDuration } from '../../domain/duration.ts';
import type { Report, Result } from '../../domain/report.ts';
import { STATES } from '../../domain/verdict.ts';
import { exitText, faultText, tookText } from '../closing.ts';
import { count } from '../count.ts';
import { width, wrap } from '../measure.ts';
import type { Terms } from '../types.ts';
import type { Look } from './details.ts';

/** A reading is worth doubting when the event loop was later than this part of it, and than so many milliseconds. */
const LAG_SHARE = 0.1;
const LAG_MS = 10;

export function summary(report: Report, { palette, symbols, frame }: Look, terms: Terms): string[] {
  const { summary: counts, results } = report;
  const states = STATES.filter((state) => counts[state] > 0).map((state) =>
    palette.state[state](`${symbols.state[state]} ${count(counts[state])} ${state}`),
  );
  const took = tookText(report);
  const faults = faultText(results);
  const lag = lagText(results);
  const first = [...states, states.length === 0 ? took : `${symbols.separator} ${took}`];
  const second = [
    ...(faults === '' ? [] : [faults]),
    ...(isPlain(report) ? [] : [exitText(report, terms)]),
    ...(lag === '' ? [] : [lag]),
  ];
  return [...flow(first, '  ', frame.width), ...flow(second, ` ${symbols.separator} `, frame.width)];
}

/** Where everything is up there is nothing to explain. */
function isPlain({ summary: { exit_code, up, total } }: Report): boolean {
  return exit_code === 0 && up > 0 && up === total;
}

function lagText(results: readonly Result[]): string {
  const doubtful = results.flatMap(({ timings_ms: { lag, total } }) =>
    lag !== null && total !== null && lag > Math.max(LAG_MS, total * LAG_SHARE) ? [lag] : [],
  );
  if (doubtful.length === 0) return '';
  const worst = doubtful.reduce((a, b) => Math.max(a, b));
  const which = doubtful.length === 1 ? 'one reading is' : `${count(doubtful.length)} readings are`;
  return `this machine was busy: ${which} up to ${formatDuration(worst)} late`;
}

/** Joins what fits on a line; a part is broken only where it is longer than a line. */
function flow(parts: readonly string[], separator: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const part of parts) {
    const longer = line === '' ? part : line + separator + part;
    if (width(longer) <= columns) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const broken = width(part) > columns ? wrap(part, columns) : [part];
    lines.push(...broken.slice(0, -1));
    line = broken.at(-1) ?? '';
  }
  return line === '' ? lines : [...lines, line];
}
