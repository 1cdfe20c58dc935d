/** The nearest known word to a mistyped one. */

/**
 * @returns `did you mean "timeout"?`, or undefined when nothing is near enough to be meant
 */
export function didYouMean(word: string, known: Iterable<string>): string | undefined {
  const near = nearest(word, known);
  return near === null ? undefined : `did you mean "${near}"?`;
}

export function nearest(word: string, known: Iterable<string>): string | null {
  const wanted = fold(word);
  if (wanted.length < 2 || wanted.length > 100) return null;
  let best: string | null = null;
  let bestDistance = wanted.length === 2 ? 2 : Math.floor(wanted.length / 3) + 1;
  for (const candidate of known) {
    // One letter of two is easily a letter of something else.
    if (wanted.length === 2 && fold(candidate)[0] !== wanted[0]) continue;
    const distance = editDistance(wanted, fold(candidate), bestDistance);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** `firstByte`, `first-byte` and `first_byte` are one word to a person. */
function fold(word: string): string {
  return word
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll('-', '_');
}

/** Damerau-Levenshtein (optimal string alignment): insertions, deletions, substitutions, swapped neighbours. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    [beforeLast, last] = [last, current];
  }
  return last[b.length] ?? limit;
}
