/** Sets of HTTP statuses: what several conditions leave over, and how such a set is written. */

export type StatusTest = (status: number) => boolean;

const FIRST = 100;
const LAST = 599;

/**
 * @returns what `expect.status` takes: `2xx`, 200, or a list; null when nothing is left
 */
export function statusesWhere(tests: readonly StatusTest[]): string | number | (string | number)[] | null {
  const ranges: [number, number][] = [];
  for (let status = FIRST; status <= LAST; status++) {
    if (!tests.every((test) => test(status))) continue;
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === status - 1) last[1] = status;
    else ranges.push([status, status]);
  }
  const written = ranges.map(write);
  const [only] = written;
  if (only === undefined) return null;
  return written.length === 1 ? only : written;
}

function write([from, to]: readonly [number, number]): string | number {
  if (from === to) return from;
  return from % 100 === 0 && to === from + 99 ? `${from / 100}xx` : `${from}-${to}`;
}
