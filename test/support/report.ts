/** Builders of results and reports as the run makes them, and one report with something of everything. */

import type { Evidence, Report, Result, Summary, TimingsMs } from '../../src/domain/report.ts';
import { RUN_SCHEMA } from '../../src/domain/report.ts';
import type { State } from '../../src/domain/verdict.ts';

export const NO_TIMINGS: TimingsMs = {
  dns: null,
  connect: null,
  tls: null,
  first_byte: null,
  first_token: null,
  first_visible: null,
  total: null,
  server: null,
  lag: null,
};

export const STARTED = '2026-11-24T02:00:00.000Z';

export function timings(part: Partial<TimingsMs>): TimingsMs {
  return { ...NO_TIMINGS, lag: 0.4, ...part };
}

export function up(name: string, part: Partial<Result> = {}): Result {
  return {
    name,
    provider: null,
    check: 'http',
    url: 'https://api.example.com/health',
    tags: [],
    optional: false,
    state: 'up',
    kind: null,
    reason: null,
    fault: null,
    retryable: false,
    retry_after_ms: null,
    rule: null,
    message: 'answered 200',
    hint: null,
    http: { status: 200, version: '1.1', request_id: null, location: null },
    timings_ms: timings({ dns: 3.1, connect: 9.8, tls: 21, first_byte: 120.3, total: 121 }),
    stream: null,
    usage: null,
    deepest_ok: null,
    model: null,
    notes: [],
    address: { ip: '192.0.2.7', family: 4, port: 443 },
    tls: null,
    rate_limit: null,
    status_page: null,
    attempts: [{ started: STARTED, state: 'up', kind: null, reason: null, total_ms: 121, why: 'first' }],
    evidence: null,
    ...part,
  };
}

export function failing(name: string, failure: `${string}.${string}`, part: Partial<Result> = {}): Result {
  const [kind = null, reason = null] = failure.split('.');
  const state: State = part.state ?? 'down';
  return up(name, {
    state,
    kind,
    reason,
    fault: 'provider',
    rule: `generic.${failure}`,
    message: `It failed: ${failure}.`,
    hint: 'Try again later.',
    http: null,
    evidence: EMPTY_EVIDENCE,
    attempts: [{ started: STARTED, state, kind, reason, total_ms: 241, why: 'first' }],
    ...part,
  });
}

export const EMPTY_EVIDENCE: Evidence = {
  phase: null,
  code: null,
  detail: null,
  resolver: null,
  proxy: null,
  addresses: [],
  hops: [],
  headers: [],
  body: null,
};

export function reportOf(results: readonly Result[], part: Partial<Report> = {}): Report {
  return {
    schema: RUN_SCHEMA,
    run: {
      id: '01JDEADBEEF',
      started: STARTED,
      duration_ms: 2_312,
      version: '1.0.0',
      location: null,
      shard: null,
    },
    summary: summaryOf(results),
    results,
    groups: [],
    causes: [],
    ...part,
  };
}

function summaryOf(results: readonly Result[]): Summary {
  const count = (state: State) => results.filter((result) => result.state === state).length;
  const required = results.filter(({ optional }) => !optional);
  const failed = required.some(({ state }) => state === 'down');
  const unclear = required.some(({ state }) => state === 'unknown');
  return {
    total: results.length,
    up: count('up'),
    degraded: count('degraded'),
    down: count('down'),
    unknown: count('unknown'),
    skipped: count('skipped'),
    exit_code: failed ? 1 : unclear ? 3 : 0,
  };
}
