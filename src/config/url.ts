/** URLs as they stand in a config: checked, taken apart, put together. */

import { isHost, isPort, type Parsed } from './values.ts';

/** What can be probed by address alone. */
export type Address =
  | { readonly scheme: 'http' | 'https'; readonly url: URL }
  | { readonly scheme: 'tcp'; readonly host: string; readonly port: number };

/** The forms, for editors: the parsers below say more. */
export const HTTP_URL = /^[hH][tT]{2}[pP][sS]?:\/\/[^\s\\]+$/;
export const ADDRESS = /^(?:[hH][tT]{2}[pP][sS]?:\/\/[^\s\\]+|[tT][cC][pP]:\/\/\S+:\d+\/?)$/;

/** `http://...`, `https://...` or `tcp://host:port`. Messages never repeat the URL, it may hold a password. */
export function parseAddress(text: string): Parsed<Address> {
  const [, scheme] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text) ?? [];
  switch (scheme?.toLowerCase()) {
    case 'http':
    case 'https': {
      const parsed = parseHttpUrl(text);
      if ('problem' in parsed) return parsed;
      return { value: { scheme: parsed.value.protocol === 'https:' ? 'https' : 'http', url: parsed.value } };
    }
    case 'tcp':
      return parseTcp(text.slice('tcp://'.length));
    case undefined: {
      const problem = 'is no URL; it must begin with http://, https:// or tcp://';
      if (/^(?:https?|tcp):\/?[^/]/i.test(text)) return { problem, hint: 'two slashes follow the colon' };
      return looksLikeAddress(text) ? { problem, hint: 'put https:// before it' } : { problem };
    }
    default:
      return { problem: `the scheme ${scheme}:// cannot be probed; use http://, https:// or tcp://` };
  }
}

/** `example.com/health`, `localhost`, `gpu-7:8000`: a URL but for its scheme. */
export function looksLikeAddress(text: string): boolean {
  return /^(?:[^\s:/@]+\.[^\s:/@]+(?::\d+)?|[^\s:/@]+:\d+|localhost)(?:\/\S*)?$/i.test(text);
}

/** An absolute http(s) URL without blanks, control characters or an impossible port. */
export function parseHttpUrl(text: string): Parsed<URL> {
  if (!/^https?:\/\//i.test(text)) return { problem: 'must begin with http:// or https://' };
  if (/[\0-\x1f\x7f-\x9f]/.test(text)) return { problem: 'holds a control character' };
  if (/\s/.test(text)) return { problem: 'holds a blank; write %20' };
  if (text.includes('\\')) return { problem: 'holds a backslash' };
  const [, port] = /^https?:\/\/[^/?#]*:(\d+)(?=[/?#]|$)/i.exec(text) ?? [];
  if (port !== undefined && !isPort(Number(port))) return { problem: `${port} is no port (1 to 65535)` };
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return { problem: 'is no valid URL' };
  }
  if (url.hash !== '') url.hash = '';
  return { value: url };
}

function parseTcp(rest: string): Parsed<Address> {
  const [, host, digits] = /^(\[[^\]]+\]|[^:/?#@[\]\s]+):(\d+)\/?$/.exec(rest) ?? [];
  if (host === undefined) return { problem: 'tcp:// needs a host and a port, e.g. tcp://10.0.0.8:6333' };
  const port = Number(digits);
  if (!isPort(port)) return { problem: `${digits} is no port (1 to 65535)` };
  if (/[\0-\x1f\x7f-\x9f\\%]/.test(host) || !isHost(host)) return { problem: `"${host}" is no host name` };
  const { hostname } = new URL(`http://${host}/`);
  return { value: { scheme: 'tcp', host: hostname.replace(/^\[|\]$/g, ''), port } };
}

/** Userinfo of a URL, decoded; null where there is none. */
export function userinfo(url: URL): { readonly user: string; readonly password: string } | null {
  if (url.username === '' && url.password === '') return null;
  return { user: decode(url.username), password: decode(url.password) };
}

export function withoutUserinfo(url: URL): URL {
  if (url.username === '' && url.password === '') return url;
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  return bare;
}

export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Appends an API path to a root. A query of the root is kept.
 * @param path begins with / (or is absolute itself); may have a query
 * @param apiPaths every path of the same API: where one of them begins with the version segment that the root ends in
 * (`/v1`), the segment belongs to the paths and is not doubled
 */
export function joinPath(root: string, path: string, apiPaths: readonly string[] = [path]): string {
  if (/^https?:\/\//i.test(path)) return path;
  const url = new URL(root);
  const [pathname = '', query = ''] = path.split(/\?(.*)/s);
  let base = url.pathname.replace(/\/+$/, '');
  const [version] = /\/v\d+[a-z0-9]*$/i.exec(base) ?? [];
  if (version !== undefined && apiPaths.some((other) => startsWithSegment(other, version))) {
    base = base.slice(0, -version.length);
  }
  url.pathname = base + (pathname === '' || pathname.startsWith('/') ? pathname : `/${pathname}`) || '/';
  url.search = [url.search.replace(/^\?/, ''), query].filter((part) => part !== '').join('&');
  return url.href;
}

function startsWithSegment(path: string, segment: string): boolean {
  return path === segment || path.startsWith(`${segment}/`);
}
