/** What one finished probe says about this machine's own network: that it works, that it may not, or nothing. */

import { isUp } from '../domain/policy.ts';
import type { Result } from '../domain/report.ts';
import type { Target } from '../domain/target.ts';
import { hostOf, isAddress, isLoopback, isPrivate } from './address.ts';

/** A probe and its published result. */
export interface Finished {
  readonly target: Target;
  readonly result: Result;
}

/** Answers to connect(2) that only another machine can have given. */
const ANSWERED = ['ECONNREFUSED', 'ECONNRESET'];

/** No answer about the name came from anywhere that could know it. */
const UNRESOLVED = ['server-failure', 'refused', 'timeout', 'resolver-unreachable'];

/** Someone out there took the connection or refused it: the network carries packets. */
export function provesNetwork({ address, evidence }: Result): boolean {
  if (address !== null && !isLoopback(address.ip)) return true;
  return (evidence?.addresses ?? []).some(
    ({ ip, outcome, code }) => !isLoopback(ip) && (outcome === 'connected' || ANSWERED.includes(code ?? '')),
  );
}

/** A name server was asked about the host of the URL: it is a name, nobody gave its address, and no proxy looks it up. */
export function isLookedUp({ target, result }: Finished): boolean {
  return target.resolve.length === 0 && target.proxy === null && !isAddress(hostOf(result.url));
}

/** A name led somewhere: this machine's name server is one that knows names. An address says nothing about it. */
export function provesNames(finished: Finished): boolean {
  return finished.target.dns.server === null && isLookedUp(finished) && provesNetwork(finished.result);
}

/** A certificate that was verified came from outside: nothing in between can have answered in the service's place. */
export function provesNoPortal({ target, result }: Finished): boolean {
  const outside = result.address !== null && !isLoopback(result.address.ip);
  return isUp(result) && outside && result.tls !== null && !target.tls.insecure;
}

/** The failure may be this machine's: no way to the name server or to the address. */
export function doubtsNetwork({ target, result }: Finished): boolean {
  if (result.state !== 'down') return false;
  const { kind, reason } = result;
  if (kind === 'dns') return UNRESOLVED.includes(reason ?? '') && !asksOwnMachine(target);
  const unconnected =
    (kind === 'connect' && reason === 'unreachable') || (kind === 'timeout' && reason === 'connect');
  return unconnected && needsInternet(result);
}

/**
 * This machine's own name server denies the name. It may be gone, or misspelt; but a name server that is cut off from
 * the internet denies every name.
 */
export function deniesName({ target, result }: Finished): boolean {
  return (
    result.state === 'down' &&
    result.kind === 'dns' &&
    result.reason === 'not-found' &&
    target.dns.server === null &&
    // That one asks a name server of its own.
    target.proxy === null
  );
}

/** Denied names that cannot well all be wrong: one that the catalogue knows to exist, or two of different hosts. */
export function areImplausible(denied: readonly Finished[]): boolean {
  const known = denied.some(
    ({ target }) => target.provider !== null && target.provider.kind !== 'self-hosted',
  );
  return known || new Set(denied.map(({ result }) => hostOf(result.url))).size > 1;
}

/** A name server on this machine that the user named: its failure is no word about the network. */
function asksOwnMachine({ dns }: Target): boolean {
  if (dns.server === null) return false;
  const host = isAddress(dns.server) ? dns.server : hostOf(`dns://${dns.server}`);
  return host === 'localhost' || isLoopback(host);
}

/**
 * This machine's own ports need no network; neighbours on the local one are reached without a default route, so that
 * their silence is theirs unless the kernel itself knows no way (ENETUNREACH).
 */
function needsInternet({ url, evidence }: Result): boolean {
  const tried = (evidence?.addresses ?? []).map(({ ip, code }) => ({ ip, code }));
  const host = hostOf(url);
  if (tried.length === 0 && isAddress(host)) tried.push({ ip: host, code: evidence?.code ?? null });
  if (tried.some(({ ip }) => isLoopback(ip))) return false;
  return tried.every(({ ip, code }) => !isPrivate(ip) || code === 'ENETUNREACH');
}

/** The answer came from beyond the local network, so that something in between may have given it. */
export function isFromOutside({ url, address }: Result): boolean {
  const host = hostOf(url);
  return !isPrivate(host) && !isLoopback(host) && (address === null || !isLoopback(address.ip));
}
