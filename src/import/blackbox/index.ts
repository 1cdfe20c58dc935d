/**
 * blackbox_exporter's modules with the targets that Prometheus has probed with them: `modules:` of the exporter,
 * `scrape_configs:` of Prometheus, and lists of file_sd, in as many files as they are.
 */

import type { Draft, Importer, PlacedProbe } from '../draft.ts';
import { hasKey } from '../draft.ts';
import type { Ledger } from '../ledger.ts';
import { ListItem, MapItem, type Value } from '../value.ts';
import { readJobs } from './jobs.ts';
import { readModules } from './module.ts';
import { readProbe } from './probe.ts';
import { readTargetGroups, type TargetGroup } from './targets.ts';

export const blackbox: Importer = {
  title: 'blackbox_exporter modules and Prometheus targets',
  recognises: (document) =>
    hasKey(document, 'modules') || hasKey(document, 'scrape_configs') || isFileSd(document),
  read,
};

/** https://prometheus.io/docs/prometheus/latest/configuration/configuration/#file_sd_config */
function isFileSd(document: Value): boolean {
  return document instanceof ListItem && document.items.some((item) => hasKey(item, 'targets'));
}

function read(documents: readonly Value[], ledger: Ledger): Draft {
  const modules = readModules(documents.filter((one) => hasKey(one, 'modules')));
  const lists = documents.filter(isFileSd);
  const jobs = documents.filter((one) => hasKey(one, 'scrape_configs'));
  const probes: PlacedProbe[] = [];
  const push = (group: TargetGroup, module: string | undefined) => {
    for (const target of group.targets) {
      const placed = readProbe(target, group, modules, module, ledger);
      if (placed !== null) probes.push(placed);
    }
  };
  const used = new Set<Value>();
  for (const document of jobs) {
    if (!(document instanceof MapItem)) continue;
    for (const { group, module, from } of readJobs(document, lists, ledger)) {
      if (from !== null) used.add(from);
      push(group, module);
    }
  }
  const [onlyModule] = modules.size === 1 ? modules.keys() : [undefined];
  for (const list of lists.filter((one) => !used.has(one))) {
    for (const group of readTargetGroups(list, {}, ledger)) push(group, onlyModule);
  }
  for (const [name, module] of modules) if (!module.used) tellOfIdle(name, module.item, ledger);
  return { probes, groups: {}, maintenance: [], control: [] };
}

function tellOfIdle(name: string, item: MapItem, ledger: Ledger): void {
  item.plain();
  ledger.note(item.origin, `no target uses the module "${name}"`);
}
