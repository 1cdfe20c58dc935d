/**
 * Lines of equal columns, laid out by cli-table3. It measures with a string-width of 2020 that counts each combining mark
 * of Thai or Hindi and each part of an emoji as a column of its own; so a cell that is not plainly narrow is handed over as a
 * stand-in of the width it really has, and put back afterwards.
 */

import Table from 'cli-table3';
import { isNarrow, truncateMiddle, width } from '../measure.ts';
import { GAP, type Placed } from './layout.ts';

/** A cell: what is measured and cut, and how it is colored then. */
export interface Cell {
  readonly text: string;
  readonly paint: (text: string) => string;
}

/** cli-table3 compares every cell with every other one while laying out: small tables keep that linear. */
const CHUNK = 50;

/** One narrow character each, from the private use area; text that holds them is replaced itself. */
const STAND_IN = '\ue000';
const STAND_IN_MORE = '\ue001';
const STAND_INS = /\ue000\ue001*/g;

const NOTHING = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  mid: '',
  'mid-mid': '',
  'left-mid': '',
  'right-mid': '',
};
const BORDERLESS = {
  ...NOTHING,
  ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
  ...{ left: '', right: '', middle: ' '.repeat(GAP) },
};

/** @returns one line for each row, without trailing blanks */
export function grid(
  placed: readonly Placed[],
  rows: readonly (readonly Cell[])[],
  ellipsis: string,
): string[] {
  const lines: string[] = [];
  for (let from = 0; from < rows.length; from += CHUNK) {
    lines.push(...chunk(placed, rows.slice(from, from + CHUNK), ellipsis));
  }
  return lines;
}

function chunk(placed: readonly Placed[], rows: readonly (readonly Cell[])[], ellipsis: string): string[] {
  const table = new Table({
    chars: BORDERLESS,
    colWidths: placed.map(({ columns }) => columns),
    colAligns: placed.map(({ column }) => column.align),
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  const originals: string[] = [];
  for (const row of rows) {
    table.push(
      placed.map(({ columns }, i) => {
        const cell = row[i];
        if (cell === undefined || cell.text === '') return '';
        const text = truncateMiddle(cell.text, columns, ellipsis);
        if (isNarrow(text)) return cell.paint(text);
        originals.push(cell.paint(text));
        return STAND_IN + STAND_IN_MORE.repeat(width(text) - 1);
      }),
    );
  }
  let next = 0;
  return table
    .toString()
    .replace(STAND_INS, () => originals[next++] ?? '')
    .split('\n')
    .map((line) => line.trimEnd());
}
