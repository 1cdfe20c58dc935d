/** Names of time zones, as the IANA database has them. */

import { nearest } from './suggest.ts';
import { type Parsed, quote } from './values.ts';

const HINT = 'write a name such as Europe/Berlin, or UTC';

/** @returns the name, or what is wrong with it */
export function checkTimeZone(name: string): Parsed<string> {
  if (isTimeZone(name)) return { value: name };
  const near = nearestZone(name);
  const hint = near === null ? HINT : `did you mean "${near}"?`;
  return { problem: `${quote(name)} is no time zone`, hint };
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** People know the city better than the region it is filed under. */
function nearestZone(name: string): string | null {
  const wanted = name.trim().replaceAll(' ', '_');
  const zones = Intl.supportedValuesOf('timeZone');
  const city = zones.find((zone) => lastPart(zone) === wanted.toLowerCase());
  return city ?? nearest(wanted, zones);
}

function lastPart(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1).toLowerCase();
}
