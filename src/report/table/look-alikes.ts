/** Names that the table cuts to the same few columns. */

import type { Result } from '../../domain/report.ts';
import { truncateMiddle } from '../measure.ts';
import type { Placed } from './layout.ts';

/** @returns the names that stand in their column just as another one does: whose failure it is has to be said in full */
export function lookAlikes(
  listed: readonly Result[],
  placed: readonly Placed[],
  ellipsis: string,
): ReadonlySet<string> {
  const probe = placed.find(({ column }) => column.id === 'probe');
  if (probe === undefined) return new Set();
  const shown = listed.map((result) => truncateMiddle(probe.column.text(result), probe.columns, ellipsis));
  const times = new Map<string, number>();
  for (const text of shown) times.set(text, (times.get(text) ?? 0) + 1);
  return new Set(listed.filter((_, i) => (times.get(shown[i] ?? '') ?? 0) > 1).map(({ name }) => name));
}
