/** How a probe gets to its target: proxy, name server, fixed addresses; and whose status page speaks for it. */

import type { DnsSettings, ProxySpec, Target } from '../domain/target.ts';
import { type Build, complain } from './building.ts';
import { proxyFor } from './proxy.ts';
import { headerSecrets, urlSecrets } from './secrets.ts';

export function proxyOf(build: Build, url: string): ProxySpec | null {
  const { overrides, probe, env, sheet, bag } = build;
  const written = probe.spec.proxy === false ? '' : probe.spec.proxy;
  const named =
    overrides.proxy !== undefined
      ? { url: overrides.proxy, origin: '--proxy' }
      : written === undefined
        ? null
        : { url: written, origin: probe.origin('proxy') ?? '' };
  const found = proxyFor(url, env, named);
  if ('problem' in found) {
    complain(
      build,
      overrides.proxy === undefined ? ['proxy'] : [],
      `${named === null ? 'proxy variables' : 'proxy'}: ${found.problem}`,
    );
    return null;
  }
  const proxy = found.value;
  if (proxy === null) return null;
  if (named !== null) bag.addAll(urlSecrets(named.url));
  if (proxy.authorization !== null) bag.addAll(headerSecrets(proxy.authorization.reveal()));
  const host = proxy.host.includes(':') ? `[${proxy.host}]` : proxy.host;
  sheet.note(
    'proxy',
    `${proxy.secure ? 'https' : 'http'}://${host}:${proxy.port}`,
    named?.origin ?? `$${proxy.origin}`,
  );
  return proxy;
}

export function dnsOf({ probe: { spec }, sheet, overrides }: Build): DnsSettings {
  const show = (value: string | number | null) => (value === null ? '' : String(value));
  const server = { name: '--dns-server', value: overrides.dnsServer };
  return {
    server: sheet.take<string | null>(
      'dns.server',
      { flag: server, given: spec.dns?.server, fallback: null },
      show,
    ),
    ip: sheet.take<4 | 6 | null>(
      'dns.ip',
      { flag: { name: '--ip', value: overrides.ip }, given: spec.dns?.ip, fallback: null },
      show,
    ),
    allAddresses: sheet.take(
      'dns.all_addresses',
      { given: spec.dns?.all_addresses, fallback: false },
      (all) => (all ? 'true' : ''),
    ),
  };
}

/** Those of the command line go first: the first that fits is used. */
export function resolveOf({ probe: { spec }, sheet, overrides }: Build): Target['resolve'] {
  for (const { host, port, address } of overrides.resolve)
    sheet.note('resolve', `${host}:${port}:${address}`, '--resolve');
  for (const { host, port, address } of spec.resolve ?? []) {
    sheet.note('resolve', `${host}:${port}:${address}`, sheet.origin('resolve'));
  }
  return [...overrides.resolve, ...(spec.resolve ?? [])];
}

/** `--status-page` asks also where the config says not to. */
export function statusPageOf({ probe: { spec }, sheet, overrides }: Build): Target['statusPage'] {
  if (overrides.statusPage === false)
    return sheet.take('status_page', {
      flag: { name: '--no-status-page', value: false },
      given: undefined,
      fallback: false,
    });
  const given = overrides.statusPage === true && spec.status_page === false ? undefined : spec.status_page;
  return sheet.take<string | false | null>('status_page', { given, fallback: null }, (page) =>
    page === null ? '' : String(page),
  );
}
