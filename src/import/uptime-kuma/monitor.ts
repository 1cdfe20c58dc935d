/** One monitor of Uptime Kuma as a probe. */

import type { PlacedProbe, ProbeDraft } from '../draft.ts';
import { secondsAt } from '../durations.ts';
import type { Ledger } from '../ledger.ts';
import { literal, urlText } from '../secrets.ts';
import { MapItem, type Value } from '../value.ts';
import { expectOf } from './expect.ts';
import type { KnownProxy } from './proxies.ts';
import { requestKeys } from './request.ts';

export interface Context {
  /** Names of the monitors of type `group`, by id. */
  readonly groups: ReadonlyMap<string, string>;
  readonly proxies: ReadonlyMap<string, KnownProxy>;
}

/** Numbers of the database, texts for its screen, and what is empty in every monitor that does not use it. */
const NO_SETTINGS = (
  'id description path pathName parent childrenIDs weight active forceInactive subtype resendInterval retryInterval packetSize ' +
  'dns_last_result maintenance screenshot includeSensitiveData httpBodyEncoding jsonPathOperator invertKeyword upsideDown ' +
  'dns_resolve_type dns_resolve_server mqttCheckType kafkaProducerSaslOptions kafkaProducerBrokers gamedigGivenPortOnly ' +
  'snmpVersion smtpSecurity ping_numeric ping_count ping_per_request_timeout saveResponse saveErrorResponse responseMaxLength ' +
  'timeout retryOnlyOnStatusCodeFailure cacheBust expiryNotification domainExpiryNotification user_id url hostname port type ' +
  'mqttWebsocketPath conditions ntpStratumThreshold ntpTimeOffsetThreshold ntpRootDispersionThreshold oauth_auth_method ' +
  'remote_browser screenshot_delay wsIgnoreSecWebsocketAcceptHeader accepted_statuscodes maxredirects method'
).split(' ');

export function readMonitor(monitor: MapItem, context: Context, ledger: Ledger): PlacedProbe | null {
  const { origin } = monitor;
  const type = monitor.text('type') ?? '';
  const name = monitor.text('name');
  if (type === 'group') {
    monitor.plain();
    return null;
  }
  const why = whyNot(monitor, type);
  if (why !== null) {
    monitor.plain();
    ledger.note(origin, `"${name ?? ''}" is left out: ${why}`);
    return null;
  }
  const group = context.groups.get(monitor.text('parent') ?? '');
  const unique = ledger.nameFor(name, group === undefined ? undefined : `${group}/${name}`);
  const probe =
    type === 'port'
      ? tcpProbe(monitor, unique, group, ledger)
      : httpProbe(monitor, unique, group, type, context, ledger);
  tellOfSilence(monitor, ledger);
  return { probe, origin, comment: monitor.text('description') };
}

const UNPROBED: Readonly<Record<string, string>> = {
  push: 'it waits to be called; see "heartbeat:" for the other direction',
  ping: 'ICMP cannot be probed; a tcp:// probe of an open port says as much',
  dns: 'a DNS query cannot be probed (every probe of a name resolves it)',
};

function whyNot(monitor: MapItem, type: string): string | null {
  if (monitor.all.has('active') && !monitor.flag('active')) return 'it is paused there';
  if (!['http', 'keyword', 'json-query', 'port', 'real-browser'].includes(type))
    return UNPROBED[type] ?? `the type "${type}" cannot be probed`;
  return monitor.flag('upsideDown') ? 'it is up when the service is down, which cannot be said' : null;
}

function tcpProbe(monitor: MapItem, name: string, group: string | undefined, ledger: Ledger): ProbeDraft {
  const host = monitor.text('hostname') ?? '';
  const bracketed = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  return {
    name,
    url: literal(`tcp://${bracketed}:${monitor.text('port') ?? ''}`),
    timeout: secondsAt(monitor, 'timeout', ledger),
    interval: secondsAt(monitor, 'interval', ledger),
    retries: retriesOf(monitor, ledger),
    tags: tagsOf(monitor, group),
  };
}

function httpProbe(
  monitor: MapItem,
  name: string,
  group: string | undefined,
  type: string,
  context: Context,
  ledger: Ledger,
): ProbeDraft {
  if (type === 'real-browser')
    ledger.note(monitor.origin, 'no browser is started: only the page itself is asked for');
  return {
    name,
    url: urlText(ledger, name, literal(monitor.text('url') ?? '')),
    ...requestKeys(monitor, name, ledger),
    timeout: secondsAt(monitor, 'timeout', ledger),
    interval: secondsAt(monitor, 'interval', ledger),
    retries: retriesOf(monitor, ledger),
    redirects: redirectsOf(monitor),
    proxy: proxyOf(monitor, name, context, ledger),
    tls: monitor.flag('ignoreTls') ? { insecure: true } : undefined,
    dns: familyOf(monitor),
    expect: expectOf(monitor, type, ledger),
    tags: tagsOf(monitor, group),
  };
}

/** Kuma's retries are its next rounds, some of them many; ours follow at once. */
function retriesOf(monitor: MapItem, ledger: Ledger): number | undefined {
  const retries = monitor.number('maxretries');
  if (retries === undefined || retries < 0 || !Number.isInteger(retries)) return undefined;
  if (retries > 10) ledger.note(monitor.origin, `maxretries: ${retries} becomes 10, the most there are`);
  return Math.min(retries, 10);
}

function redirectsOf(monitor: MapItem): number | undefined {
  const redirects = monitor.number('maxredirects');
  return redirects === undefined || redirects < 0 ? undefined : Math.min(Math.trunc(redirects), 20);
}

function proxyOf(monitor: MapItem, name: string, { proxies }: Context, ledger: Ledger): string | undefined {
  const id = monitor.text('proxyId');
  if (id === undefined) return undefined;
  const proxy = proxies.get(id) ?? { url: null, why: 'its proxy is not in the export' };
  if (proxy.url !== null) return urlText(ledger, `${name} proxy`, literal(proxy.url));
  ledger.note(monitor.origin, proxy.why);
  return undefined;
}

function familyOf(monitor: MapItem): ProbeDraft['dns'] {
  switch (monitor.text('ipFamily')) {
    case 'ipv4':
      return { ip: 4 };
    case 'ipv6':
      return { ip: 6 };
    default:
      return undefined;
  }
}

function tagsOf(monitor: MapItem, group: string | undefined): string[] | undefined {
  const tags = (monitor.list('tags') ?? []).flatMap(tagText);
  const all = [...(group === undefined ? [] : [group]), ...tags].map(literal);
  return all.length === 0 ? undefined : all;
}

function tagText(tag: Value): string[] {
  if (!(tag instanceof MapItem)) return [];
  const [name, value] = [tag.text('name') ?? '', tag.text('value') ?? ''];
  tag.plain();
  return name === '' ? [] : [value === '' ? name : `${name}=${value}`];
}

/** What is empty in most monitors is told of only where it is set. */
function tellOfSilence(monitor: MapItem, ledger: Ledger): void {
  if (monitor.flag('cacheBust'))
    ledger.note(monitor.origin, 'the random parameter against caches is left out');
  if (monitor.flag('domainExpiryNotification'))
    ledger.note(monitor.origin, 'the expiry of the domain is not looked up');
  monitor.skip(...NO_SETTINGS);
  // Which channels are told is a list of numbers that mean something in that database alone.
  const notified = monitor.get('notificationIDList');
  if (notified !== undefined && !notified.isEmpty())
    ledger.note(notified.origin, 'who is told is a matter of "notify:"');
  notified?.plain();
}
