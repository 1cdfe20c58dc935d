/** A config of the LiteLLM proxy (https://docs.litellm.ai/docs/proxy/configs) → a probe for each model, and one for the proxy. */

import type { Draft, Importer, PlacedProbe } from '../draft.ts';
import { hasKey } from '../draft.ts';
import type { Ledger } from '../ledger.ts';
import { MapItem, type Value } from '../value.ts';
import { readModel } from './model.ts';
import { textOrVariable } from './variables.ts';

export const litellm: Importer = {
  title: 'LiteLLM proxy config',
  recognises: (document) => hasKey(document, 'model_list'),
  read,
};

function read(documents: readonly Value[], ledger: Ledger): Draft {
  const probes: PlacedProbe[] = [];
  const members = new Map<string, string[]>();
  for (const document of documents) {
    if (!(document instanceof MapItem)) continue;
    for (const item of document.list('model_list') ?? []) {
      const placed = item instanceof MapItem ? readModel(item, ledger) : null;
      if (!(item instanceof MapItem)) ledger.note(item.origin, 'this is no model');
      if (placed === null || !(item instanceof MapItem)) continue;
      probes.push(placed);
      const alias = item.text('model_name') ?? placed.probe.name;
      members.set(alias, [...(members.get(alias) ?? []), placed.probe.name]);
    }
    const proxy = readProxy(document, ledger);
    if (proxy !== null) probes.push(proxy);
    tellOfOthers(document, ledger);
  }
  return { probes, groups: groupsOf(members), maintenance: [], control: [] };
}

/** The router spreads one name over its deployments: it works as long as one of them does. */
function groupsOf(members: ReadonlyMap<string, readonly string[]>): Draft['groups'] {
  return Object.fromEntries(
    [...members]
      .filter(([, names]) => names.length > 1)
      .map(([alias, names]) => [alias, { probes: names, require: 1 }]),
  );
}

function readProxy(document: MapItem, ledger: Ledger): PlacedProbe | null {
  const settings = document.map('general_settings');
  if (settings === undefined) return null;
  const key = textOrVariable(
    settings,
    'master_key',
    ledger,
    'litellm master key',
    'the master key of the proxy',
  );
  const url = settings.text('database_url') ?? '';
  if (url !== '') ledger.forget(url);
  settings.skip('database_url');
  return {
    probe: {
      name: ledger.nameFor('litellm-proxy'),
      provider: 'litellm',
      base_url: '${LITELLM_BASE_URL:-http://localhost:4000}',
      ...(key === undefined ? {} : { check: 'models' as const, key }),
    },
    origin: settings.origin,
    comment: 'The proxy itself; its config does not say where it listens.',
  };
}

const OTHERS: Readonly<Record<string, string>> = {
  environment_variables: 'set them where aiprobe runs',
  litellm_settings: 'it is about how the proxy works',
  router_settings:
    'it is about how the proxy spreads requests; probes that stand in for one another are "groups:"',
  include: 'import those files one by one',
};

function tellOfOthers(document: MapItem, ledger: Ledger): void {
  const variables = document.map('environment_variables');
  for (const key of variables?.all.keys() ?? []) ledger.forget(variables?.text(key) ?? '');
  for (const [key, why] of Object.entries(OTHERS)) {
    const section = document.get(key);
    if (section === undefined || section.isEmpty()) continue;
    section.plain();
    ledger.note(section.origin, `"${key}" is left out: ${why}`);
  }
}
