/**
 * What changed since the last run. A change is one of state or kind: the reasons within a kind come and go (502, 503,
 * 502) while the trouble is the same. A probe that nobody remembers is taken to have been well.
 */

import type { GroupResult, Report, Result } from '../domain/report.ts';
import type { ProbeStanding, Snapshot } from './snapshot.ts';

export interface Change {
  readonly name: string;
  readonly before: ProbeStanding;
  readonly now: Result;
}

export interface Changes {
  /** The report with what changed alone; its run and its summary are still those of the whole run. null: nothing did. */
  readonly shown: Report | null;
  /** Those of probes that were remembered. */
  readonly changes: readonly Change[];
  /** To be remembered. What this run did not probe is kept as it was. */
  readonly next: Snapshot;
}

export function changesSince(last: Snapshot, report: Report): Changes {
  const told = report.results.filter((result) => isChange(last.probes.get(result.name), result));
  const groups = report.groups.filter(({ name, ok }) => ok !== (last.groups.get(name) ?? true));
  const changes = told.flatMap((now) => {
    const before = last.probes.get(now.name);
    return before === undefined ? [] : [{ name: now.name, before, now }];
  });
  const next = remember(last, report);
  if (told.length === 0 && groups.length === 0) return { shown: null, changes, next };
  const names = new Set(told.map(({ name }) => name));
  const causes = report.causes
    .map((cause) => ({ ...cause, probes: cause.probes.filter((name) => names.has(name)) }))
    .filter(({ probes }) => probes.length > 0);
  const results = told.map((result) => withBefore(result, last.probes.get(result.name)));
  return { shown: { ...report, results, groups, causes }, changes, next };
}

/** What was not probed has not changed: a maintenance window or an interrupted run says nothing. */
function isChange(before: ProbeStanding | undefined, { state, kind }: Result): boolean {
  if (state === 'skipped') return false;
  if (before === undefined) return state !== 'up';
  return before.state !== state || before.kind !== kind;
}

function withBefore(result: Result, before: ProbeStanding | undefined): Result {
  if (before === undefined) return result;
  return { ...result, notes: [...result.notes, `before: ${standingText(before)}`] };
}

/** `down (dns.timeout) since 2026-11-24T02:00:00.000Z` */
export function standingText({ state, kind, reason, since }: ProbeStanding): string {
  return `${kind === null ? state : `${state} (${kind}.${reason})`} since ${since}`;
}

function remember(last: Snapshot, { run, results, groups }: Report): Snapshot {
  const probes = new Map(last.probes);
  for (const result of results) {
    if (result.state === 'skipped') continue;
    const before = last.probes.get(result.name);
    const { state, kind, reason } = result;
    const same = before !== undefined && before.state === state && before.kind === kind;
    probes.set(result.name, { state, kind, reason, since: same ? before.since : run.started });
  }
  return { probes, groups: new Map([...last.groups, ...groups.map(standing)]) };
}

function standing({ name, ok }: GroupResult): readonly [string, boolean] {
  return [name, ok];
}
