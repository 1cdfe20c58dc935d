/**
 * One line on a terminal while probes are under way, and gone when the report comes. The caller sees to it that there is
 * a terminal: this writes cursor movements.
 */

import { formatDuration } from '../domain/duration.ts';
import type { Result } from '../domain/report.ts';
import type { State } from '../domain/verdict.ts';
import { truncateEnd, width } from './measure.ts';
import { type Paint, palette, plain, symbols } from './palette.ts';
import { safeText } from './safe.ts';
import type { Style } from './types.ts';

export interface ProgressOptions {
  /** Writes to the terminal (stderr). */
  readonly write: (text: string) => void;
  /** Columns of the terminal at this moment; it may be resized. */
  readonly columns: () => number;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  readonly color: Style['color'];
  readonly unicode: boolean;
  /**
   * Calls back every so many milliseconds until the function it returns is called. Without it the line is drawn when
   * results come, and stands still while all probes wait.
   */
  readonly every?: (ms: number, callback: () => void) => () => void;
}

export interface Progress {
  onStart(total: number): void;
  onResult(result: Result): void;
  /** Erases the line. Nothing is written after it. */
  stop(): void;
}

/** What the line shows. */
export interface ProgressState {
  readonly total: number;
  readonly counts: Readonly<Record<State, number>>;
  /** The latest probe that is not up: the first thing one wants to know. */
  readonly latest: Pick<Result, 'name' | 'state' | 'kind' | 'reason'> | null;
  readonly elapsedMs: number;
}

/** Columns that stay free: for the cursor, and for the `^C` that a terminal prints when it is pressed. */
export const FREE_COLUMNS = 3;

/** Ten times a second: smooth for the eye, nothing for the processor. */
const INTERVAL_MS = 100;
const BAR_COLUMNS = 20;

export function createProgress(options: ProgressOptions): Progress {
  const counts: Record<State, number> = { up: 0, degraded: 0, down: 0, unknown: 0, skipped: 0 };
  let total = 0;
  let started = 0;
  let drawnAt = Number.NEGATIVE_INFINITY;
  let drawnColumns = 0;
  let latest: Result | null = null;
  let running = false;
  let cancel = () => {};

  function draw(): void {
    const now = options.now();
    if (!running || now - drawnAt < INTERVAL_MS) return;
    drawnAt = now;
    const columns = options.columns();
    const line = renderProgress(
      { total, counts, latest, elapsedMs: now - started },
      { ...options, width: columns },
    );
    options.write(eraseLine(drawnColumns, columns) + line);
    drawnColumns = width(line);
  }

  return {
    onStart(count) {
      total = count;
      started = options.now();
      running = true;
      cancel = options.every?.(INTERVAL_MS, draw) ?? cancel;
      draw();
    },
    onResult(result) {
      counts[result.state] += 1;
      if (result.state !== 'up' && result.state !== 'skipped') latest = result;
      draw();
    },
    stop() {
      cancel();
      if (running && drawnColumns > 0) options.write(eraseLine(drawnColumns, options.columns()));
      running = false;
    },
  };
}

/** @param drawn columns of the line that stands there; a terminal made narrower since has broken it into several */
export function eraseLine(drawn: number, columns: number): string {
  const rows = Math.ceil(drawn / Math.max(1, columns));
  const upwards = rows > 1 ? `\u001b[${rows - 1}A` : '';
  return `\r${upwards}\u001b[J`;
}

/** @returns one line, so much narrower than the terminal that the cursor stays on it */
export function renderProgress(
  state: ProgressState,
  style: Pick<Style, 'width' | 'color' | 'unicode'>,
): string {
  const paint = palette(style.color);
  const symbol = symbols(style.unicode);
  const { counts, total, latest } = state;
  const done = Object.values(counts).reduce((a, b) => a + b, 0);
  const filled = total === 0 ? BAR_COLUMNS : Math.min(BAR_COLUMNS, Math.floor((done / total) * BAR_COLUMNS));
  const parts: [text: string, paint: Paint][] = [
    [symbol.bar[0].repeat(filled), paint.state.up],
    [symbol.bar[1].repeat(BAR_COLUMNS - filled), paint.dim],
    [` ${done}/${total}  ${formatDuration(state.elapsedMs)}`, plain],
    ...(['down', 'unknown', 'degraded'] as const).flatMap((name): typeof parts =>
      counts[name] === 0 ? [] : [[`  ${symbol.state[name]} ${counts[name]} ${name}`, paint.state[name]]],
    ),
    ...(latest === null
      ? []
      : [
          [`  ${safeText(latest.name, 200)}: ${latest.kind}.${latest.reason}`, paint.dim] satisfies [
            string,
            typeof plain,
          ],
        ]),
  ];
  return fitParts(parts, style.width - FREE_COLUMNS, symbol.ellipsis);
}

/** Cuts before coloring, so that no color sequence is cut. */
function fitParts(
  parts: readonly (readonly [text: string, paint: Paint])[],
  columns: number,
  ellipsis: string,
): string {
  let line = '';
  let room = columns;
  for (const [text, paint] of parts) {
    if (room <= 0) break;
    const fitted = truncateEnd(text, room, ellipsis);
    if (fitted !== '') line += paint(fitted);
    room -= width(fitted);
  }
  return line;
}
