/** A service of the demo: how it is started, how it is probed, and what a true verdict on it is. */

import type { TlsOptions } from 'node:tls';
import type { FailureClass } from '../../domain/failure.ts';
import type { Entry } from '../config-text.ts';
import type { DnsServer } from '../dns-server.ts';
import { type Behaviour, startStandIn } from '../stand-in.ts';

/** `degraded.*` is among the failure classes. */
export type Expected = FailureClass | 'up';

/** What the services share. */
export interface Kit {
  readonly dns: Pick<DnsServer, 'authority'>;
  /** Path of a PEM file with the demo's certificate authority. */
  readonly caFile: string;
}

export interface Running {
  /** The probe's entry in the config, without its name. */
  readonly entry: Entry;
  close(): Promise<void>;
}

export interface Service {
  readonly name: string;
  readonly about: string;
  readonly expected: Expected;
  start(kit: Kit): Promise<Running>;
}

/** `[name, expected, what the reader is told]` */
export type Label = readonly [name: string, expected: Expected, about: string];

/** A URL that is probed for itself. */
export function atUrl(label: Label, behaviour: Behaviour, more: Entry = {}, path = '/health'): Service {
  return service(label, async () => {
    const standIn = await startStandIn(behaviour);
    return { entry: { url: standIn.origin + path, ...more }, close: standIn.close };
  });
}

/** An API that the catalogue knows, at another address. @param suffix version segment of the base URL */
export function asProvider(
  label: Label,
  provider: string,
  behaviour: Behaviour,
  more: Entry = {},
  suffix = '',
): Service {
  return service(label, async () => {
    const standIn = await startStandIn(behaviour);
    return { entry: { provider, base_url: standIn.origin + suffix, ...more }, close: standIn.close };
  });
}

export function likeOpenAi(label: Label, behaviour: Behaviour, more: Entry = {}): Service {
  return asProvider(label, 'openai', behaviour, more, '/v1');
}

/** A TLS server; the probe trusts the demo's authority. */
export function overTls(label: Label, settings: () => Promise<TlsOptions>, behaviour: Behaviour): Service {
  return service(label, async (kit) => {
    const standIn = await startStandIn(behaviour, { tls: await settings() });
    return { entry: { url: `${standIn.origin}/health`, tls: { ca: kit.caFile } }, close: standIn.close };
  });
}

/** A plain TCP server, probed as if it spoke TLS. */
export function insteadOfTls(label: Label, behaviour: Behaviour, more: Entry = {}): Service {
  return service(label, async () => {
    const standIn = await startStandIn(behaviour);
    return { entry: { url: `https://${standIn.authority}/health`, ...more }, close: standIn.close };
  });
}

/** A host name that the demo's own name server is asked for. */
export function byName(label: Label, host: string, behaviour: Behaviour, more: Entry = {}): Service {
  return service(label, async (kit) => {
    const standIn = await startStandIn(behaviour);
    const url = `http://${host}:${standIn.port}/health`;
    return { entry: { url, dns: { server: kit.dns.authority }, ...more }, close: standIn.close };
  });
}

export function service([name, expected, about]: Label, start: (kit: Kit) => Promise<Running>): Service {
  return { name, expected, about, start };
}
