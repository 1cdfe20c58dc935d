/** Durations as people write them (`250ms`, `2s`, `1m30s`, `2h`) and as they like to read them. */

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** The form of a duration. */
export const DURATION = /^\s*(?:\d+(?:\.\d+)?|(?:\d+(?:\.\d+)?(?:ms|[smhd]))+)\s*$/;

/**
 * @param text `250ms`, `1.5s`, `1m30s`, `2h`, `7d`; a bare number is milliseconds
 * @returns milliseconds, or null when the text is no duration
 */
export function parseDuration(text: string): number | null {
  if (!DURATION.test(text)) return null;
  const trimmed = text.trim();
  if (/^[\d.]+$/.test(trimmed)) return Number(trimmed);
  let total = 0;
  for (const [, amount, unit] of trimmed.matchAll(/(\d+(?:\.\d+)?)(ms|[smhd])/g)) {
    total += Number(amount) * (UNIT_MS[unit ?? ''] ?? Number.NaN);
  }
  return Number.isFinite(total) ? total : null;
}

/**
 * @param ms milliseconds, not negative
 * @returns two units at most, e.g. `0.4 ms`, `241 ms`, `1.24 s`, `1 m 30 s`, `2 h 5 m`, `3 d`
 */
export function formatDuration(ms: number): string {
  if (ms < 10) return `${Number(ms.toFixed(1))} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 9_995) return `${Number((ms / 1_000).toFixed(2))} s`;
  if (ms < 59_950) return `${Number((ms / 1_000).toFixed(1))} s`;
  const seconds = Math.round(ms / 1_000);
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor((seconds % 86_400) / 3_600), 'h'],
    [Math.floor((seconds % 3_600) / 60), 'm'],
    [seconds % 60, 's'],
  ];
  const first = parts.findIndex(([amount]) => amount > 0);
  return parts
    .slice(first, first + 2)
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(' ');
}
