// Order statistics, and how they are printed.

/** @param {readonly number[]} values @param {number} p 0 to 1; nearest rank */
export function quantile(values, p) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN;
}

/** @param {readonly number[]} values */
export function median(values) {
  return quantile(values, 0.5);
}

/** `median (least-greatest)`: the spread says how far to trust the median. */
export function spread(values, digits = 0) {
  const [least, greatest] = [Math.min(...values), Math.max(...values)];
  return values.length < 2
    ? fixed(median(values), digits)
    : `${fixed(median(values), digits)} (${fixed(least, digits)}-${fixed(greatest, digits)})`;
}

export function fixed(value, digits = 0) {
  return Number.isFinite(value) ? value.toFixed(digits) : '-';
}

/** Rows of text in columns that line up; the first row is the head. */
export function table(rows) {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => String(row[i] ?? '').length)));
  const line = (row) =>
    row
      .map((cell, i) => String(cell ?? '').padEnd(widths[i]))
      .join('  ')
      .trimEnd();
  return `${[line(rows[0]), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.slice(1).map(line)].join('\n')}\n`;
}

/** Runs the contestants in turn, A B C A B C, so that a drift of the machine hits all alike. */
export async function inTurn(rounds, contestants) {
  const results = new Map(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, run } of contestants) results.get(name).push(await run());
  }
  return results;
}
