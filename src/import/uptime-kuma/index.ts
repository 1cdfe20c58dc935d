/**
 * Uptime Kuma's export (https://github.com/louislam/uptime-kuma, the JSON backup of 1.x, and lists of monitors in the form
 * that its socket API gives) → probes.
 */

import type { Draft, Importer, PlacedProbe } from '../draft.ts';
import { hasKey } from '../draft.ts';
import type { Ledger } from '../ledger.ts';
import { ListItem, MapItem, type Value } from '../value.ts';
import { readMonitor } from './monitor.ts';
import { readProxies } from './proxies.ts';

export const uptimeKuma: Importer = {
  title: 'Uptime Kuma export',
  recognises: (document) => hasKey(document, 'monitorList') || isMonitorList(document),
  read,
};

function isMonitorList(document: Value): boolean {
  return document instanceof ListItem && document.items.some((item) => hasKey(item, 'accepted_statuscodes'));
}

function read(documents: readonly Value[], ledger: Ledger): Draft {
  const probes: PlacedProbe[] = [];
  for (const document of documents) {
    const monitors = monitorsOf(document);
    const context = { groups: groupNames(monitors), proxies: readProxies(document) };
    for (const monitor of monitors) {
      const placed = readMonitor(monitor, context, ledger);
      if (placed !== null) probes.push(placed);
    }
    if (document instanceof MapItem) tellOfOthers(document, ledger);
  }
  return { probes, groups: {}, maintenance: [], control: [] };
}

/** A list, or a mapping by id. */
function monitorsOf(document: Value): readonly MapItem[] {
  const list = document instanceof MapItem ? document.get('monitorList') : document;
  const items = list instanceof ListItem ? list.items : list instanceof MapItem ? [...list.all.values()] : [];
  if (list instanceof MapItem) list.skip(...list.all.keys());
  return items.filter((item) => item instanceof MapItem);
}

/** Monitors of the type `group` hold others, which name them by id. */
function groupNames(monitors: readonly MapItem[]): ReadonlyMap<string, string> {
  return new Map(
    monitors
      .filter((monitor) => monitor.text('type') === 'group')
      .map((monitor) => [monitor.text('id') ?? '', monitor.text('name') ?? '']),
  );
}

function tellOfOthers(document: MapItem, ledger: Ledger): void {
  document.skip('version');
  for (const key of [
    'notificationList',
    'dockerHostList',
    'remoteBrowserList',
    'statusPageList',
    'maintenanceList',
  ]) {
    const section = document.get(key);
    if (section === undefined || section.isEmpty()) continue;
    section.plain();
    ledger.note(section.origin, `"${key}" is left out`);
  }
}
