/**
 * Names to addresses, by c-ares: getaddrinfo runs on a pool of four threads, and four names with a silent resolver
 * hold up every other name of the process (measured). What getaddrinfo did besides is done here: the hosts file,
 * the search list, and (in families.ts) both families at once.
 */

import dns from 'node:dns';
import { closeSync, openSync } from 'node:fs';
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import type { WireError } from '../domain/observation.ts';
import type { DnsSettings } from '../domain/target.ts';
import { type Address, ofFamily } from './address.ts';
import { eachServer, type Service } from './each-server.ts';
import { bothFamilies, type Found, oneFamily } from './families.ts';
import type { Lifeline } from './lifeline.ts';
import { failure, type Outcome, wireError } from './outcome.ts';
import { candidateNames, NO_SEARCH } from './resolv-conf.ts';
import { type SystemNames, systemNames } from './system-names.ts';

/** First wait of c-ares for one server, doubled in each round; our own deadlines end an attempt earlier. */
const QUERY_TIMEOUT_MS = 2_000;
const QUERY_TRIES = 3;

/**
 * Each lookup has a resolver of its own. One that is shared learns how fast its server is and then drops answers that
 * take longer than usual, so that a slow name reads far too slow or as silence (measured: c-ares 1.34, 250 ms); and
 * one attempt's pending queries could not be let go without those of all others.
 */
export class NameResolver {
  readonly #system: () => SystemNames;
  readonly #active = new Set<dns.promises.Resolver>();

  /** @param now monotonic milliseconds */
  constructor(now: () => number) {
    this.#system = systemNames(hostsPath(), now);
  }

  /**
   * What needs no name server: address literals, the hosts file, localhost.
   *
   * @param host name, or an address with or without brackets
   * @returns null when a name server has to be asked; none where a literal is not of the wanted family
   */
  known(host: string, settings: DnsSettings): readonly Address[] | null {
    const name = normalized(host);
    if (isIP(name) !== 0) return ofFamily([name], settings.ip);
    const listed = settings.server === null ? (this.#system().hosts.get(name.replace(/\.$/, '')) ?? []) : [];
    // A family that the file does not have is looked for elsewhere, as the C library does.
    for (const ips of [listed, loopbackFor(name)]) {
      const addresses = ofFamily(ips, settings.ip);
      if (addresses.length > 0) return addresses;
    }
    return null;
  }

  /**
   * Asks a name server.
   *
   * @param onServer is told which one, before it is asked (`10.0.0.2` or `10.0.0.2:5353`; of several: `A or B`)
   * @returns addresses, or an error in phase `dns` with a c-ares code (`ENODATA` where the name has none that may be
   * used), the attempt's own where that ends first, or `EMFILE`
   */
  async ask(
    host: string,
    settings: DnsSettings,
    life: Lifeline,
    onServer: (server: string | null) => void,
  ): Promise<Outcome<Found>> {
    const resolver = this.#newResolver(settings.server);
    onServer(resolver === null ? settings.server : resolver.getServers().join(' or '));
    if (resolver === null)
      return failure(
        wireError('dns', 'ENOTINITIALIZED', { message: `no name server at ${settings.server}` }),
      );
    this.#active.add(resolver);
    life.atEnd(() => {
      this.#active.delete(resolver);
      resolver.cancel();
    });
    const outcome = await beforeFailure(life, this.#search(normalized(host), settings, resolver));
    // c-ares reports a socket that it could not open as a server that does not answer.
    if (!outcome.ok && outcome.error.code === 'ECONNREFUSED' && outOfFiles())
      return failure({ ...outcome.error, code: 'EMFILE' });
    return outcome;
  }

  /** Lets go of pending queries, which would keep the process alive until c-ares gives up. */
  close(): void {
    for (const resolver of this.#active) resolver.cancel();
  }

  /** @returns null where HOST[:PORT] names no server */
  #newResolver(server: string | null): dns.promises.Resolver | null {
    const address = server === null ? null : this.#serverAddress(server);
    if (server !== null && address === null) return null;
    const resolver = new dns.promises.Resolver({ timeout: QUERY_TIMEOUT_MS, tries: QUERY_TRIES });
    if (address !== null) resolver.setServers([address]);
    return resolver;
  }

  /** c-ares takes addresses alone; a server's own name may stand in the hosts file. */
  #serverAddress(server: string): string | null {
    if (isIP(server) !== 0) return server;
    const [, host = '', port = '53'] = /^(.*?)(?::(\d+))?$/.exec(server) ?? [];
    const found = this.known(host, { server: null, ip: null, allAddresses: false })?.[0];
    if (found === undefined) return null;
    return found.family === 6 ? `[${found.ip}]:${port}` : `${found.ip}:${port}`;
  }

  /** Tries the names of the search list; "no such name", "no address" and SERVFAIL lead on to the next, as in glibc. */
  async #search(
    name: string,
    settings: DnsSettings,
    resolver: dns.promises.Resolver,
  ): Promise<Outcome<Found>> {
    const rules = settings.server === null ? this.#system().search : NO_SEARCH;
    const servers = resolver.getServers();
    let asItStands: WireError | null = null;
    for (const candidate of candidateNames(name, rules)) {
      const { ip } = settings;
      const query = () =>
        ip === null ? bothFamilies(candidate, resolver) : oneFamily(candidate, ip, resolver);
      const outcome = await eachServer(resolver, servers, query, serviceOf);
      if (outcome.ok) return outcome;
      // What is said of the name as it stands says more than what is said of `name.search.domain`.
      if (candidate === name.replace(/\.$/, '')) asItStands = outcome.error;
      if (!['ENOTFOUND', 'ENODATA', 'ESERVFAIL'].includes(outcome.error.code))
        return failure(asItStands ?? outcome.error);
    }
    return failure(asItStands ?? wireError('dns', 'ENOTFOUND'));
  }
}

