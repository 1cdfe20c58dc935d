/** Which texts of a config are secrets, and the list of them that whatever writes has to hide. */

import { Secret } from '../domain/secret.ts';
import { SECRET_HEADER, SECRET_QUERY, SECRET_WORD } from '../domain/secret-names.ts';
import { type Path, type ScalarNode, scalars, type Tree } from './tree.ts';
import { decode, userinfo } from './url.ts';

const URL_KEYS: ReadonlySet<string> = new Set([
  'url',
  'base_url',
  'proxy',
  'status_page',
  'control',
  'heartbeat',
  'page',
]);
/** Names, and values that are read as numbers or members of a closed list: no text of them goes anywhere. */
const OPEN_KEYS: ReadonlySet<string> = new Set(
  (
    'name model tags provider check probes groups optional interval http_version retries retry_delay redirects ip ' +
    'max_body max_tokens timeout degraded total dns connect tls first_byte first_token first_visible idle cert_days ' +
    'require cron duration timezone start end status all_addresses insecure'
  ).split(' '),
);

/** Secrets gathered while targets are built; the same text is kept once. */
export class SecretBag {
  readonly #secrets = new Map<string, Secret>();

  add(text: string): Secret {
    const known = this.#secrets.get(text);
    if (known !== undefined) return known;
    const secret = new Secret(text);
    if (text !== '') this.#secrets.set(text, secret);
    return secret;
  }

  addAll(texts: Iterable<string>): void {
    for (const text of texts) this.add(text);
  }

  list(): readonly Secret[] {
    return [...this.#secrets.values()];
  }
}

export function isSecretHeader(name: string): boolean {
  return SECRET_HEADER.test(name);
}

export function isSecretVariable(name: string): boolean {
  return SECRET_WORD.test(name);
}

/** The texts to hide of one header: the value, and for `Bearer x` or `Basic x` what stands behind the scheme. */
export function headerSecrets(value: string): string[] {
  const [, scheme, credential] = /^(\w+) +(\S.*)$/.exec(value) ?? [];
  if (credential === undefined) return [value];
  if (scheme?.toLowerCase() !== 'basic') return [value, credential];
  const pair = Buffer.from(credential, 'base64').toString();
  return [value, credential, pair, pair.slice(pair.indexOf(':') + 1)];
}

/** Userinfo and key-like query parameters. */
export function urlSecrets(text: string): string[] {
  if (!URL.canParse(text)) return [];
  const url = new URL(text);
  const found: string[] = [];
  const user = userinfo(url);
  if (user !== null) found.push(...userinfoSecrets(user));
  for (const { name, value } of queryParameters(url.search.slice(1))) {
    if (SECRET_QUERY.test(name)) found.push(value, decode(value));
  }
  return found.filter((secret) => secret !== '');
}

/** A short user name beside a password (`admin`) is an ordinary word: hiding it alone would garble other texts. */
export function userinfoSecrets({ user, password }: { user: string; password: string }): string[] {
  const pair = `${user}:${password}`;
  return password === '' || user.length >= 8 ? [pair, password, user] : [pair, password];
}

/** Every secret of a tree whose variables are filled in. */
export function treeSecrets(tree: Tree, root: Path = []): string[] {
  const found: string[] = [];
  for (const { path, node } of scalars(tree, root)) {
    if (node.value === null || node.value === '' || typeof node.value === 'boolean') continue;
    found.push(...scalarSecrets(path, node));
  }
  return found.filter((secret) => secret !== '');
}

function scalarSecrets(path: Path, node: ScalarNode): string[] {
  const text = String(node.value);
  const steps = path.filter((step) => typeof step === 'string');
  const [key = '', parent = ''] = [steps.at(-1) ?? 'url', steps.at(-2)];
  if (path.join() === 'key') return [text];
  if (parent === 'headers' && isSecretHeader(key)) return [...headerSecrets(text), ...envTexts(node)];
  if (URL_KEYS.has(key)) return [...urlSecrets(text), ...envInUrl(node, text)];
  if (OPEN_KEYS.has(key) && parent !== 'header') return envTexts(node, isSecretVariable);
  return envTexts(node);
}

function envTexts(node: ScalarNode, which: (variable: string) => boolean = () => true): string[] {
  const text = String(node.value);
  return node.env.filter(({ variable }) => which(variable)).map(({ start, end }) => text.slice(start, end));
}

/** Scheme, host, port and path are no secrets, unless the variable's name says so; the rest of what came in is. */
function envInUrl(node: ScalarNode, text: string): string[] {
  const [, lead = '', credentials = '', location = ''] =
    /^([a-z][a-z0-9+.-]*:\/\/)?([^/?#@]*@)?([^?#]*)/i.exec(text) ?? [];
  const user: Span = { start: lead.length, end: lead.length + Math.max(0, credentials.length - 1) };
  const query: Span = { start: lead.length + credentials.length + location.length, end: text.length };
  const spans = [user, ...querySpans(text, query)];
  const pieces = spans.flatMap((span) => node.env.map((part) => overlap(text, span, part)));
  const whole = envTexts(node, isSecretVariable);
  return [...pieces, ...pieces.map(decode), ...whole];
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function querySpans(text: string, query: Span): Span[] {
  const spans: Span[] = [];
  let at = query.start + 1;
  for (const pair of text.slice(at, query.end).split('&')) {
    spans.push({ start: at + pair.indexOf('=') + 1, end: at + pair.length });
    at += pair.length + 1;
  }
  return spans;
}

function overlap(text: string, a: Span, b: Span): string {
  return text.slice(Math.max(a.start, b.start), Math.max(a.start, b.start, Math.min(a.end, b.end)));
}

function queryParameters(query: string): { name: string; value: string }[] {
  return query.split('&').map((pair) => {
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    return { name: decode(name), value };
  });
}
