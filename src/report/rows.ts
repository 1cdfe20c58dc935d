/** Short lists in columns, where a table would be too much: no cutting, no head. */

import { padEnd, width } from './measure.ts';

/** @returns one line per row; each column but the last as wide as its widest cell */
export function rows(cells: readonly (readonly string[])[], indent = 0): string[] {
  const columns: number[] = [];
  for (const row of cells) {
    row.slice(0, -1).forEach((text, i) => {
      columns[i] = Math.max(columns[i] ?? 0, width(text));
    });
  }
  return cells.map((row) => {
    const line = row.map((text, i) => (i < row.length - 1 ? padEnd(text, columns[i] ?? 0) : text)).join('  ');
    return `${' '.repeat(indent)}${line}`.trimEnd();
  });
}
