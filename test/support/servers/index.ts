/** Servers for the tests of every stage: one behaviour, for as long as a function runs. */

import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { type CertificateName, certificate } from '../../../src/demo/certificates.ts';
import { type DnsServer, startDnsServer } from '../../../src/demo/dns-server.ts';
import type { Zone } from '../../../src/demo/dns-zone.ts';
import { echo } from '../../../src/demo/http/hostile.ts';
import { type Cue, type Step, scripted } from '../../../src/demo/script.ts';
import {
  type Behaviour,
  type ListenOptions,
  type StandIn,
  startStandIn,
} from '../../../src/demo/stand-in.ts';

export { authorityPem, certificate } from '../../../src/demo/certificates.ts';
export { always, answering, htmlReply, jsonReply, textReply } from '../../../src/demo/reply.ts';
export { END, FIN, RST, repeat, scripted, send, wait } from '../../../src/demo/script.ts';
export { type StandIn, startStandIn } from '../../../src/demo/stand-in.ts';

/** An HTTP server with a listener of the test's own. */
export function http(listener: RequestListener): Behaviour {
  return { via: 'http', listener };
}

/** A TCP server that does with a connection what the test says. */
export function tcp(handle: (socket: Socket) => void): Behaviour {
  return { via: 'socket', handle };
}

/** Sends bytes, waits, hangs up: `script(send('SSH-2.0-x\r\n'), wait(10), FIN)`. */
export function script(...steps: Step[]): Behaviour {
  return scripted('request', steps);
}

/** The same, begun at once (`connection`) or with the peer's first bytes (`bytes`). */
export function scriptOn(cue: Cue, ...steps: Step[]): Behaviour {
  return scripted(cue, steps);
}

/** Gives back the headers and the URL of the request as JSON. */
export const ECHO: Behaviour = echo();

export async function withServer<T>(
  behaviour: Behaviour | RequestListener,
  use: (server: StandIn) => Promise<T> | T,
  options: ListenOptions = {},
): Promise<T> {
  const server = await startStandIn(typeof behaviour === 'function' ? http(behaviour) : behaviour, options);
  try {
    return await use(server);
  } finally {
    await server.close();
  }
}

/** @param settings name of a certificate, or TLS settings of the test's own */
export async function withTlsServer<T>(
  settings: CertificateName | TlsOptions,
  behaviour: Behaviour | RequestListener,
  use: (server: StandIn) => Promise<T> | T,
): Promise<T> {
  const tls = typeof settings === 'string' ? { ...(await certificate(settings)) } : settings;
  return withServer(behaviour, use, { tls });
}

export async function withDns<T>(zone: Zone, use: (dns: DnsServer) => Promise<T> | T): Promise<T> {
  const dns = await startDnsServer(zone);
  try {
    return await use(dns);
  } finally {
    await dns.close();
  }
}
