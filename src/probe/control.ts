/**
 * The control probe: has this machine a network at all? Asked before any provider is accused when everything failed.
 * By default the machine's own name server is asked for the root's name servers (any answer will do) and its routing
 * table is looked at; a user may name targets of his own.
 */

import dns from 'node:dns';
import { readFileSync } from 'node:fs';
import type { Observation } from '../domain/observation.ts';
import { plainTarget } from '../domain/plain-target.ts';
import type { ControlFn, ControlOutcome } from '../domain/ports.ts';
import type { Target } from '../domain/target.ts';
import { eachServer, type Service } from './each-server.ts';
import type { Prober } from './prober.ts';

const LIMIT_MS = 3_000;

export function createControl(prober: Pick<Prober, 'attempt'>): ControlFn {
  return async (targets) => {
    if (targets.length === 0) return ownNetwork();
    const seen = await Promise.all(targets.map((target) => ask(prober, target)));
    const answered = seen.filter((observation) => observation.error === null);
    if (answered.some((observation) => !isForeign(observation)))
      return { state: 'ok', detail: 'the control target answers' };
    const names = targets.map(withoutUserinfo).join(', ');
    if (seen.some(isForeign))
      return { state: 'portal', detail: `something else answers in place of ${names}` };
    return { state: 'down', detail: `no answer from ${names} either` };
  };
}

function ask(prober: Pick<Prober, 'attempt'>, target: string): Promise<Observation> {
  return prober.attempt(
    controlTarget(target),
    { waiting: () => {}, working: () => {} },
    new AbortController().signal,
  );
}

/** A redirect to another host, RFC 6585's 511, or a certificate of somebody else: the look of a captive portal. */
function isForeign(observation: Observation): boolean {
  const { response, error, tls, url } = observation;
  if (error?.code === 'CERTIFICATE' && tls?.verifyError === 'ERR_TLS_CERT_ALTNAME_INVALID') return true;
  if (response === null) return false;
  if (response.status === 511) return true;
  const location = response.headers.find(([name]) => name === 'location')?.[1];
  if (location === undefined || response.status < 300 || response.status > 399) return false;
  return URL.canParse(location, url) && new URL(location, url).hostname !== new URL(url).hostname;
}

function controlTarget(text: string): Target {
  if (/^https?:\/\//i.test(text)) {
    return plainTarget(
      { via: 'http', request: { method: 'GET', url: text, headers: [], body: null } },
      LIMIT_MS,
    );
  }
  const at = text.lastIndexOf(':');
  const host = text.slice(0, at).replace(/^\[|\]$/g, '');
  return plainTarget({ via: 'tcp', host, port: Number(text.slice(at + 1)) }, LIMIT_MS);
}

function withoutUserinfo(target: string): string {
  return target.replace(/\/\/[^/@]*@/, '//');
}

async function ownNetwork(): Promise<ControlOutcome> {
  const resolver = new dns.promises.Resolver({ timeout: LIMIT_MS / 2, tries: 2 });
  const servers = resolver.getServers();
  const answer = await rootQuery(resolver, servers);
  const route = hasDefaultRoute();
  // A stub on this machine (systemd-resolved, dnsmasq) answers also when nothing is behind it.
  const isStub = servers.every((server) => /^(127\.|\[?::1)/.test(server));
  const who = `name server ${servers.join(', ')}`;
  const without = route === false ? ', and there is no default route' : '';
  if (answer === 'silent') return { state: 'down', detail: `${who} does not answer${without}` };
  if (answer === 'denied') {
    return {
      state: 'down',
      detail: `${who} denies even the root of all names: it does not lead to the internet`,
    };
  }
  if (isStub && (answer === 'failed' || route === false))
    return { state: 'down', detail: `${who} has no way out${without}` };
  return { state: 'ok', detail: `${who} answers` };
}

type RootAnswer = 'answered' | 'denied' | 'failed' | 'silent';

async function rootQuery(resolver: dns.promises.Resolver, servers: readonly string[]): Promise<RootAnswer> {
  // A server that cannot serve has answered, however silent the next ones are.
  let atLimit: RootAnswer = 'silent';
  const serviceOf = (answer: RootAnswer): Service => {
    if (answer === 'silent') return 'silent';
    if (answer !== 'failed') return 'serves';
    atLimit = answer;
    return 'cannot-serve';
  };
  const limit = new Promise<RootAnswer>((resolve) => setTimeout(() => resolve(atLimit), LIMIT_MS).unref());
  const query = eachServer(resolver, servers, () => askRoot(resolver), serviceOf);
  const outcome = await Promise.race([query, limit]);
  resolver.cancel();
  return outcome;
}

function askRoot(resolver: dns.promises.Resolver): Promise<RootAnswer> {
  return resolver.resolveNs('.').then(
    () => 'answered' as const,
    (error: unknown) => outcomeOf(error instanceof Error ? String(Reflect.get(error, 'code')) : ''),
  );
}

function outcomeOf(code: string): RootAnswer {
  if (code === 'ETIMEOUT' || code === 'ECONNREFUSED' || code === 'ECANCELLED') return 'silent';
  if (code === 'ENOTFOUND') return 'denied';
  return code === 'ESERVFAIL' || code === 'EREFUSED' ? 'failed' : 'answered';
}

/** null where the routing table cannot be read (other systems than Linux). */
function hasDefaultRoute(): boolean | null {
  try {
    const v4 = readFileSync('/proc/net/route', 'utf8').split('\n').slice(1);
    if (v4.some((line) => /^\S+\t0{8}\t/.test(line))) return true;
    const v6 = readFileSync('/proc/net/ipv6_route', 'utf8').split('\n');
    return v6.some((line) => /^0{32} 00 /.test(line) && !/ lo$/.test(line));
  } catch {
    return null;
  }
}
