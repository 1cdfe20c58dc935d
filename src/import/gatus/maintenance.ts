/** Gatus' maintenance windows (https://github.com/TwiN/gatus#maintenance): a time of day, on some days of the week. */

import type { MaintenanceDraft } from '../draft.ts';
import { goDuration } from '../durations.ts';
import type { Ledger } from '../ledger.ts';
import type { MapItem } from '../value.ts';

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** @param probe the one it is for; undefined: all */
export function readWindow(window: MapItem, ledger: Ledger, probe?: string): MaintenanceDraft | null {
  if (window.all.has('enabled') && !window.flag('enabled')) {
    window.plain();
    return null;
  }
  window.skip('enabled');
  const [, hour, minute] = /^(\d\d):(\d\d)$/.exec(window.text('start') ?? '') ?? [];
  const duration = goDuration(window.text('duration') ?? '');
  const every = (window.texts('every') ?? []).map((day) => DAYS.indexOf(day.toLowerCase()));
  if (hour === undefined || minute === undefined || duration === null || every.includes(-1)) {
    ledger.note(window.origin, 'this maintenance window cannot be read');
    window.plain();
    return null;
  }
  return {
    probes: probe === undefined ? undefined : [probe],
    cron: `${Number(minute)} ${Number(hour)} * * ${every.length === 0 ? '*' : every.join(',')}`,
    duration,
    timezone: window.text('timezone') ?? 'UTC',
  };
}
