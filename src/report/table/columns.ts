/** What a line of the table can show of one probe. Which of it fits is decided in `layout.ts`. */

import { formatDuration } from '../../domain/duration.ts';
import type { Result, TimingsMs } from '../../domain/report.ts';
import { failureClass } from '../failure-class.ts';
import { type Palette, plain, type Symbols } from '../palette.ts';
import { phaseBar, phaseLegend } from '../phases.ts';
import { safeText } from '../safe.ts';

export const COLUMN_IDS = [
  'state',
  'probe',
  'provider',
  'check',
  'status',
  'failure',
  'first_byte',
  'first_token',
  'total',
  'fault',
  'phases',
] as const;
export type ColumnId = (typeof COLUMN_IDS)[number];

export interface Column {
  readonly id: ColumnId;
  readonly head: string;
  readonly align: 'left' | 'right';
  /** Plain, safe text without color; empty where there is nothing to say. */
  readonly text: (result: Result) => string;
  readonly paint: (text: string, result: Result) => string;
}

/** A name of any length is cut to its column; what is far beyond that need not be measured. */
const MAX_NAME = 300;

export function columns(symbols: Symbols, palette: Palette): readonly Column[] {
  const byState = (text: string, result: Result) => palette.state[result.state](text);
  const dim = (text: string) => palette.dim(text);
  const left = (id: ColumnId, text: Column['text'], paint: Column['paint'] = plain, head: string = id) =>
    ({ id, head, align: 'left', text, paint }) as const;
  const time = (key: keyof TimingsMs & ColumnId, head: string) =>
    ({
      id: key,
      head,
      align: 'right',
      text: (result) => duration(result.timings_ms[key]),
      paint: plain,
    }) as const satisfies Column;
  return [
    left('state', ({ state }) => `${symbols.state[state]} ${state}`, byState),
    left(
      'probe',
      ({ name }) => safeText(name, MAX_NAME),
      (text, { state }) => (state === 'skipped' ? dim(text) : state === 'up' ? text : palette.strong(text)),
    ),
    left('provider', ({ provider }) => safeText(provider ?? '', MAX_NAME), plain),
    left('check', ({ check }) => check, plain),
    left('status', ({ http }) => (http === null ? '' : String(http.status)), plain, 'http'),
    left('failure', failureClass, byState, 'kind.reason'),
    time('first_byte', '1st byte'),
    time('first_token', '1st token'),
    time('total', 'total'),
    left(
      'fault',
      ({ fault, state }) => (state === 'skipped' ? '' : (fault ?? '')),
      (text, { state }) => (state === 'degraded' ? text : palette.strong(text)),
    ),
    left('phases', (result) => phaseBar(result, symbols), dim, phaseLegend(symbols)),
  ];
}

export function duration(ms: number | null): string {
  return ms === null ? '' : formatDuration(ms);
}
