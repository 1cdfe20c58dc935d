/** /etc/hosts, which c-ares leaves aside (measured on Node 20: `localhost` gives ENODATA): hosts(5). */

import { isIP } from 'node:net';

export type HostsTable = ReadonlyMap<string, readonly string[]>;

/** @returns host name in lower case → its addresses in the file's order */
export function parseHosts(text: string): HostsTable {
  const table = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const [address, ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (address === undefined || isIP(address) === 0) continue;
    for (const name of names) {
      const key = name.toLowerCase().replace(/\.$/, '');
      const known = table.get(key);
      if (known === undefined) table.set(key, [address]);
      else if (!known.includes(address)) known.push(address);
    }
  }
  return table;
}
