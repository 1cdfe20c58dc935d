/**
 * Colors and symbols by meaning. Every color is legible on black and on white: plain yellow, cyan and white vanish on a
 * light background, blue and bright black on a dark one, so where 256 colors are there, darker shades of them are used.
 */

import { Chalk } from 'chalk';
import type { State } from '../domain/verdict.ts';
import type { Style } from './types.ts';

export type Paint = (text: string) => string;

/** No color at all. */
export const plain: Paint = (text) => text;

export interface Palette {
  readonly state: Readonly<Record<State, Paint>>;
  readonly strong: Paint;
  readonly dim: Paint;
}

export interface Symbols {
  readonly state: Readonly<Record<State, string>>;
  readonly arrow: string;
  readonly ellipsis: string;
  readonly separator: string;
  readonly rule: string;
  /** dns, connect, tls, wait, body. */
  readonly phases: readonly [string, string, string, string, string];
  /** Done and still to do in a progress bar. */
  readonly bar: readonly [string, string];
}

/** Foregrounds of the 256-color palette that reach a contrast of about 4 : 1 on black and on white. */
const GREEN = 28;
const AMBER = 130;
const RED = 160;
const TEAL = 31;

export function palette(color: Style['color']): Palette {
  const chalk = new Chalk({ level: color });
  const rich = color >= 2;
  return {
    state: {
      up: rich ? chalk.ansi256(GREEN) : chalk.green,
      degraded: rich ? chalk.ansi256(AMBER).bold : chalk.magenta,
      down: rich ? chalk.ansi256(RED).bold : chalk.red.bold,
      unknown: rich ? chalk.ansi256(TEAL).bold : chalk.bold,
      skipped: chalk.dim,
    },
    strong: chalk.bold,
    dim: chalk.dim,
  };
}

const UNICODE: Symbols = {
  state: { up: '●', degraded: '▲', down: '✖', unknown: '?', skipped: '–' },
  arrow: '→',
  ellipsis: '…',
  separator: '·',
  rule: '─',
  phases: ['░', '▒', '▓', '█', '▁'],
  bar: ['━', '─'],
};

const ASCII: Symbols = {
  state: { up: '+', degraded: '!', down: 'x', unknown: '?', skipped: '-' },
  arrow: '->',
  ellipsis: '...',
  separator: '|',
  rule: '-',
  phases: ['d', 'c', 't', 'w', 'b'],
  bar: ['#', '.'],
};

export function symbols(unicode: boolean): Symbols {
  return unicode ? UNICODE : ASCII;
}
