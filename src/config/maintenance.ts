/** Maintenance windows: when they are open, and for which probes. Cron and time zones by a library that is loaded for them only. */

import type { Target } from '../domain/target.ts';
import type { Part } from './config.ts';
import { type Diagnostic, diagnose } from './diagnostic.ts';
import type { MaintenanceSpec } from './shape.ts';
import { placeAt } from './tree.ts';
import type { Parsed } from './values.ts';

/** A window that is open now. */
export interface OpenWindow {
  readonly spec: MaintenanceSpec;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** What is wrong with the windows themselves. */
export async function windowProblems(parts: readonly Part<MaintenanceSpec>[]): Promise<Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const { tree, value } of parts) {
    if (value === null) continue;
    const conflict = conflictOf(value);
    if (conflict !== null)
      found.push(diagnose(placeAt(tree, [conflict.key]), 'maintenance', conflict.message));
    else {
      const until = await openUntil(value, 0);
      if ('problem' in until)
        found.push(diagnose(placeAt(tree, [until.problem.key]), 'maintenance', until.problem.message));
    }
  }
  return found;
}

interface Fault {
  readonly key: string;
  readonly message: string;
}

function conflictOf({ cron, start, end, duration }: MaintenanceSpec): Fault | null {
  if (cron === undefined && start === undefined)
    return { key: 'start', message: 'a window needs "start" or "cron"' };
  if (cron !== undefined && (start !== undefined || end !== undefined)) {
    return {
      key: start === undefined ? 'end' : 'start',
      message: 'a window has "cron" and "duration", or "start" and "end"',
    };
  }
  if (cron !== undefined && duration === undefined)
    return { key: 'cron', message: 'a window with "cron" needs "duration"' };
  if (start !== undefined && (end === undefined) === (duration === undefined)) {
    return { key: 'start', message: 'a window with "start" needs "end" or "duration"' };
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

type Until = { readonly value: number | null } | { readonly problem: Fault };

async function openUntil(spec: MaintenanceSpec, now: number): Promise<Until> {
  if (spec.cron !== undefined) return cronWindow(spec.cron, spec.duration ?? 0, spec.timezone, now);
  const start = await instant(spec.start ?? '', spec.timezone);
  if ('problem' in start) return { problem: { key: keyOf('start', start.problem), message: start.problem } };
  const end =
    spec.end === undefined
      ? { value: start.value + (spec.duration ?? 0) }
      : await instant(spec.end, spec.timezone);
  if ('problem' in end) return { problem: { key: keyOf('end', end.problem), message: end.problem } };
  if (end.value <= start.value)
    return { problem: { key: 'end', message: 'the window ends before it begins' } };
  return { value: now >= start.value && now < end.value ? end.value : null };
}

async function cronWindow(
  pattern: string,
  duration: number,
  timezone: string | undefined,
  now: number,
): Promise<Until> {
  const { Cron } = await import('croner');
  try {
    const cron = new Cron(pattern, { paused: true, ...(timezone === undefined ? {} : { timezone }) });
    const begun = cron.nextRun(new Date(now - duration));
    return { value: begun !== null && begun.getTime() <= now ? begun.getTime() + duration : null };
  } catch (error) {
    const message = error instanceof Error ? error.message.replace(/^CronPattern: /, '') : String(error);
    return { problem: { key: keyOf('cron', message), message } };
  }
}

/** The library has one kind of error for the pattern and for the zone. */
function keyOf(key: string, message: string): string {
  return /^invalid time ?zone/i.test(message) ? 'timezone' : key;
}

/** ISO 8601 with an offset, or without one in `timezone`, else in the machine's own zone. */
async function instant(text: string, timezone: string | undefined): Promise<Parsed<number>> {
  const problem = {
    problem: `"${text}" is no time; write 2026-12-01T02:00:00Z, or without Z and with "timezone"`,
  };
  const [, date, time = '00:00', seconds = ':00', offset] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(?:\.\d+)? ?(Z|[+-]\d\d:?\d\d)?)?$/.exec(text) ?? [];
  if (date === undefined) return problem;
  const local = `${date}T${time}${seconds}`;
  if (offset !== undefined || timezone === undefined) {
    const ms = Date.parse(local + (offset ?? ''));
    return Number.isNaN(ms) ? problem : { value: ms };
  }
  const { Cron } = await import('croner');
  try {
    const at = new Cron(local, { paused: true, timezone }).nextRun(new Date(0));
    return at === null ? problem : { value: at.getTime() };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
