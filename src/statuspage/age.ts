/** How long ago, as people say it. */

const STEPS: readonly (readonly [number, string])[] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
];

/** @param ms milliseconds; a clock that is ahead of ours makes it negative, which counts as now */
export function age(ms: number): string {
  const step = STEPS.find(([size]) => ms >= size);
  return step === undefined ? 'less than a minute' : `${Math.floor(ms / step[0])} ${step[1]}`;
}
