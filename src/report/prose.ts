/** Indented, wrapped text. */

import { padEnd, width, wrap } from './measure.ts';
import { type Paint, plain } from './palette.ts';

/** Longer lines are hard to read, however wide the terminal is. */
const READABLE = 110;

export interface Frame {
  /** Columns before the text. */
  readonly indent: number;
  /** Columns of the terminal. */
  readonly width: number;
}

/** @param lead what stands before the first line (an arrow, a label); the next lines are indented by its width */
export function paragraph(frame: Frame, text: string, paint: Paint = plain, lead = ''): string[] {
  const hang = frame.indent + width(lead);
  const room = Math.max(Math.min(frame.width - hang, READABLE), 12);
  return wrap(text, room).map(
    (line, i) => (i === 0 ? ' '.repeat(frame.indent) + lead : ' '.repeat(hang)) + paint(line),
  );
}

/** Facts with their labels in a column of their own. */
export function labelled(
  frame: Frame,
  facts: readonly (readonly [label: string, text: string])[],
  dim: Paint,
): string[] {
  const column = Math.max(0, ...facts.map(([label]) => width(label))) + 2;
  return facts.flatMap(([label, text]) => paragraph(frame, text, dim, dim(padEnd(label, column))));
}
