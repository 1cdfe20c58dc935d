/** Which columns fit into the width, and how wide each of them is. */

import type { Result } from '../../domain/report.ts';
import { width } from '../measure.ts';
import type { Column, ColumnId } from './columns.ts';

export interface Placed {
  readonly column: Column;
  readonly columns: number;
}

/** Between two columns. */
export const GAP = 2;

/** What goes first when it is narrow: what the lines under a failing probe tell anyway, or what only refines. */
const DISPENSABLE: readonly ColumnId[] = [
  'phases',
  'provider',
  'first_byte',
  'status',
  'first_token',
  'check',
  'fault',
  'total',
];

/** Columns are given up before a name is cut shorter than this, or than this share of the width ... */
const NAME_WANTED = 18;
const NAME_SHARE = 0.15;
/** ... while the class of a failure is cut before a name gets shorter than this. */
const NAME_MIN = 8;
/** One long URL is no reason to tear the other lines apart. */
const NAME_MAX_SHARE = 0.3;
const FAILURE_MIN = 8;

/**
 * @param all every column, in order
 * @param results the probes that get a line
 * @param available columns of the terminal
 * @returns the columns to show, each at least as wide as its head; together as wide as the terminal at most, down to
 *   about 40 columns
 */
export function layout(all: readonly Column[], results: readonly Result[], available: number): Placed[] {
  const natural = new Map<ColumnId, number>();
  let shown = all.filter((column) => {
    const widest = results.reduce((most, result) => Math.max(most, width(column.text(result))), 0);
    natural.set(column.id, widest === 0 ? 0 : Math.max(widest, width(column.head)));
    return widest > 0;
  });
  const sizeOf = (column: Column) => natural.get(column.id) ?? 0;
  const nameWanted = Math.max(NAME_WANTED, Math.floor(available * NAME_SHARE));
  const wanted = (column: Column) =>
    column.id === 'probe' ? Math.min(sizeOf(column), nameWanted) : sizeOf(column);
  for (const id of DISPENSABLE) {
    if (total(shown, wanted) <= available) break;
    shown = shown.filter((column) => column.id !== id);
  }
  const others = shown.filter(({ id }) => id !== 'probe');
  const spare = available - total(others, sizeOf) - GAP;
  const forName = Math.max(
    Math.min(spare, Math.max(nameWanted, Math.floor(available * NAME_MAX_SHARE))),
    NAME_MIN,
  );
  const name = shown.find(({ id }) => id === 'probe');
  const nameLeast = Math.min(name === undefined ? 0 : sizeOf(name), NAME_MIN);
  const excess = Math.max(0, total(others, sizeOf) + GAP + nameLeast - available);
  return shown.map((column) => {
    const size = sizeOf(column);
    if (column.id === 'probe') return { column, columns: Math.min(size, forName) };
    if (column.id === 'failure')
      return { column, columns: Math.max(Math.min(size, FAILURE_MIN), size - excess) };
    return { column, columns: size };
  });
}

function total(shown: readonly Column[], size: (column: Column) => number): number {
  return shown.reduce((sum, column) => sum + size(column) + GAP, -GAP);
}