/** By these a server says that it cannot serve, not that the name is wrong. */
const CANNOT_SERVE: readonly string[] = ['ESERVFAIL', 'EREFUSED', 'ENOTIMP'];
const SILENT: readonly string[] = ['ECONNREFUSED', 'ETIMEOUT'];

function serviceOf(outcome: Outcome<Found>): Service {
  if (outcome.ok) return 'serves';
  const { code } = outcome.error;
  if (CANNOT_SERVE.includes(code)) return 'cannot-serve';
  return SILENT.includes(code) ? 'silent' : 'serves';
}

/** @returns what is looked up: ASCII (UTS #46), lower case, no brackets */
function normalized(host: string): string {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
  return /[^\0-\x7f]/.test(bare) ? domainToASCII(bare) || bare : bare;
}

/** RFC 6761 section 6.3: localhost and names under it are the loopback, whatever a server says. */
function loopbackFor(name: string): readonly string[] {
  return /(^|\.)localhost\.?$/.test(name) ? ['127.0.0.1', '::1'] : [];
}

function hostsPath(): string {
  return process.platform === 'win32'
    ? `${process.env.SystemRoot ?? 'C:\\Windows'}\\System32\\drivers\\etc\\hosts`
    : '/etc/hosts';
}

function outOfFiles(): boolean {
  try {
    closeSync(openSync('.', 'r'));
    return false;
  } catch (error) {
    return error instanceof Error && Reflect.get(error, 'code') === 'EMFILE';
  }
}

/** The result, unless the attempt fails first. */
function beforeFailure<T>(life: Lifeline, result: Promise<Outcome<T>>): Promise<Outcome<T>> {
  return new Promise((resolve) => {
    const off = life.onFail((error) => resolve(failure(error)));
    void result.then((outcome) => {
      off();
      resolve(outcome);
    });
  });
}
