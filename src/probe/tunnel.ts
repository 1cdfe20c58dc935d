/** A tunnel through an HTTP proxy: CONNECT, RFC 9110 section 9.3.6. */

import type net from 'node:net';
import { reveal } from '../domain/secret.ts';
import type { ProxySpec } from '../domain/target.ts';
import type { Lifeline } from './lifeline.ts';
import { failure, fromNodeError, type Outcome, success, wireError } from './outcome.ts';

/** A proxy's answer to CONNECT is a status line and a few headers. */
const MAX_HEAD = 16_384;
const EXCERPT_BYTES = 200;

/** @param authority `host:port`, an IPv6 address in brackets */
export function tunnel(
  socket: net.Socket,
  authority: string,
  proxy: ProxySpec,
  life: Lifeline,
): Promise<Outcome<net.Socket>> {
  return new Promise((resolve) => {
    let head = Buffer.alloc(0);
    let offFail = () => {};
    const settle = (outcome: Outcome<net.Socket>) => {
      offFail();
      socket.off('readable', onReadable);
      socket.off('end', onEnd);
      socket.off('error', onError);
      if (!outcome.ok) socket.destroy();
      resolve(outcome);
    };
    const onReadable = () => {
      for (let chunk: unknown = socket.read(); Buffer.isBuffer(chunk); chunk = socket.read()) {
        head = Buffer.concat([head, chunk]);
      }
      const end = head.indexOf('\r\n\r\n');
      if (end === -1 && head.length <= MAX_HEAD) return;
      const refusal =
        end === -1 ? fault('TOO_LARGE', { bound: MAX_HEAD, received: stray(head) }) : judge(head);
      settle(refusal ?? success(socket));
      // A target that speaks first may have done so already.
      if (refusal === null && head.length > end + 4) socket.unshift(head.subarray(end + 4));
    };
    const onEnd = () => settle(fault(head.length === 0 ? 'CLOSED' : 'TRUNCATED', { received: stray(head) }));
    const onError = (error: Error) =>
      settle(
        failure(fromNodeError('proxy', error, 'CLOSED', { viaProxy: true, afterBytes: head.length > 0 })),
      );
    socket.on('readable', onReadable);
    socket.once('end', onEnd);
    socket.once('error', onError);
    offFail = life.onFail((error) => settle(failure(error)));
    if (life.error === null) socket.write(connectRequest(authority, proxy));
  });
}

function connectRequest(authority: string, proxy: ProxySpec): string {
  const { authorization } = proxy;
  const credentials = authorization === null ? '' : `proxy-authorization: ${reveal(authorization)}\r\n`;
  return `CONNECT ${authority} HTTP/1.1\r\nhost: ${authority}\r\n${credentials}\r\n`;
}

/** @param head a whole header block; @returns null when the tunnel is up */
function judge(head: Buffer): Outcome<never> | null {
  const text = head.toString('latin1');
  const line = text.split('\r\n', 1)[0]?.slice(0, EXCERPT_BYTES) ?? '';
  const status = /^HTTP\/1\.[01] (\d{3})(?: |$)/.exec(line)?.[1];
  if (status === undefined) return fault('MALFORMED', { message: line, received: stray(head) });
  if (status.startsWith('2')) return null;
  const reason = headerOf(text, 'x-squid-error') ?? headerOf(text, 'proxy-status');
  const message = reason === null ? line : `${line}, ${reason}`;
  return fault('PROXY_STATUS', { status: Number(status), proxyReason: reason, message });
}

/** @param head at most {@link MAX_HEAD} bytes, so that looking through its lines is bounded */
function headerOf(head: string, name: string): string | null {
  const line = head
    .split('\r\n\r\n', 1)[0]
    ?.split('\r\n')
    .find((one) => one.toLowerCase().startsWith(`${name}:`));
  const value = line?.slice(name.length + 1).trim() ?? '';
  return value === '' ? null : value.slice(0, EXCERPT_BYTES);
}

function fault(code: string, details: Parameters<typeof wireError>[2]): Outcome<never> {
  return failure(wireError('proxy', code, { viaProxy: true, afterBytes: code !== 'CLOSED', ...details }));
}

/** The first bytes, if they are not HTTP. */
function stray(bytes: Buffer): string | null {
  const text = bytes.subarray(0, EXCERPT_BYTES).toString('latin1');
  return text === '' || /^HTTP\/\d/.test(text) ? null : text;
}
