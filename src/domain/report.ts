/** The published result, exactly as `-r json` prints it (SPEC 5). Absent facts are null, never made up. */

import type { Party } from './failure.ts';
import type { Check } from './target.ts';
import type { State } from './verdict.ts';

export const RUN_SCHEMA = 'aiprobe/run@1';

export interface TimingsMs {
  /** Durations of that phase alone. */
  readonly dns: number | null;
  readonly connect: number | null;
  readonly tls: number | null;
  /** These count from the start of the attempt. */
  readonly first_byte: number | null;
  readonly first_token: number | null;
  readonly first_visible: number | null;
  readonly total: number | null;
  /** What the service itself claims to have spent. */
  readonly server: number | null;
  /** How late the event loop was at worst during the attempt: the error bar. */
  readonly lag: number | null;
}

export interface LimitUse {
  readonly limit: number | null;
  readonly remaining: number | null;
  readonly reset_ms: number | null;
}

export interface StatusPageResult {
  readonly indicator: 'none' | 'minor' | 'major' | 'critical' | 'maintenance' | 'unknown';
  readonly description: string | null;
  readonly url: string;
  readonly incidents: readonly {
    readonly name: string;
    readonly status: string | null;
    readonly started: string | null;
  }[];
}

export interface AttemptResult {
  readonly started: string;
  readonly state: State;
  readonly kind: string | null;
  readonly reason: string | null;
  readonly total_ms: number;
  /**
   * `lag`: a healthy sample taken again because this machine was too busy to time the first one.
   * `mended`: asked again without a parameter of the probe's own that the model had refused.
   */
  readonly why: 'first' | 'retry' | 'lag' | 'mended';
}

/** What the wire showed, for a failure: enough to check the verdict by hand. */
export interface Evidence {
  readonly phase: string | null;
  readonly code: string | null;
  readonly detail: string | null;
  readonly resolver: string | null;
  readonly proxy: string | null;
  readonly addresses: readonly {
    readonly ip: string;
    readonly outcome: string;
    readonly code: string | null;
    readonly ms: number | null;
  }[];
  readonly hops: readonly { readonly url: string; readonly status: number; readonly location: string }[];
  readonly headers: readonly (readonly [string, string])[];
  /** The first 500 characters of the body. */
  readonly body: string | null;
}

export interface Result {
  readonly name: string;
  readonly provider: string | null;
  readonly check: Check;
  readonly url: string;
  readonly tags: readonly string[];
  readonly optional: boolean;
  readonly state: State;
  readonly kind: string | null;
  readonly reason: string | null;
  readonly fault: Party | null;
  readonly retryable: boolean;
  readonly retry_after_ms: number | null;
  readonly rule: string | null;
  readonly message: string;
  /** null where there is nothing to do. */
  readonly hint: string | null;
  readonly http: {
    readonly status: number;
    readonly version: string;
    readonly request_id: string | null;
    readonly location: string | null;
  } | null;
  readonly timings_ms: TimingsMs;
  readonly stream: {
    readonly tokens: number;
    readonly tokens_per_s: number | null;
    readonly longest_gap_ms: number | null;
    readonly finished: boolean;
  } | null;
  readonly usage: { readonly input_tokens: number | null; readonly output_tokens: number | null } | null;
  /** The deepest cheaper check that still works. */
  readonly deepest_ok: Check | null;
  readonly model: { readonly asked: string; readonly answered: string | null } | null;
  readonly notes: readonly string[];
  readonly address: { readonly ip: string; readonly family: 4 | 6; readonly port: number } | null;
  readonly tls: {
    readonly protocol: string | null;
    readonly alpn: string | null;
    readonly subject: string | null;
    readonly issuer: string | null;
    readonly valid_to: string | null;
    readonly days_left: number | null;
  } | null;
  readonly rate_limit: { readonly requests: LimitUse | null; readonly tokens: LimitUse | null } | null;
  readonly status_page: StatusPageResult | null;
  readonly attempts: readonly AttemptResult[];
  readonly evidence: Evidence | null;
}

export interface GroupResult {
  readonly name: string;
  readonly up: number;
  readonly require: number;
  readonly ok: boolean;
  readonly members: readonly string[];
  /** Worth knowing though the group is well: its first member is down and the others carry it. */
  readonly note?: string;
}

/** Failures with one root, told once. */
export interface Cause {
  readonly kind: string;
  readonly reason: string;
  /** What they share: `resolver 10.0.0.2`, `proxy 10.0.0.3:3128`, `address 10.0.0.7`, `host api.example.com`. */
  readonly shared: string;
  readonly probes: readonly string[];
}

export type ExitCode = 0 | 1 | 2 | 3 | 70 | 74 | 130 | 143;

export interface Summary {
  readonly total: number;
  readonly up: number;
  readonly degraded: number;
  readonly down: number;
  readonly unknown: number;
  readonly skipped: number;
  readonly exit_code: ExitCode;
}

export interface RunFacts {
  readonly id: string;
  readonly started: string;
  readonly duration_ms: number;
  readonly version: string;
  readonly location: string | null;
  readonly shard: string | null;
}

export interface Report {
  readonly schema: typeof RUN_SCHEMA;
  readonly run: RunFacts;
  readonly summary: Summary;
  readonly results: readonly Result[];
  readonly groups: readonly GroupResult[];
  readonly causes: readonly Cause[];
}
