/** Hosts and addresses: which lie on this machine, and which need no internet to be reached. */

import { BlockList, isIP } from 'node:net';

function blockList(v4: readonly (readonly [string, number])[], v6: readonly (readonly [string, number])[]) {
  const list = new BlockList();
  for (const [network, prefix] of v4) list.addSubnet(network, prefix, 'ipv4');
  for (const [network, prefix] of v6) list.addSubnet(network, prefix, 'ipv6');
  return list;
}

/** RFC 1122 3.2.1.3 and RFC 4291 2.5.2-2.5.3: loopback and "this host". */
const LOOPBACK = blockList(
  [
    ['127.0.0.0', 8],
    ['0.0.0.0', 32],
  ],
  [
    ['::1', 128],
    ['::', 128],
  ],
);

/** RFC 1918, RFC 6598 (carrier NAT), RFC 3927 (link-local), RFC 4193 and RFC 4291 (unique local, link-local). */
const PRIVATE = blockList(
  [
    ['10.0.0.0', 8],
    ['172.16.0.0', 12],
    ['192.168.0.0', 16],
    ['100.64.0.0', 10],
    ['169.254.0.0', 16],
  ],
  [
    ['fc00::', 7],
    ['fe80::', 10],
  ],
);

function inList(list: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** @returns the name or address in a URL, an IPv6 address without its brackets; empty where the URL has none */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : '';
}

export function isAddress(host: string): boolean {
  return isIP(host) !== 0;
}

/** IPv4 by its text: it is asked for every result, and a BlockList takes 15 microseconds. */
export function isLoopback(address: string): boolean {
  if (isIP(address) === 4) return address.startsWith('127.') || address === '0.0.0.0';
  return inList(LOOPBACK, address);
}

/** On the local network: reached without a default route. */
export function isPrivate(address: string): boolean {
  return inList(PRIVATE, address);
}
