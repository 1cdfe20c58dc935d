/** Targets with their labels, as Prometheus' static_configs and file_sd name them. */

import type { Ledger } from '../ledger.ts';
import { ListItem, MapItem, type Origin, textOf, type Value } from '../value.ts';

export type Labels = Readonly<Record<string, string>>;

export interface Target {
  /** `__address__`: what is handed to the exporter unless a rule says otherwise. */
  readonly address: string;
  readonly origin: Origin;
}

export interface TargetGroup {
  readonly targets: readonly Target[];
  readonly labels: Labels;
  /** Name of the scrape job. */
  readonly job?: string | undefined;
  readonly interval?: string | undefined;
  readonly relabel: readonly MapItem[];
}

export function readTargetGroups(
  list: Value,
  more: Partial<Omit<TargetGroup, 'targets' | 'labels'>>,
  ledger: Ledger,
): readonly TargetGroup[] {
  if (!(list instanceof ListItem)) return [];
  return list.items.flatMap((item) => {
    if (!(item instanceof MapItem)) {
      ledger.note(item.origin, 'this is no group of targets');
      return [];
    }
    const targets = (item.list('targets') ?? []).map((one) => ({
      address: textOf(one) ?? '',
      origin: one.origin,
    }));
    const labels = item.map('labels');
    return [{ relabel: [], ...more, targets, labels: toLabels(labels) }];
  });
}

function toLabels(labels: MapItem | undefined): Labels {
  return Object.fromEntries(
    [...(labels?.all ?? [])].map(([name, value]) => {
      labels?.get(name);
      return [name, textOf(value) ?? ''];
    }),
  );
}
