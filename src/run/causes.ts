/** Failures with one root, told once: probes that fail alike for the sake of one resolver, proxy, host or provider. */

import type { Cause, Result } from '../domain/report.ts';
import { hostOf, isAddress, isLoopback } from './address.ts';

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
 * @param hosted ids of providers that are one service wherever they are asked; a self-hosted engine's id is no root
 * @returns in the order of the results; each probe is in one cause at most, under the most specific root
 */
export function findCauses(results: readonly Result[], hosted: ReadonlySet<string>): Cause[] {
  let rest = results.filter(({ state }) => state === 'down' || state === 'unknown');
  const causes: Cause[] = [];
  for (const root of [localRoot, resolver, issuer, host, address, provider(hosted)]) {
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

/** Not for names that do not exist: there the name server answered, about that one name. */
function resolver({ kind, reason, evidence }: Result): string | null {
  const answered = reason === 'not-found' || reason === 'no-address';
  return kind === 'dns' && !answered ? labelled('resolver', evidence?.resolver) : null;
}

/** The mark of an inspecting proxy, or of one private authority. */
function issuer({ kind, reason, tls }: Result): string | null {
  return kind === 'tls' && reason === 'untrusted' ? labelled('issuer', tls?.issuer) : null;
}

function host({ kind, url }: Result): string | null {
  return OF_THE_PROBE.includes(kind) || !URL.canParse(url) ? null : labelled('host', new URL(url).host);
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
