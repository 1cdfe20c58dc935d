/** `proxyList` of an export: proxies by their id. */

import { MapItem, textOf, type Value } from '../value.ts';

export interface KnownProxy {
  readonly url: string | null;
  /** Why there is no URL. */
  readonly why: string;
}

export function readProxies(document: Value): ReadonlyMap<string, KnownProxy> {
  const list = document instanceof MapItem ? (document.list('proxyList') ?? []) : [];
  return new Map(
    list.flatMap((item) =>
      item instanceof MapItem ? [[textOf(item.all.get('id')) ?? '', readProxy(item)]] : [],
    ),
  );
}

function readProxy(item: MapItem): KnownProxy {
  const [protocol, host, port] = ['protocol', 'host', 'port'].map((key) => item.text(key) ?? '');
  const auth = item.flag('auth');
  const [user, password] = [item.text('username') ?? '', item.text('password') ?? ''].map(encodeURIComponent);
  item.plain();
  if (protocol !== 'http' && protocol !== 'https')
    return { url: null, why: 'only proxies of the kind http and https can be used' };
  return { url: `${protocol}://${auth ? `${user}:${password}@` : ''}${host}:${port}`, why: '' };
}
