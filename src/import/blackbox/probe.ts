/** A target and its module → one probe. */

import type { PlacedProbe, ProbeDraft } from '../draft.ts';
import { durationAt } from '../durations.ts';
import type { Ledger } from '../ledger.ts';
import { literal, urlText } from '../secrets.ts';
import { textOf } from '../value.ts';
import { httpKeys, type Module } from './module.ts';
import { relabel } from './relabel.ts';
import type { Labels, Target, TargetGroup } from './targets.ts';

/** @param fallback module that the job names, or the only one there is */
export function readProbe(
  target: Target,
  group: TargetGroup,
  modules: ReadonlyMap<string, Module>,
  fallback: string | undefined,
  ledger: Ledger,
): PlacedProbe | null {
  const before: Labels = { ...group.labels, __address__: target.address, __param_target: target.address };
  const labels = relabel(before, group.relabel, ledger);
  if (labels === null) {
    ledger.note(target.origin, 'a relabelling rule drops this target');
    return null;
  }
  const wanted = labels.__param_module ?? labels.module ?? fallback;
  const module = modules.get(wanted ?? guess(target.address, modules));
  const prober = module?.item.text('prober') ?? (/tcp/.test(wanted ?? '') ? 'tcp' : 'http');
  if (module === undefined) tellOfModule(wanted, target, ledger);
  else module.used = true;
  if (prober !== 'http' && prober !== 'tcp') {
    module?.item.plain();
    ledger.note(
      target.origin,
      `${prober} (module "${wanted}") cannot be probed: ${literal(target.address)} is left out`,
    );
    return null;
  }
  const address = (labels.__param_target ?? target.address).trim();
  const name = ledger.nameFor(
    labels.instance,
    bareAddress(address),
    `${group.job ?? 'probe'} ${bareAddress(address)}`,
  );
  const url = prober === 'tcp' ? `tcp://${address.replace(/^tcp:\/\//, '')}` : withScheme(address);
  const probe: ProbeDraft = {
    name,
    url: urlText(ledger, name, literal(url)),
    interval: group.interval,
    ...(module === undefined
      ? {}
      : prober === 'http'
        ? httpKeys(module, ledger, module.name)
        : tcpKeys(module, ledger)),
    tags: tagsOf(labels, group.job),
  };
  return { probe, origin: target.origin };
}

function tellOfModule(wanted: string | undefined, target: Target, ledger: Ledger): void {
  const which =
    wanted === undefined
      ? 'which module asks it is not said'
      : `the module "${wanted}" is in none of the files`;
  ledger.note(target.origin, `${which}: it is probed with the defaults`);
}

/** file_sd alone does not say how to ask; a URL and a host with a port speak for themselves. */
function guess(address: string, modules: ReadonlyMap<string, Module>): string {
  const prober = /^https?:\/\//i.test(address) ? 'http' : 'tcp';
  const fitting = [...modules.values()].filter(({ item }) => textOf(item.all.get('prober')) === prober);
  const usual = fitting.find(({ name }) => name === 'http_2xx' || name === 'tcp_connect');
  return (usual ?? (fitting.length === 1 ? fitting[0] : undefined))?.name ?? '';
}

/** The exporter asks a target without a scheme over HTTP. */
function withScheme(address: string): string {
  return /^https?:\/\//i.test(address) ? address : `http://${address}`;
}

function bareAddress(address: string): string {
  return address.replace(/^[a-z]+:\/\/(?:[^/?#]*@)?/i, '').replace(/[?#].*$|\/$/g, '');
}

function tcpKeys({ item }: Module, ledger: Ledger): Pick<ProbeDraft, 'timeout' | 'dns'> {
  const tcp = item.map('tcp');
  tcp?.skip('preferred_ip_protocol', 'ip_protocol_fallback');
  return { timeout: durationAt(item, 'timeout', ledger) };
}

function tagsOf(labels: Labels, job: string | undefined): string[] | undefined {
  const own = Object.entries(labels)
    .filter(([name]) => !name.startsWith('__') && name !== 'instance' && name !== 'module')
    .map(([name, value]) => `${name}=${value}`);
  const tags = [...(job === undefined ? [] : [job]), ...own];
  return tags.length === 0 ? undefined : tags;
}
