/** Performance data by the Monitoring Plugins guidelines: 'label'=value[UOM];[warn];[crit];[min];[max] */

import type { Report } from '../../domain/report.ts';
import { STATES, type State } from '../../domain/verdict.ts';
import { uniqueNames } from '../unique.ts';
import { pluginText } from './text.ts';

/** How many probes are in each state: always the same labels, which graphs stand on. */
export function countData({ summary }: Report): string[] {
  return STATES.map((state) => datum(countLabel(state), String(summary[state]), '', `;;;0;${summary.total}`));
}

/** How long each probe took, as it was timed. */
export function timeData({ results }: Report): string[] {
  const labels = uniqueNames(
    results.map(({ name }) => labelOf(name)),
    STATES.map(countLabel),
  );
  return results.flatMap(({ timings_ms }, i) => {
    const { total } = timings_ms;
    return total === null ? [] : [datum(labels[i] ?? '', (total / 1_000).toFixed(6), 's', ';;;0')];
  });
}

function countLabel(state: State): string {
  return `probes_${state}`;
}

function datum(label: string, value: string, unit: string, limits: string): string {
  return `'${label}'=${value}${unit}${limits}`;
}

/** A label may hold anything but an equals sign, and a quotation mark only twice; both are replaced. */
function labelOf(name: string): string {
  return pluginText(name, 200).replace(/=/g, ':').replace(/'/g, '_');
}
