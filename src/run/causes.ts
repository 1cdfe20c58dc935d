/** Failures with one root, told once: probes that fail alike for the sake of one resolver, proxy, host or provider. */

import { isUp } from '../domain/policy.ts';
import type { Cause, Result } from '../domain/report.ts';
import type { Target } from '../domain/target.ts';
import { hostOf, isAddress, isLoopback } from './address.ts';
import { isLookedUp } from './network.ts';

/** What a failure may share with others of its class, or null where this root cannot explain it. */
type Root = (failure: Result) => string | null;

/** Kinds whose failure lies in the single probe: its expectation, its request, its path. */
const OF_THE_PROBE: readonly (string | null)[] = [
  'mismatch',
  'not-found',
  'bad-request',
  'internal',
  'config',
];

/**
 * @param targets what was asked; of one that is not there nothing is known
 * @param hosted ids of providers that are one service wherever they are asked; a self-hosted engine's id is no root
 * @returns in the order of the results; each probe is in one cause at most, under the most specific root
 */
export function findCauses(
  results: readonly Result[],
  hosted: ReadonlySet<string>,
  targets: readonly Target[] = [],
): Cause[] {
  let rest = results.filter(({ state }) => state === 'down' || state === 'unknown');
  // Most runs: what the others prove need not be gathered.
  if (rest.length < 2) return [];
  const knowing = knowingServers(results, targets);
  const causes: Cause[] = [];
  for (const root of [
    localRoot,
    resolver(knowing),
    issuer,
    certificate,
    host(results),
    address,
    provider(hosted),
  ]) {
    const found = causesBy(root, rest);
    const told = new Set(found.flatMap(({ probes }) => probes));
    rest = rest.filter(({ name }) => !told.has(name));
    causes.push(...found);
  }
  const order = results.map(({ name }) => name);
  const place = new Map(order.map((name, index) => [name, index]));
  const first = ({ probes }: Cause) => place.get(probes[0] ?? '') ?? order.length;
  return causes.sort((a, b) => first(a) - first(b));
}

function causesBy(root: Root, failures: readonly Result[]): Cause[] {
  const alike = new Map<string, { kind: string; reason: string; shared: string; probes: string[] }>();
  for (const failure of failures) {
    const { name, kind, reason } = failure;
    const shared = root(failure);
    if (shared === null || kind === null || reason === null) continue;
    const key = JSON.stringify([kind, reason, shared]);
    const cause = alike.get(key) ?? { kind, reason, shared, probes: [] };
    cause.probes.push(name);
    alike.set(key, cause);
  }
  return [...alike.values()].filter(({ probes }) => probes.length > 1);
}

function localRoot({ kind, reason, evidence }: Result): string | null {
  if (kind !== 'local') return null;
  if (reason === 'proxy') return labelled('proxy', evidence?.proxy);
  return reason === 'network-down' || reason === 'captive-portal' ? "this machine's network" : 'this machine';
}

/**
 * Not for names that do not exist: there the name server answered, about that one name. Nor where it told the address
 * of another name: then what it could not find out lies behind it, in the names' own servers.
 */
function resolver(knowing: ReadonlySet<string>): Root {
  return ({ kind, reason, evidence }) => {
    const answered = reason === 'not-found' || reason === 'no-address';
    const server = evidence?.resolver ?? null;
    const unfound = reason === 'server-failure' || reason === 'timeout';
    if (kind !== 'dns' || answered || (unfound && server !== null && knowing.has(server))) return null;
    return labelled('resolver', server);
  };
}

/** The name servers, as the evidence of failures calls them, that some probe of the run got an address from. */
function knowingServers(results: readonly Result[], targets: readonly Target[]): ReadonlySet<string> {
  const asked = new Map(targets.map((target) => [target.name, target]));
  const proved = new Set(results.flatMap((result) => resolvedBy(result, asked.get(result.name))));
  return new Set(
    results.flatMap(({ name, evidence }) => {
      const server = asked.get(name)?.dns.server;
      return server !== undefined && proved.has(server) ? (evidence?.resolver ?? []) : [];
    }),
  );
}

/** The configured name server (null: the machine's own) that told this probe an address; none where nobody was asked. */
function resolvedBy(result: Result, target: Target | undefined): (string | null)[] {
  const { address } = result;
  if (address === null || target === undefined || !isLookedUp({ target, result })) return [];
  const { server } = target.dns;
  // A name of this machine's own hosts file needs no name server.
  return server === null && isLoopback(address.ip) ? [] : [server];
}

/** The mark of an inspecting proxy, of one private authority, or of an intermediate that has expired. */
function issuer({ kind, reason, tls }: Result): string | null {
  const isAbove = reason === 'untrusted' || (reason === 'expired' && !isOver(tls));
  return kind === 'tls' && isAbove ? labelled('issuer', tls?.issuer) : null;
}

function isOver(tls: Result['tls']): boolean {
  return tls === null || tls.days_left === null || tls.days_left < 0;
}

/** One certificate, wrong in itself, wherever it is shown. */
function certificate({ kind, reason, tls }: Result): string | null {
  const isOwn = reason === 'not-yet-valid' || reason === 'hostname' || (reason === 'expired' && isOver(tls));
  if (kind !== 'tls' || !isOwn || tls === null || tls.subject === null || tls.subject === '') return null;
  return `certificate ${tls.subject}${tls.valid_to === null ? '' : `, valid until ${tls.valid_to.slice(0, 10)}`}`;
}

/** Not where another question to the same host was answered: then the failure lies in what was asked. */
function host(results: readonly Result[]): Root {
  const serving = new Set(results.filter(isUp).flatMap(({ url }) => hostIn(url) ?? []));
  return ({ kind, url }) => {
    const asked = hostIn(url);
    const isElsewhere = kind === 'local' || OF_THE_PROBE.includes(kind);
    if (isElsewhere || asked === null || serving.has(asked)) return null;
    return labelled('host', asked);
  };
}

/** `host` or `host:port`. */
function hostIn(url: string): string | null {
  return URL.canParse(url) ? new URL(url).host : null;
}

/** One machine behind several names or ports; the ports of this machine have no more in common than that. */
function address({ kind, reason, evidence }: Result): string | null {
  if (kind !== 'connect' && !(kind === 'timeout' && reason === 'connect')) return null;
  const [only, ...others] = evidence?.addresses ?? [];
  return only === undefined || others.length > 0 || isLoopback(only.ip) ? null : labelled('address', only.ip);
}

/** Not for stand-ins and gateways at an address of one's own: they speak a provider's API and share nothing else. */
function provider(hosted: ReadonlySet<string>): Root {
  return ({ kind, provider: id, url }) => {
    if (id === null || !hosted.has(id) || OF_THE_PROBE.includes(kind)) return null;
    const asked = hostOf(url);
    return isAddress(asked) || asked === 'localhost' ? null : labelled('provider', id);
  };
}

function labelled(label: string, value: string | null | undefined): string | null {
  return value === null || value === undefined || value === '' ? null : `${label} ${value}`;
}
