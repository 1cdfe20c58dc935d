/** Maintenance windows: when they are open, and for which probes. Cron and time zones by a library that is loaded for them only. */

import type { Target } from '../domain/target.ts';
import type { Part } from './config.ts';
import { parseCron } from './cron.ts';
import { type Diagnostic, diagnose } from './diagnostic.ts';
import type { MaintenanceSpec } from './shape.ts';
import { nearest } from './suggest.ts';
import { checkTimeZone } from './time-zone.ts';
import { placeAt } from './tree.ts';
import { type Parsed, quote } from './values.ts';

/** A window that is open now. */
export interface OpenWindow {
  readonly spec: MaintenanceSpec;
  /** Milliseconds since 1970. */
  readonly until: number;
}

const WINDOW_KEYS = ['start', 'end', 'cron', 'duration', 'timezone'];

/** What is wrong with the windows themselves. */
export async function windowProblems(parts: readonly Part<MaintenanceSpec>[]): Promise<Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const { tree, value, partial, leftOut } of parts) {
    const window = value ?? ([...leftOut].some((key) => nearest(key, WINDOW_KEYS) !== null) ? null : partial);
    if (window === null) continue;
    for (const { key, problem, hint } of await faultsOf(window)) {
      found.push(diagnose(placeAt(tree, [key]), 'maintenance', problem, { hint }));
    }
  }
  return found;
}

interface Fault {
  readonly key: keyof MaintenanceSpec;
  readonly problem: string;
  readonly hint?: string;
}

async function faultsOf(spec: MaintenanceSpec): Promise<Fault[]> {
  const conflict = conflictOf(spec);
  const zone = spec.timezone === undefined ? null : checkTimeZone(spec.timezone);
  const faults: Fault[] = conflict === null ? [] : [conflict];
  if (zone !== null && 'problem' in zone) faults.push({ key: 'timezone', ...zone });
  if (conflict !== null) return faults;
  // A zone that is none is told once, and not by the times in it.
  const until = await openUntil(faults.length === 0 ? spec : { ...spec, timezone: 'UTC' }, 0);
  return 'problem' in until ? [...faults, until] : faults;
}

function conflictOf({ cron, start, end, duration }: MaintenanceSpec): Fault | null {
  if (cron === undefined && start === undefined)
    return { key: 'start', problem: 'a window needs "start" or "cron"' };
  if (cron !== undefined && (start !== undefined || end !== undefined)) {
    return {
      key: start === undefined ? 'end' : 'start',
      problem: 'a window has "cron" and "duration", or "start" and "end"',
    };
  }
  if (cron !== undefined && duration === undefined)
    return { key: 'cron', problem: 'a window with "cron" needs "duration"' };
  if (start !== undefined && (end === undefined) === (duration === undefined)) {
    return { key: 'start', problem: 'a window with "start" needs "end" or "duration"' };
  }
  return null;
}

/** The windows that are open at `now` (milliseconds since 1970). */
export async function openWindows(specs: readonly MaintenanceSpec[], now: number): Promise<OpenWindow[]> {
  const open: OpenWindow[] = [];
  for (const spec of specs) {
    const until = await openUntil(spec, now);
    if ('value' in until && until.value !== null) open.push({ spec, until: until.value });
  }
  return open;
}

export function skipFor(
  windows: readonly OpenWindow[],
  probe: { readonly name: string; readonly tags: readonly string[]; readonly groups: readonly string[] },
): Target['skip'] {
  const window = windows.find(({ spec }) => concerns(spec, probe));
  if (window === undefined) return null;
  const until = new Date(window.until).toISOString().replace(/:\d\d\.\d+Z$/, 'Z');
  return {
    kind: 'maintenance',
    reason: 'announced',
    message: `in a maintenance window of the config until ${until}`,
  };
}

/** A window that names nothing is for every probe. */
function concerns(spec: MaintenanceSpec, probe: Parameters<typeof skipFor>[1]): boolean {
  const { probes, tags, groups } = spec;
  if (probes === undefined && tags === undefined && groups === undefined) return true;
  return (
    (probes?.includes(probe.name) ?? false) ||
    (tags?.some((tag) => probe.tags.includes(tag)) ?? false) ||
    (groups?.some((group) => probe.groups.includes(group)) ?? false)
  );
}

type Until = { readonly value: number | null } | Fault;

async function openUntil(spec: MaintenanceSpec, now: number): Promise<Until> {
  const { cron, duration = 0, timezone } = spec;
  if (cron !== undefined) return cronWindow(cron, duration, timezone, now);
  const start = await instant(spec.start ?? '', timezone);
  if ('problem' in start) return { key: 'start', ...start };
  const end = spec.end === undefined ? { value: start.value + duration } : await instant(spec.end, timezone);
  if ('problem' in end) return { key: 'end', ...end };
  if (end.value <= start.value) return { key: 'end', problem: 'the window ends before it begins' };
  return { value: now >= start.value && now < end.value ? end.value : null };
}

async function cronWindow(
  expression: string,
  duration: number,
  timezone: string | undefined,
  now: number,
): Promise<Until> {
  const schedule = await parseCron(expression, timezone);
  if ('problem' in schedule) return { key: 'cron', ...schedule };
  const begun = schedule.value.next(now - duration);
  return { value: begun !== null && begun <= now ? begun + duration : null };
}

/** ISO 8601 with an offset, or without one in `timezone`, else in the machine's own zone. */
async function instant(text: string, timezone: string | undefined): Promise<Parsed<number>> {
  const problem = {
    problem: `${quote(text)} is no time; write 2026-12-01T02:00:00Z, or without Z and with "timezone"`,
  };
  const [, date, time = '00:00', seconds = ':00', offset] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(?:\.\d+)? ?(Z|[+-]\d\d:?\d\d)?)?$/.exec(text) ?? [];
  if (date === undefined) return problem;
  if (!isDay(date)) return { problem: `${quote(text)} is no time: there is no such day` };
  const local = `${date}T${time}${seconds}`;
  if (offset !== undefined || timezone === undefined) {
    const ms = Date.parse(local + (offset ?? ''));
    return Number.isNaN(ms) ? problem : { value: ms };
  }
  const { Cron } = await import('croner');
  try {
    const at = new Cron(local, { paused: true, timezone }).nextRun(new Date(0));
    return at === null ? problem : { value: at.getTime() };
  } catch {
    return problem;
  }
}

/** JavaScript takes 30 February for 2 March. */
function isDay(date: string): boolean {
  const ms = Date.parse(`${date}T00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date);
}
