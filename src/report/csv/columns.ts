/** The columns of the CSV: the result's own keys, nested ones joined by an underscore. New columns come at the end. */

import type { LimitUse, Report, Result } from '../../domain/report.ts';
import type { Cell } from './cell.ts';

type Read = (result: Result, report: Report) => Cell;

export const COLUMNS = {
  run_id: (_, { run }) => run.id,
  run_started: (_, { run }) => run.started,
  run_location: (_, { run }) => run.location,
  summary_exit_code: (_, { summary }) => summary.exit_code,
  name: ({ name }) => name,
  provider: ({ provider }) => provider,
  check: ({ check }) => check,
  url: ({ url }) => url,
  tags: ({ tags }) => tags.join(' '),
  optional: ({ optional }) => optional,
  state: ({ state }) => state,
  kind: ({ kind }) => kind,
  reason: ({ reason }) => reason,
  fault: ({ fault }) => fault,
  retryable: ({ retryable }) => retryable,
  retry_after_ms: ({ retry_after_ms }) => retry_after_ms,
  rule: ({ rule }) => rule,
  message: ({ message }) => message,
  hint: ({ hint }) => hint,
  http_status: ({ http }) => http?.status ?? null,
  http_version: ({ http }) => http?.version ?? null,
  http_request_id: ({ http }) => http?.request_id ?? null,
  timings_ms_dns: ({ timings_ms }) => timings_ms.dns,
  timings_ms_connect: ({ timings_ms }) => timings_ms.connect,
  timings_ms_tls: ({ timings_ms }) => timings_ms.tls,
  timings_ms_first_byte: ({ timings_ms }) => timings_ms.first_byte,
  timings_ms_first_token: ({ timings_ms }) => timings_ms.first_token,
  timings_ms_first_visible: ({ timings_ms }) => timings_ms.first_visible,
  timings_ms_total: ({ timings_ms }) => timings_ms.total,
  timings_ms_server: ({ timings_ms }) => timings_ms.server,
  timings_ms_lag: ({ timings_ms }) => timings_ms.lag,
  stream_tokens: ({ stream }) => stream?.tokens ?? null,
  stream_tokens_per_s: ({ stream }) => stream?.tokens_per_s ?? null,
  stream_longest_gap_ms: ({ stream }) => stream?.longest_gap_ms ?? null,
  usage_input_tokens: ({ usage }) => usage?.input_tokens ?? null,
  usage_output_tokens: ({ usage }) => usage?.output_tokens ?? null,
  deepest_ok: ({ deepest_ok }) => deepest_ok,
  model_asked: ({ model }) => model?.asked ?? null,
  model_answered: ({ model }) => model?.answered ?? null,
  address_ip: ({ address }) => address?.ip ?? null,
  tls_protocol: ({ tls }) => tls?.protocol ?? null,
  tls_days_left: ({ tls }) => tls?.days_left ?? null,
  rate_limit_requests_limit: limit('requests', 'limit'),
  rate_limit_requests_remaining: limit('requests', 'remaining'),
  rate_limit_tokens_limit: limit('tokens', 'limit'),
  rate_limit_tokens_remaining: limit('tokens', 'remaining'),
  status_page_indicator: ({ status_page }) => status_page?.indicator ?? null,
  attempts: ({ attempts }) => attempts.length,
  notes: ({ notes }) => notes.join(' '),
} as const satisfies Readonly<Record<string, Read>>;

function limit(of: 'requests' | 'tokens', key: keyof LimitUse): Read {
  return ({ rate_limit }) => rate_limit?.[of]?.[key] ?? null;
}
