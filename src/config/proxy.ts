/** Which proxy a request goes through: `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` as curl reads them. */

import { BlockList, isIP } from 'node:net';
import { Secret } from '../domain/secret.ts';
import type { ProxySpec } from '../domain/target.ts';
import type { Env } from './interpolate.ts';
import { userinfo } from './url.ts';
import type { Parsed } from './values.ts';

/** A proxy that the user named outright; it wins over the environment, `NO_PROXY` included. '' is no proxy. */
export interface ExplicitProxy {
  readonly url: string;
  /** `--proxy`, `probes.yaml:4`. */
  readonly origin: string;
}

/** @param url absolute; `http:`, `https:` or `tcp:` */
export function proxyFor(url: string, env: Env, explicit: ExplicitProxy | null): Parsed<ProxySpec | null> {
  if (explicit !== null)
    return explicit.url === '' ? { value: null } : parseProxy(explicit.url, explicit.origin);
  const scheme = url.slice(0, url.indexOf(':')).toLowerCase();
  const named = variable(env, `${scheme}_proxy`) ?? variable(env, 'all_proxy');
  if (named === null || bypasses(new URL(url), variable(env, 'no_proxy')?.value ?? ''))
    return { value: null };
  return parseProxy(named.value, named.name);
}

/** `http://` or `https://` (TLS to the proxy itself); HOST:PORT alone is http. */
export function parseProxy(text: string, origin: string): Parsed<ProxySpec> {
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (/^socks/i.test(full)) return { problem: 'SOCKS proxies are not supported; name an HTTP proxy' };
  if (!/^https?:\/\//i.test(full)) return { problem: 'a proxy is http://HOST:PORT or https://HOST:PORT' };
  if (/[\0-\x20\x7f]/.test(full) || !URL.canParse(full)) return { problem: 'the proxy is no valid URL' };
  const url = new URL(full);
  const secure = url.protocol === 'https:';
  const user = userinfo(url);
  const basic = user === null ? null : Buffer.from(`${user.user}:${user.password}`).toString('base64');
  return {
    value: {
      secure,
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port || (secure ? 443 : 80)),
      authorization: basic === null ? null : new Secret(`Basic ${basic}`),
      origin,
    },
  };
}

/** Lower case wins. The upper-case HTTP_PROXY is ignored under CGI, where a client's `Proxy:` header could set it (httpoxy). */
function variable(env: Env, name: string): { readonly name: string; readonly value: string } | null {
  const lower = env[name];
  if (lower !== undefined) return lower === '' ? null : { name, value: lower };
  if (name === 'http_proxy' && env.REQUEST_METHOD !== undefined) return null;
  const upper = env[name.toUpperCase()];
  return upper === undefined || upper === '' ? null : { name: name.toUpperCase(), value: upper };
}

/** Names match with all their subdomains; addresses may be CIDR ranges; a port, where given, must fit. */
function bypasses(target: URL, list: string): boolean {
  const host = target.hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
  const port = target.port || { 'http:': '80', 'https:': '443' }[target.protocol];
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => entry === '*' || (entry !== '' && matches(host, port, entry)));
}

function matches(host: string, port: string | undefined, entry: string): boolean {
  if (entry.includes('/')) return isIP(host) !== 0 && inRange(host, entry);
  const bare = isIP(entry) === 6 ? [entry] : (/^\[?([^\]]*?)\]?(?::(\d+))?$/.exec(entry)?.slice(1) ?? []);
  const [name = '', wantedPort] = bare;
  if (wantedPort !== undefined && wantedPort !== port) return false;
  if (isIP(host) !== 0) return sameAddress(host, name);
  const suffix = name.replace(/^\*?\.+/, '').replace(/\.$/, '');
  return suffix !== '' && (host === suffix || host.endsWith(`.${suffix}`));
}

function inRange(host: string, range: string): boolean {
  const [network = '', prefix = ''] = range.replace(/[[\]]/g, '').split('/');
  const family = isIP(network) === 6 ? 'ipv6' : 'ipv4';
  const bits = Number(prefix);
  if (isIP(network) === 0 || isIP(network) !== isIP(host)) return false;
  if (!/^\d+$/.test(prefix) || bits > (family === 'ipv6' ? 128 : 32)) return false;
  const list = new BlockList();
  list.addSubnet(network, bits, family);
  return list.check(host, family);
}

function sameAddress(host: string, entry: string): boolean {
  const family = isIP(entry);
  if (family === 0 || family !== isIP(host)) return false;
  return inRange(host, `${entry}/${family === 6 ? 128 : 32}`);
}
