/** How far this machine's clock is from a server's, by the Date header (RFC 9110 section 6.6.1). */

import type { Observation } from '../../domain/observation.ts';

/**
 * @returns the server's clock minus ours in milliseconds, half the round trip and a second of rounding unsure; null when
 *   no answer with a Date came
 */
export function clockSkewMs({ response, started, marks }: Observation): number | null {
  const date = response?.headers.find(([name]) => name === 'date')?.[1];
  const server = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(server) ? null : server - (Date.parse(started) + marks.end);
}
