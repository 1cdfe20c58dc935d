/** Cron expressions: five fields, or six with seconds in front, or a name such as `@daily`. The library is loaded for them only. */

import { type Parsed, quote } from './values.ts';

const SECOND = 'second (0 to 59)';
const FIELDS = [
  'minute (0 to 59)',
  'hour (0 to 23)',
  'day of the month (1 to 31, or L for the last)',
  'month (1 to 12, or JAN to DEC)',
  'day of the week (0 to 7, or SUN to SAT)',
];
const NAMES = ['@yearly', '@monthly', '@weekly', '@daily', '@hourly'];
const HINT = 'e.g. "0 3 * * 0" is each Sunday at 3:00, "30 2 * * MON-FRI" each working day at 2:30';

export interface Schedule {
  /** @returns the first time after `from`, or null; both in milliseconds since 1970 */
  next(from: number): number | null;
}

/** @param timezone IANA name; undefined: of this machine */
export async function parseCron(expression: string, timezone: string | undefined): Promise<Parsed<Schedule>> {
  const { Cron } = await import('croner');
  const zone = timezone === undefined ? {} : { timezone };
  const read = (pattern: string) => {
    try {
      return new Cron(pattern, { paused: true, ...zone });
    } catch {
      return null;
    }
  };
  const pattern = expression.trim();
  const fields = pattern.split(/\s+/);
  const counted = fields.length === 5 || fields.length === 6 || pattern.startsWith('@');
  const cron = counted ? read(pattern) : null;
  if (cron === null) return misread(pattern, fields, (one) => read(one) !== null);
  if (cron.nextRun(new Date(0)) === null)
    return { problem: `${quote(pattern)} never comes: there is no such day` };
  return { value: { next: (from) => cron.nextRun(new Date(from))?.getTime() ?? null } };
}

/** The library counts months from 0 and names fields by its own variables: which field it is, is found by trying each alone. */
function misread(
  pattern: string,
  fields: readonly string[],
  isRead: (pattern: string) => boolean,
): { problem: string; hint?: string } {
  if (pattern.startsWith('@'))
    return { problem: `${quote(pattern)} is not one of ${NAMES.join(', ')}`, hint: HINT };
  if (fields.length !== 5 && fields.length !== 6) {
    const order = 'minute, hour, day of the month, month, day of the week';
    const has = `${fields.length} ${fields.length === 1 ? 'field' : 'fields'}`;
    return { problem: `${quote(pattern)} has ${has}; a cron expression has five: ${order}`, hint: HINT };
  }
  const names = fields.length === 6 ? [SECOND, ...FIELDS] : FIELDS;
  const wrong = fields.findIndex(
    (field, index) => !isRead(fields.map((_, i) => (i === index ? field : '*')).join(' ')),
  );
  if (wrong === -1) return { problem: `${quote(pattern)} is no cron expression`, hint: HINT };
  return { problem: `${quote(fields[wrong])} is no ${names[wrong]}` };
}
