/** A forward proxy: tunnels (CONNECT) and plain requests (absolute-form), well behaved or not. */

import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import net, { type Socket } from 'node:net';
import { sendReply, textReply } from './reply.ts';
import type { Behaviour } from './stand-in.ts';

export interface ProxyConduct {
  /** Answer this status in place of working (407 and 403 are refusals, 502 a target out of reach). */
  readonly refuse?: 403 | 407 | 502 | 503 | 504;
  /** Take the request and say nothing. */
  readonly hang?: boolean;
  /** Hang up in place of an answer. */
  readonly close?: boolean;
  /** `user:password` that must come in Proxy-Authorization (Basic, RFC 7617), else 407. */
  readonly credentials?: string;
  /** Is told the target of every request (`host:port` or a URL). */
  readonly onRequest?: (target: string, headers: http.IncomingHttpHeaders) => void;
}

/** Reason phrases and headers as squid gives them. */
const REFUSALS = {
  403: 'Forbidden',
  407: 'Proxy Authentication Required',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
} as const;

export function proxy(conduct: ProxyConduct = {}): Behaviour {
  return {
    via: 'http',
    listener: (request, response) => {
      conduct.onRequest?.(request.url ?? '', request.headers);
      if (conduct.hang === true) return;
      if (conduct.close === true) return void request.socket.end();
      const status = refusal(conduct, request);
      if (status !== null) {
        sendReply(response, textReply(status, `${REFUSALS[status]}\n`, refusalHeaders(status)));
      } else if (URL.canParse(request.url ?? '')) {
        forward(request, response);
      } else {
        sendReply(response, textReply(400, 'absolute-form expected\n'));
      }
    },
    connect: (request, socket, head) => {
      conduct.onRequest?.(request.url ?? '', request.headers);
      socket.on('error', () => socket.destroy());
      if (conduct.hang === true) return;
      if (conduct.close === true) return void socket.end();
      const status = refusal(conduct, request);
      if (status === null) tunnel(request.url ?? '', socket, head);
      else refuseTunnel(socket, status);
    },
  };
}

function refusal(conduct: ProxyConduct, request: IncomingMessage): keyof typeof REFUSALS | null {
  if (conduct.refuse !== undefined) return conduct.refuse;
  if (conduct.credentials === undefined) return null;
  const wanted = `Basic ${Buffer.from(conduct.credentials).toString('base64')}`;
  return request.headers['proxy-authorization'] === wanted ? null : 407;
}

function refusalHeaders(status: keyof typeof REFUSALS): Record<string, string> {
  const headers: Record<string, string> = { via: '1.1 proxy.example.test (squid/5.7)', connection: 'close' };
  if (status === 407) headers['proxy-authenticate'] = 'Basic realm="demo"';
  return headers;
}

function refuseTunnel(socket: Socket, status: keyof typeof REFUSALS): void {
  const body = `${REFUSALS[status]}\n`;
  const headers = { ...refusalHeaders(status), 'content-length': String(body.length) };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${REFUSALS[status]}\r\n${lines.join('')}\r\n${body}`);
}

/** A target that cannot be reached is the proxy's 502 (RFC 9110 section 15.6.3). */
function tunnel(authority: string, socket: Socket, head: Buffer): void {
  const { hostname, port } = new URL(`http://${authority}`);
  const upstream = net.connect(Number(port || '80'), hostname.replace(/^\[|\]$/g, ''));
  let open = false;
  upstream.once('connect', () => {
    open = true;
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    upstream.write(head);
    upstream.pipe(socket);
    socket.pipe(upstream);
  });
  upstream.once('error', () => (open ? socket.destroy() : refuseTunnel(socket, 502)));
  socket.once('close', () => upstream.destroy());
  upstream.once('close', () => open && socket.end());
}

/** RFC 9112 section 3.2.2: the request line holds the whole URL. */
function forward(request: IncomingMessage, response: ServerResponse): void {
  const { 'proxy-authorization': _secret, 'proxy-connection': _hop, ...headers } = request.headers;
  const upstream = http.request(request.url ?? '', { method: request.method, headers, agent: false });
  upstream.once('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, { ...answer.headers, via: '1.1 proxy.example.test' });
    answer.pipe(response);
  });
  upstream.once('error', () => {
    if (response.headersSent) response.destroy();
    else sendReply(response, textReply(502, 'Bad Gateway\n', refusalHeaders(502)));
  });
  response.once('close', () => upstream.destroy());
  request.pipe(upstream);
}
