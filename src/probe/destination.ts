/** Where a connection leads: host, port, TLS or not. */

import type { Target } from '../domain/target.ts';
import { unreachable } from '../domain/unreachable.ts';
import type { Address } from './address.ts';

export interface Destination {
  /** Name or address literal (IPv6 in brackets or not). */
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  /** Talk to this address and ask nobody. */
  readonly pinned: Address | null;
}

/** What a target asks first. */
export function destinationOf({ ask }: Target): Destination {
  switch (ask.via) {
    case 'tcp':
      return { host: ask.host, port: ask.port, secure: false, pinned: null };
    case 'http':
      return fromUrl(ask.request.url);
    case 'generate':
      return fromUrl(ask.generate.url);
    default:
      return unreachable(ask);
  }
}

/** @param url absolute, http or https */
export function fromUrl(url: string): Destination {
  const { hostname, port, protocol } = new URL(url);
  const secure = protocol === 'https:';
  return { host: hostname, port: port === '' ? (secure ? 443 : 80) : Number(port), secure, pinned: null };
}
