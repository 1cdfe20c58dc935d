/** An address of a host, and the order in which several are tried. */

import { isIP } from 'node:net';

export interface Address {
  readonly ip: string;
  readonly family: 4 | 6;
}

/** @param only the one family that is wanted; null: both */
export function ofFamily(ips: readonly string[], only: 4 | 6 | null): readonly Address[] {
  const addresses = ips.map((ip): Address => ({ ip, family: isIP(ip) === 6 ? 6 : 4 }));
  return interleave(
    addresses.filter(({ family }) => family === 6 && only !== 4),
    addresses.filter(({ family }) => family === 4 && only !== 6),
  );
}

/** IPv6 and IPv4 by turns, IPv6 first (RFC 8305 section 4). */
export function interleave(six: readonly Address[], four: readonly Address[]): readonly Address[] {
  const longest = Math.max(six.length, four.length);
  return Array.from({ length: longest }, (_, i) => [six[i], four[i]])
    .flat()
    .filter((address) => address !== undefined);
}
