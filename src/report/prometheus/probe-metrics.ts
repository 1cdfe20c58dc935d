/** What is measured of each probe: the metric's name and help, and how it is read from a result. */

import type { LimitUse, Result } from '../../domain/report.ts';
import { STATES } from '../../domain/verdict.ts';
import { phaseTimes } from '../phases.ts';
import type { Labels } from './exposition.ts';

/** One sample of one probe; `null` where there is nothing to say. */
export interface Reading {
  readonly value: number | null;
  readonly labels?: Labels;
}

export interface ProbeMetric {
  readonly name: string;
  readonly help: string;
  readonly read: (result: Result) => readonly Reading[];
}

export const PROBE_METRICS: readonly ProbeMetric[] = [
  {
    name: 'aiprobe_up',
    help: 'Whether the probe is up (1; degraded counts as up) or not (0). Absent for a skipped one.',
    read: ({ state }) => one(state === 'skipped' ? null : flag(state === 'up' || state === 'degraded')),
  },
  {
    name: 'aiprobe_state',
    help: 'The state of the probe: 1 for the one it is in, 0 for the others.',
    read: (result) => STATES.map((state) => ({ value: flag(result.state === state), labels: { state } })),
  },
  {
    name: 'aiprobe_failure_info',
    help: 'How a probe that is not up fails, and who has to act. Always 1.',
    read: ({ kind, reason, fault }) => (kind === null ? [] : [{ value: 1, labels: { kind, reason, fault } }]),
  },
  {
    name: 'aiprobe_probe_info',
    help: 'What is asked. Always 1.',
    read: ({ url, model }) => [{ value: 1, labels: { url, model: model?.asked ?? null } }],
  },
  {
    name: 'aiprobe_probe_optional',
    help: 'Whether the probe cannot fail the run (1).',
    read: ({ optional }) => one(flag(optional)),
  },
  {
    name: 'aiprobe_duration_seconds',
    help: 'How long each phase of the last attempt took; the phases add up to the whole.',
    read: (result) =>
      Object.entries(phaseTimes(result)).map(([phase, ms]) => ({ value: seconds(ms), labels: { phase } })),
  },
  timing('first_byte', 'Time from the start of the attempt to the first byte of the answer.'),
  timing(
    'first_token',
    'Time from the start of the attempt to the first generated token, reasoning included.',
  ),
  timing('first_visible', 'Time from the start of the attempt to the first token of the visible answer.'),
  timing('total', 'Time from the start of the attempt to its end.'),
  timing('server', 'Time that the service itself claims to have spent.'),
  timing('lag', 'How late the clock of the prober may be: the error bar of every time.'),
  {
    name: 'aiprobe_http_status_code',
    help: 'Status code of the last answer.',
    read: ({ http }) => one(http?.status ?? null),
  },
  {
    name: 'aiprobe_attempts',
    help: 'How many attempts were made.',
    read: ({ attempts }) => one(attempts.length),
  },
  {
    name: 'aiprobe_retry_after_seconds',
    help: 'How long the service asks to wait.',
    read: ({ retry_after_ms }) => one(seconds(retry_after_ms)),
  },
  {
    name: 'aiprobe_stream_tokens',
    help: 'Pieces that the model generated.',
    read: ({ stream }) => one(stream?.tokens ?? null),
  },
  {
    name: 'aiprobe_stream_tokens_per_second',
    help: 'Speed between the first and the last token.',
    read: ({ stream }) => one(stream?.tokens_per_s ?? null),
  },
  {
    name: 'aiprobe_stream_longest_gap_seconds',
    help: 'The longest silence between two tokens.',
    read: ({ stream }) => one(seconds(stream?.longest_gap_ms ?? null)),
  },
  {
    name: 'aiprobe_usage_tokens',
    help: 'Tokens that the service says it counted.',
    read: ({ usage }) => [
      { value: usage?.input_tokens ?? null, labels: { direction: 'input' } },
      { value: usage?.output_tokens ?? null, labels: { direction: 'output' } },
    ],
  },
  {
    name: 'aiprobe_tls_not_after_timestamp_seconds',
    help: 'When the certificate ends, in seconds since 1970.',
    read: ({ tls }) => one(instantSeconds(tls?.valid_to ?? null)),
  },
  limit('limit', 'How much the service allows in one window.', ({ limit: allowed }) => allowed),
  limit('remaining', 'How much of it is left.', ({ remaining }) => remaining),
  limit('reset_seconds', 'How long until the window ends.', ({ reset_ms }) => seconds(reset_ms)),
  {
    name: 'aiprobe_status_page_info',
    help: "What the provider's own status page says. Always 1.",
    read: ({ status_page: page }) =>
      page === null ? [] : [{ value: 1, labels: { indicator: page.indicator } }],
  },
];

function timing(key: keyof Result['timings_ms'], help: string): ProbeMetric {
  return {
    name: `aiprobe_${key}_seconds`,
    help,
    read: ({ timings_ms }) => one(seconds(timings_ms[key])),
  };
}

function limit(suffix: string, help: string, value: (use: LimitUse) => number | null): ProbeMetric {
  return {
    name: `aiprobe_rate_limit_${suffix}`,
    help,
    read: ({ rate_limit: limits }) =>
      (['requests', 'tokens'] as const).flatMap((resource) => {
        const use = limits?.[resource] ?? null;
        return use === null ? [] : [{ value: value(use), labels: { resource } }];
      }),
  };
}

function one(value: number | null): readonly Reading[] {
  return [{ value }];
}

export function flag(yes: boolean): number {
  return yes ? 1 : 0;
}

/** Milliseconds as seconds, to the microsecond. */
export function seconds(ms: number | null): number | null {
  return ms === null ? null : Number((ms / 1_000).toFixed(6));
}

export function instantSeconds(instant: string | null): number | null {
  const ms = instant === null ? Number.NaN : Date.parse(instant);
  return Number.isFinite(ms) ? ms / 1_000 : null;
}
