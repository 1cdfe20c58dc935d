/** Names for probes that were given none: from the provider or the URL, unique in the run. */

import type { ProbeSpec } from './shape-probe.ts';
import { parseAddress } from './url.ts';

type Nameable = Pick<ProbeSpec, 'name' | 'provider' | 'url'>;

/** Names in the order of the probes. Given names stand as they are; derived ones make way for them. */
export function nameAll(specs: readonly Nameable[], taken: Iterable<string> = []): string[] {
  const used = new Set(taken);
  for (const { name } of specs) if (name !== undefined) used.add(name);
  const next = new Map<string, number>();
  const wishes = specs.map((spec) => (spec.name === undefined ? candidates(spec) : null));
  const perShort = new Map<string, number>();
  for (const wish of wishes) if (wish !== null) perShort.set(wish[0], (perShort.get(wish[0]) ?? 0) + 1);
  return wishes.map((wish, index) => {
    if (wish === null) return specs[index]?.name ?? '';
    const [short, long] = wish;
    const alone = perShort.get(short) === 1 && !used.has(short);
    return makeUnique(alone ? short : long);
  });

  function makeUnique(wanted: string): string {
    let unique = wanted;
    // Counting goes on where it stopped: thousands of entries may share one name.
    for (let number = next.get(wanted) ?? 1; used.has(unique); number++) {
      unique = number === 1 ? wanted : `${wanted}-${number}`;
      next.set(wanted, number + 1);
    }
    used.add(unique);
    return unique;
  }
}

/** Short and long: the host, the host with its path. No userinfo, no query: they may hold secrets. */
function candidates({ provider, url }: Nameable): readonly [string, string] {
  if (url === undefined) return [provider ?? 'probe', provider ?? 'probe'];
  const parsed = parseAddress(url);
  if ('problem' in parsed) return ['probe', 'probe'];
  const address = parsed.value;
  if (address.scheme === 'tcp') {
    const host = address.host.includes(':') ? `[${address.host}]` : address.host;
    return [`${host}:${address.port}`, `${host}:${address.port}`];
  }
  const { host, pathname } = address.url;
  return [host, pathname === '/' ? host : `${host}${pathname.slice(0, 80)}`];
}
