/** What an answer says of itself: its id, and how long the service claims to have worked on it. */

import type { Observation } from '../../domain/observation.ts';
import type { Target } from '../../domain/target.ts';
import { headerMap } from '../evidence/headers.ts';
import { parseJson } from '../evidence/json.ts';
import { valuesAt } from '../evidence/path.ts';

/** Where services put the id, the most telling first. A CDN's own id is better than none. */
const ID_HEADERS = [
  'request-id',
  'x-request-id',
  'apim-request-id',
  'x-amzn-requestid',
  'x-ms-request-id',
  'x-amz-request-id',
  'x-correlation-id',
  'x-vercel-id',
  'x-amz-cf-id',
  'cf-ray',
] as const;

const LONGEST_ID = 200;

/** The id to name in a report to the provider, or null. */
export function requestId(observation: Observation, target: Target): string | null {
  const { response } = observation;
  if (response === null) return null;
  const headers = headerMap(response.headers);
  const known = target.provider?.request_id;
  for (const name of [...(known?.headers ?? []), ...ID_HEADERS]) {
    const value = headers.get(name.toLowerCase())?.trim();
    if (value) return value.slice(0, LONGEST_ID);
  }
  if (known?.body === undefined) return null;
  const id = valuesAt(parseJson(response.body.text), known.body)[0];
  return typeof id === 'string' && id !== '' ? id.slice(0, LONGEST_ID) : null;
}

/** Headers that hold the service's own time in milliseconds. */
const MS_HEADERS = [
  'openai-processing-ms',
  'x-envoy-upstream-service-time',
  'x-inference-time',
  'x-total-time',
] as const;

/** Milliseconds that the service itself claims to have spent, or null. */
export function serverTiming(observation: Observation, target: Target): number | null {
  const { response } = observation;
  if (response === null) return null;
  const headers = headerMap(response.headers);
  for (const name of [...(target.provider?.server_timing ?? []), ...MS_HEADERS]) {
    const value = headers.get(name.toLowerCase());
    if (name.toLowerCase() === 'server-timing' || value === undefined) continue;
    if (/^\s*\d{1,12}(\.\d{1,9})?\s*(ms)?\s*$/.test(value)) return Number.parseFloat(value);
  }
  return longest(headers.get('server-timing') ?? '');
}

/** Server-Timing (W3C): the longest of its durations, since entries may contain one another. Entries of a cache or CDN are not the service's. */
function longest(field: string): number | null {
  const durations = field
    .slice(0, 2_000)
    .split(',')
    .filter((entry) => !/^\s*(cdn|cfl|cfedge|cfcache|edge|cache)/i.test(entry))
    .flatMap((entry) => /;\s*dur\s*=\s*"?(\d{1,12}(?:\.\d{1,9})?)/i.exec(entry)?.[1] ?? []);
  return durations.length === 0 ? null : Math.max(...durations.map(Number));
}
