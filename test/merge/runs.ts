/** Runs as result files hold them. */

import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import type { GroupResult, Report, Result } from '../../src/domain/report.ts';
import { type RecordedRun, readDocument } from '../../src/merge/index.ts';
import { render as json } from '../../src/report/json.ts';
import { render as ndjson } from '../../src/report/ndjson.ts';
import { reportOf, STARTED } from '../support/report.ts';

const STYLE = { width: 80, color: 0, unicode: true, verbose: false, now: 0, policy: DEFAULT_POLICY } as const;

interface Part {
  readonly location?: string | null;
  readonly shard?: string | null;
  readonly id?: string;
  /** Minutes after the usual start. */
  readonly after?: number;
  readonly groups?: readonly GroupResult[];
}

export function runOf(
  results: readonly Result[],
  { location = null, shard = null, id, after = 0, groups = [] }: Part = {},
): Report {
  const started = new Date(Date.parse(STARTED) + after * 60_000).toISOString();
  const run = { id: id ?? `${location}-${shard}-${after}`, started, duration_ms: 10 + after };
  return reportOf(results, { run: { ...run, version: '1.0.0', location, shard }, groups });
}

/** As it comes back from the file that a reporter wrote. */
export function recorded(report: Report, format: 'json' | 'ndjson' = 'json'): RecordedRun {
  const [run] = readDocument('file', Buffer.from(asText(report, format)));
  if (run === undefined) throw new Error('no run in the file');
  return run;
}

export function asText(report: Report, format: 'json' | 'ndjson'): string {
  return (format === 'json' ? json : ndjson)(report, STYLE);
}
