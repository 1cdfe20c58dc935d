/** Gatus' config (https://github.com/TwiN/gatus#configuration) → probes. */

import type { Draft, Importer, MaintenanceDraft, PlacedProbe } from '../draft.ts';
import { hasKey } from '../draft.ts';
import type { Ledger } from '../ledger.ts';
import { MapItem, type Value } from '../value.ts';
import { readEndpoint } from './endpoint.ts';
import { readWindow } from './maintenance.ts';
import { withVariables } from './variables.ts';

/** `services` was the name before version 3. */
const LISTS = ['endpoints', 'services'];

export const gatus: Importer = {
  title: 'Gatus config',
  recognises: (document) =>
    [...LISTS, 'external-endpoints', 'suites'].some((key) => hasKey(document, key)) &&
    !hasKey(document, 'monitorList'),
  read,
};

function read(documents: readonly Value[], ledger: Ledger): Draft {
  const probes: PlacedProbe[] = [];
  const maintenance: MaintenanceDraft[] = [];
  const control: string[] = [];
  for (const document of documents) {
    if (!(document instanceof MapItem)) continue;
    for (const item of LISTS.flatMap((key) => document.list(key) ?? [])) {
      if (!(item instanceof MapItem)) {
        ledger.note(item.origin, 'this is no endpoint');
        continue;
      }
      const windows = item.list('maintenance-windows') ?? [];
      const probe = readEndpoint(item, ledger);
      if (probe === null) continue;
      probes.push({ probe, origin: item.origin });
      for (const window of windows) pushWindow(window, ledger, maintenance, probe.name);
    }
    const window = document.map('maintenance');
    if (window !== undefined) pushWindow(window, ledger, maintenance);
    const target = document.map('connectivity')?.map('checker')?.text('target');
    if (target !== undefined) control.push(withVariables(ledger, target));
    tellOfOthers(document, ledger);
  }
  return { probes, groups: {}, maintenance, control };
}

function pushWindow(window: Value, ledger: Ledger, maintenance: MaintenanceDraft[], probe?: string): void {
  const read = window instanceof MapItem ? readWindow(window, ledger, probe) : null;
  if (read !== null) maintenance.push(read);
}

/** Whole sections of which one word is enough. */
const OTHERS: Readonly<Record<string, string>> = {
  'external-endpoints': 'they are pushed from outside, nothing asks them',
  suites: 'steps that build on one another cannot be probed',
  alerting: 'who is told is a matter of "notify:"',
  storage: 'a run keeps nothing but what -r json=FILE writes',
  web: 'there is no server',
  ui: 'there is no dashboard',
  security: 'there is no server',
  metrics: 'see "-r prometheus"',
  remote: 'other instances are not asked',
  announcements: 'there is no status page to show them on',
  tunneling: 'there are no tunnels',
};

function tellOfOthers(document: MapItem, ledger: Ledger): void {
  for (const [key, why] of Object.entries(OTHERS)) {
    const section = document.get(key);
    if (section === undefined) continue;
    section.plain();
    ledger.note(section.origin, `"${key}" is left out: ${why}`);
  }
}
