/** From a host and port to a connection that a request can be written to: name, addresses, proxy, TLS. */

import { isIPv6, type Socket } from 'node:net';
import type { ProxySpec, Target, TlsSettings } from '../domain/target.ts';
import type { Address } from './address.ts';
import type { Destination } from './destination.ts';
import type { Found } from './families.ts';
import type { Lifeline } from './lifeline.ts';
import { failure, fromNodeError, type Outcome, success, wireError } from './outcome.ts';
import { race, type Winner } from './race.ts';
import type { NameResolver } from './resolve.ts';
import { type HandshakeInput, handshake, type SecureContexts } from './tls.ts';
import type { Trace } from './trace.ts';
import { tunnel } from './tunnel.ts';

export interface DialTools {
  readonly names: NameResolver;
  readonly contexts: SecureContexts;
}

/** A connection, and whether requests on it must name the whole URL (a plain-HTTP target behind a proxy). */
export interface Line {
  readonly socket: Socket;
  readonly absoluteForm: boolean;
}

/** One attempt's record, its deadlines, and what it is about. */
export interface DialContext {
  readonly target: Target;
  readonly trace: Trace;
  readonly life: Lifeline;
}

export async function dial(tools: DialTools, context: DialContext, to: Destination): Promise<Outcome<Line>> {
  const { target, trace, life } = context;
  const { proxy } = target;
  if (proxy === null) {
    const up = await connect(tools, context, to);
    if (!up.ok) return up;
    trace.marks.connect = up.value.connectedAt;
    return finish(tools, context, to, up.value.socket);
  }
  life.viaProxy = true;
  trace.proxy = authority(proxy);
  const up = await reachProxy(tools, context, proxy);
  if (!up.ok) return up;
  if (!to.secure && target.ask.via !== 'tcp') {
    trace.marks.connect = up.value.connectedAt;
    life.viaProxy = false;
    return success({ socket: up.value.socket, absoluteForm: true });
  }
  life.enter('proxy');
  const tunnelled = await tunnel(up.value.socket, authority(to), proxy, life);
  if (!tunnelled.ok) return tunnelled;
  life.viaProxy = false;
  trace.marks.connect = trace.now();
  return finish(tools, context, to, tunnelled.value);
}

/** TLS where the destination wants it. */
async function finish(
  tools: DialTools,
  context: DialContext,
  to: Destination,
  socket: Socket,
): Promise<Outcome<Line>> {
  if (!to.secure) return success({ socket, absoluteForm: false });
  const { target, trace } = context;
  const secured = await secure(tools, context, target.tls, {
    socket,
    host: to.host,
    alpn: target.httpVersion === '2' ? ['h2', 'http/1.1'] : ['http/1.1'],
    onSecure: () => {
      trace.marks.tls = trace.now();
    },
  });
  return secured.ok ? success({ socket: secured.value, absoluteForm: false }) : secured;
}

async function reachProxy(
  tools: DialTools,
  context: DialContext,
  proxy: ProxySpec,
): Promise<Outcome<Winner>> {
  const { target, trace } = context;
  const up = await connect(tools, context, { ...proxy, pinned: null });
  if (!up.ok || !proxy.secure) return up;
  const settings = towardsProxy(target.tls);
  const { socket } = up.value;
  const secured = await secure(tools, context, settings, {
    socket,
    host: proxy.host,
    alpn: ['http/1.1'],
    onSecure: () => {},
  });
  if (!secured.ok) return secured;
  trace.tls = null;
  return success({ ...up.value, socket: secured.value });
}

/** TCP to one of the addresses behind a name. */
async function connect(tools: DialTools, context: DialContext, to: Destination): Promise<Outcome<Winner>> {
  const { trace, life } = context;
  const found = await addressesOf(tools, context, to);
  if (!found.ok) return found;
  life.enter('connect');
  const up = await race({
    ...found.value,
    port: to.port,
    life,
    now: trace.now,
    record: (outcomes, startedAt) => {
      trace.addresses = outcomes;
      trace.marks.connectStart = startedAt;
    },
  });
  if (!up.ok) return up;
  const { address } = up.value;
  trace.address = { ip: address.ip, family: address.family, port: to.port };
  return up;
}

/** All that leads from a host and port to addresses: one that is given, what the machine knows, a name server. */
export async function addressesOf(
  tools: Pick<DialTools, 'names'>,
  context: DialContext,
  to: Destination,
): Promise<Outcome<Found>> {
  const { target, trace, life } = context;
  const given = to.pinned === null ? overridesFor(target, to) : [to.pinned];
  if (given.length > 0) return success({ addresses: given, late: null });
  const known = tools.names.known(to.host, target.dns);
  if (known !== null && known.length > 0) return success({ addresses: known, late: null });
  life.enter('dns');
  const { viaProxy } = life;
  if (known !== null) {
    const message = `an address of another family than the one wanted (IPv${target.dns.ip})`;
    return failure(wireError('dns', 'ENODATA', { message, viaProxy }));
  }
  const outcome = await tools.names.ask(to.host, target.dns, life, (server) => {
    trace.resolver = server;
  });
  if (!outcome.ok) return failure({ ...outcome.error, viaProxy });
  trace.marks.dns = trace.now();
  return outcome;
}

/** `--resolve HOST:PORT:ADDR`, as curl has it: `*` is any host. */
function overridesFor(target: Target, to: Destination): readonly Address[] {
  const host = bare(to.host).toLowerCase();
  return target.resolve
    .filter((one) => one.port === to.port && (one.host === '*' || bare(one.host).toLowerCase() === host))
    .map(({ address }) => ({ ip: bare(address), family: isIPv6(bare(address)) ? 6 : 4 }));
}

/** The target's client certificate and server name are none of the proxy's business. */
function towardsProxy(settings: TlsSettings): TlsSettings {
  return { ...settings, cert: null, key: null, servername: null };
}

/**
 * To be called before the attempt's clock starts: the first context of a process reads the root certificates, 13 ms
 * (Node 20) that are not the server's.
 */
export function readyTls(contexts: SecureContexts, { url, proxy, tls }: Target): void {
  try {
    if (url.startsWith('https:')) contexts.for(tls);
    if (proxy?.secure) contexts.for(towardsProxy(tls));
  } catch {
    // The attempt meets the same error, and tells it.
  }
}

type SecureInput = Pick<HandshakeInput, 'socket' | 'host' | 'alpn' | 'onSecure'>;

async function secure(
  tools: DialTools,
  { trace, life }: DialContext,
  settings: TlsSettings,
  input: SecureInput,
): Promise<Outcome<Socket>> {
  life.enter('tls');
  let context: HandshakeInput['context'];
  try {
    context = tools.contexts.for(settings);
  } catch (error) {
    // The config has tried the same files, so this is none of the user's mistakes any more.
    input.socket.destroy();
    const thrown = error instanceof Error ? error : new Error(String(error));
    return failure({ ...fromNodeError('tls', thrown, 'BUG'), code: 'BUG' });
  }
  const onFacts: HandshakeInput['onFacts'] = (facts) => {
    trace.tls = facts;
  };
  return handshake({ ...input, settings, context, life, onFacts });
}

function authority({ host, port }: Pick<Destination, 'host' | 'port'>): string {
  return isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`;
}

function bare(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}
