/** Starts one local server with one behaviour on a loopback port, and ends it promptly, open connections included. */

import http, { type RequestListener } from 'node:http';
import https from 'node:https';
import net, { type AddressInfo, type Server, type Socket } from 'node:net';
import tls from 'node:tls';

/** How a stand-in behaves: an HTTP server of good manners, or whatever it pleases to do with a connection. */
export type Behaviour =
  | {
      readonly via: 'http';
      readonly listener: RequestListener;
      /** Answers CONNECT (a proxy's tunnel, RFC 9110 section 9.3.6). Without it Node closes the connection. */
      readonly connect?: (request: http.IncomingMessage, socket: Socket, head: Buffer) => void;
    }
  | { readonly via: 'socket'; readonly handle: (socket: Socket) => void };

export interface ListenOptions {
  /** 0, the default: one that is free. */
  readonly port?: number;
  readonly host?: '127.0.0.1' | '::1';
  /** Speak TLS with these settings. */
  readonly tls?: tls.TlsOptions;
}

export interface StandIn {
  readonly host: string;
  readonly port: number;
  /** `127.0.0.1:8080`, `[::1]:8080` */
  readonly authority: string;
  /** `http://127.0.0.1:8080`, `https` when it speaks TLS; no trailing slash. */
  readonly origin: string;
  /** Stops listening and drops every connection. */
  close(): Promise<void>;
}

/**
 * @returns the running server
 * @throws the system's error when the port is taken or the address family is missing
 */
export async function startStandIn(behaviour: Behaviour, options: ListenOptions = {}): Promise<StandIn> {
  const server = createServer(behaviour, options.tls);
  const sockets = trackSockets(server);
  rememberTransports(server, sockets);
  const host = options.host ?? '127.0.0.1';
  const port = await listen(server, options.port ?? 0, host);
  const authority = host === '::1' ? `[::1]:${port}` : `${host}:${port}`;
  return {
    host,
    port,
    authority,
    origin: `${options.tls === undefined ? 'http' : 'https'}://${authority}`,
    close: () => closeServer(server, sockets),
  };
}

function createServer(behaviour: Behaviour, tlsOptions: tls.TlsOptions | undefined): Server {
  switch (behaviour.via) {
    case 'http': {
      const server =
        tlsOptions === undefined
          ? http.createServer(behaviour.listener)
          : https.createServer(tlsOptions, behaviour.listener);
      if (behaviour.connect !== undefined) server.on('connect', behaviour.connect);
      return server;
    }
    case 'socket': {
      const handle = (socket: Socket) => {
        // A peer that hangs up is the point of many a stand-in.
        socket.on('error', () => socket.destroy());
        behaviour.handle(socket);
      };
      return tlsOptions === undefined ? net.createServer(handle) : tls.createServer(tlsOptions, handle);
    }
  }
}

/** @returns the port */
export function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** @returns the open connections of the server, kept up to date */
export function trackSockets(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return sockets;
}

/** The TCP connection below a TLS one. */
const transports = new WeakMap<Socket, Socket>();

function rememberTransports(server: Server, sockets: ReadonlySet<Socket>): void {
  server.on('secureConnection', (secure: Socket) => {
    for (const socket of sockets) if (socket.remotePort === secure.remotePort) transports.set(secure, socket);
  });
}

/** Ends a connection with RST, with TLS on it or not. */
export function reset(socket: Socket): void {
  (transports.get(socket) ?? socket).resetAndDestroy();
}

export function closeServer(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
}
