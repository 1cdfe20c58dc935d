/** The jobs of a Prometheus config that ask a blackbox_exporter. */

import { durationAt } from '../durations.ts';
import type { Ledger } from '../ledger.ts';
import { MapItem, textOf, type Value } from '../value.ts';
import { readTargetGroups, type TargetGroup } from './targets.ts';

export interface JobGroup {
  readonly group: TargetGroup;
  readonly module: string | undefined;
  /** The file_sd list that it came from; null: it stands in the job itself. */
  readonly from: Value | null;
}

export function readJobs(document: MapItem, lists: readonly Value[], ledger: Ledger): JobGroup[] {
  const global = document.map('global');
  const interval = global === undefined ? undefined : durationAt(global, 'scrape_interval', ledger);
  // What Prometheus does besides is no part of what is asked.
  document.skip('global', 'alerting', 'rule_files', 'remote_write', 'remote_read', 'storage', 'tracing');
  global?.plain();
  return (document.list('scrape_configs') ?? []).flatMap((job) => {
    if (!(job instanceof MapItem)) return [];
    if (!isBlackbox(job)) {
      job.plain();
      ledger.note(job.origin, 'this job scrapes metrics and asks no blackbox_exporter');
      return [];
    }
    return readJob(job, interval, lists, ledger);
  });
}

function isBlackbox(job: MapItem): boolean {
  const params = job.all.get('params');
  return (
    textOf(job.all.get('metrics_path')) === '/probe' ||
    (params instanceof MapItem && params.all.has('module'))
  );
}

function readJob(
  job: MapItem,
  interval: string | undefined,
  lists: readonly Value[],
  ledger: Ledger,
): JobGroup[] {
  const [module] = job.map('params')?.texts('module') ?? [];
  const more = {
    job: job.text('job_name'),
    interval: durationAt(job, 'scrape_interval', ledger) ?? interval,
    relabel: (job.list('relabel_configs') ?? []).filter((rule) => rule instanceof MapItem),
  };
  // How Prometheus talks to its exporter.
  job.skip(
    'metrics_path',
    'scheme',
    'scrape_timeout',
    'honor_labels',
    'honor_timestamps',
    'metric_relabel_configs',
  );
  job.skip('basic_auth', 'authorization', 'tls_config', 'follow_redirects', 'enable_http2', 'sample_limit');
  const own = job.all.get('static_configs');
  const groups: JobGroup[] =
    own === undefined
      ? []
      : readTargetGroups(own, more, ledger).map((group) => ({ group, module, from: null }));
  if (own !== undefined) job.skip('static_configs');
  own?.plain();
  for (const discovery of job.list('file_sd_configs') ?? []) {
    if (!(discovery instanceof MapItem)) continue;
    discovery.skip('refresh_interval');
    for (const pattern of discovery.list('files') ?? []) {
      const named = lists.filter((list) => fits(textOf(pattern) ?? '', list.origin.file));
      if (named.length === 0)
        ledger.note(
          pattern.origin,
          `give ${textOf(pattern) ?? 'the file'} as well: its targets are not known`,
        );
      for (const list of named)
        groups.push(...readTargetGroups(list, more, ledger).map((group) => ({ group, module, from: list })));
    }
  }
  return groups;
}

/** By the last part of the path: files are rarely imported where Prometheus has them. `*` is any text. */
function fits(pattern: string, file: string): boolean {
  const [wanted, name] = [pattern, file].map((path) => path.split(/[\\/]/).at(-1) ?? '');
  const parts = (wanted ?? '').split('*');
  let at = 0;
  const [first = '', ...rest] = parts;
  if (name === undefined || !name.startsWith(first)) return false;
  at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return parts.length > 1 ? name.endsWith(parts.at(-1) ?? '') : name === wanted;
}
