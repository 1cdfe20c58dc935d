/** Where the time of an attempt went: name look-up, connection, TLS, waiting for the answer, reading it. */

import { formatDuration } from '../domain/duration.ts';
import type { Result } from '../domain/report.ts';
import type { Symbols } from './palette.ts';

const PHASES = ['dns', 'connect', 'tls', 'wait', 'body'] as const;
type PhaseName = (typeof PHASES)[number];

const BAR_COLUMNS = 24;

type Timed = Pick<Result, 'timings_ms' | 'evidence'>;

/** The phase of `evidence.phase` in which an attempt ended early. */
const UNDER_WAY: Readonly<Record<string, PhaseName>> = {
  dns: 'dns',
  proxy: 'connect',
  connect: 'connect',
  tls: 'tls',
  request: 'wait',
  headers: 'wait',
};

/**
 * Durations of each phase alone, milliseconds; null where the attempt did not get so far. What is left of an attempt that
 * ended before its first byte was spent in the phase then under way.
 */
export function phaseTimes({ timings_ms, evidence }: Timed): Readonly<Record<PhaseName, number | null>> {
  const { dns, connect, tls, first_byte, total } = timings_ms;
  const before = (dns ?? 0) + (connect ?? 0) + (tls ?? 0);
  const times = {
    dns,
    connect,
    tls,
    wait: first_byte === null ? null : Math.max(0, first_byte - before),
    body: first_byte === null || total === null ? null : Math.max(0, total - first_byte),
  };
  const last = UNDER_WAY[evidence?.phase ?? ''];
  if (first_byte !== null || total === null || last === undefined) return times;
  return { ...times, [last]: (times[last] ?? 0) + Math.max(0, total - before) };
}

/** A bar as long as the whole attempt, each part as long as its share of it; empty when nothing was timed. */
export function phaseBar(result: Timed, symbols: Symbols): string {
  const phases = phaseTimes(result);
  const times = PHASES.map((phase) => phases[phase] ?? 0);
  const sum = times.reduce((a, b) => a + b, 0);
  if (sum <= 0) return '';
  let bar = '';
  let elapsed = 0;
  times.forEach((time, i) => {
    elapsed += time;
    const end = Math.round((elapsed / sum) * BAR_COLUMNS);
    bar += (symbols.phases[i] ?? '').repeat(end - bar.length);
  });
  return bar;
}

/** Head of the bar's column: which filling is which phase (in ASCII its first letter). */
export function phaseLegend(symbols: Symbols): string {
  return PHASES.map((phase, i) => {
    const filling = symbols.phases[i] ?? '';
    return phase.startsWith(filling) ? phase : filling + phase;
  }).join(' ');
}

/** `dns 3 ms, connect 10 ms, ...`, only what was reached. */
export function phaseText(result: Timed): string {
  const times = phaseTimes(result);
  return PHASES.flatMap((phase) => {
    const ms = times[phase];
    return ms === null ? [] : [`${phase} ${formatDuration(ms)}`];
  }).join(', ');
}
