/**
 * A probe as a command that asks the same by hand: curl for HTTP, nc for TCP. It works in any POSIX shell once the
 * secrets are put in where `***` stands; what curl cannot be told in one line stands above it as a comment.
 */

import { type Redact, reveal, Secret, type Text } from '../domain/secret.ts';
import type {
  Ask,
  Generate,
  HttpRequest,
  ProxySpec,
  ResolveOverride,
  Target,
  TlsSettings,
} from '../domain/target.ts';
import { printfQuote, shellQuote } from './shell.ts';

/** Puts a question to a model into its dialect's words. */
export type ToRequest = (generate: Generate) => HttpRequest;

/** What of the prober and of its surroundings the command has to repeat. */
export interface Circumstances {
  /** Value of the User-Agent header that probes send. */
  readonly userAgent?: string | undefined;
  /** The environment names a proxy, which curl would take. */
  readonly proxied?: boolean | undefined;
}

/** Headers that curl itself holds back when a redirect leads to another host. */
const HELD_BACK: ReadonlySet<string> = new Set(['authorization', 'cookie']);

/** @returns comment lines and one command; it may go over several lines, the last without a line feed */
export function curlCommand(
  target: Target,
  toRequest: ToRequest,
  redact: Redact,
  circumstances: Circumstances = {},
): string {
  const { ask } = target;
  if (ask.via === 'tcp') return ncCommand(target, ask);
  const request = ask.via === 'http' ? ask.request : toRequest(ask.generate);
  const streamed = ask.via === 'generate' && ask.generate.stream;
  const comments = commentsOn(target, request).map((comment) => `# ${redact(comment)}\n`);
  // A body is a secret as a whole where it holds one; what is around it may be seen.
  const body = request.body === null ? null : redact(reveal(request.body));
  const piped = body?.includes('\0') ? `printf ${printfQuote(body)} | ` : '';
  const url = new URL(request.url);
  const options = [
    `-sS -i -g --max-time ${target.timeout.total / 1_000}`,
    ...redirects(target, request),
    ...connection(target, url, circumstances),
    ...certificates(target),
    ...serverName(target, url, request),
    ...method(request),
    ...signature(request),
    ...headers(request, redact),
    ...ownHeaders(request, circumstances, streamed),
    ...(body === null
      ? emptyBody(request)
      : [piped === '' ? `--data-raw ${shellQuote(body)}` : '--data-binary @-']),
    shellQuote(redact(request.url.replace(url.host, () => hostAsked(target, url)))),
  ];
  return `${comments.join('')}${piped}curl ${options.join(' \\\n  ')}`;
}

function ncCommand(target: Target, { host, port }: Extract<Ask, { via: 'tcp' }>): string {
  const { timeout, dns, proxy, resolve } = target;
  const family = dns.ip === null ? '' : `-${dns.ip} `;
  const fixed = resolve.find((entry) => entry.port === port && bare(entry.host) === bare(host));
  const seconds = Math.max(1, Math.ceil(timeout.total / 1_000));
  const comment =
    proxy === null ? '' : `# the probe goes through the proxy of ${proxy.origin}, nc does not\n`;
  return `${comment}nc -vz ${family}-w ${seconds} ${shellQuote(bare(fixed?.address ?? host))} ${port}`;
}

/** Where curl would carry a key to wherever a redirect leads, which the probe does not, it follows none. */
function redirects({ redirects: most }: Target, request: HttpRequest): string[] {
  if (most === 0 || carriesFurther(request)) return [];
  // The probe follows no redirect from https:// to http://.
  const schemes = /^https:/i.test(request.url) ? "'=https'" : "'=http,https'";
  const follow = `-L --max-redirs ${most} --proto-redir ${schemes}`;
  const keepsBody = request.body !== null && request.method !== 'POST';
  return [keepsBody ? `${follow} --post301 --post302` : follow];
}

function carriesFurther({ headers: sent, body, sign }: HttpRequest): boolean {
  return (
    sign !== undefined ||
    body instanceof Secret ||
    sent.some(([name, value]) => value instanceof Secret && !HELD_BACK.has(name.toLowerCase()))
  );
}

function connection(
  { proxy, resolve, tls, dns, httpVersion }: Target,
  url: URL,
  { proxied }: Circumstances,
): string[] {
  return [
    ...(httpVersion === '2' && url.protocol === 'https:' ? ['--http2'] : ['--http1.1']),
    ...(dns.ip === null ? [] : [`-${dns.ip}`]),
    ...(tls.insecure ? ['--insecure'] : []),
    ...resolve.map((entry) => `--resolve ${shellQuote(resolveEntry(entry))}`),
    ...(proxy === null ? (proxied ? ["--noproxy '*'"] : []) : throughProxy(proxy, tls)),
  ];
}

function throughProxy(proxy: ProxySpec, { insecure, files }: TlsSettings): string[] {
  const scheme = proxy.secure ? 'https' : 'http';
  const host = proxy.host.includes(':') ? `[${proxy.host}]` : proxy.host;
  const named = !/^(?:https?|all)_proxy$/i.test(proxy.origin);
  return [
    `--proxy ${shellQuote(`${scheme}://${host}:${proxy.port}`)}`,
    // Else NO_PROXY would go before what the user has written.
    ...(named ? ["--noproxy ''"] : []),
    ...(proxy.secure && insecure ? ['--proxy-insecure'] : []),
    ...(proxy.secure && files?.ca.length === 1 ? [`--proxy-cacert ${shellQuote(files.ca[0] ?? '')}`] : []),
    ...(proxy.authorization === null
      ? []
      : [`--proxy-header ${shellQuote(`Proxy-Authorization: ${shown(proxy.authorization, String)}`)}`]),
  ];
}

function certificates({ tls: { files } }: Target): string[] {
  if (files === undefined) return [];
  const { ca, cert, key } = files;
  return [
    ...(ca.length === 1 ? [`--cacert ${shellQuote(ca[0] ?? '')}`] : []),
    ...(cert === null ? [] : [`--cert ${shellQuote(cert)}`]),
    ...(key === null ? [] : [`--key ${shellQuote(key)}`]),
  ];
}

/** curl takes the server name from the URL: so it has to stand there, and the host's own name beside it. */
function serverName(target: Target, url: URL, { headers: sent }: HttpRequest): string[] {
  const asked = hostAsked(target, url);
  if (asked === url.host) return [];
  const port = url.port || '443';
  const named = sent.some(([name]) => name.toLowerCase() === 'host');
  return [
    `--connect-to ${shellQuote(`${target.tls.servername}:${port}:${url.hostname}:${port}`)}`,
    ...(named ? [] : [`-H ${shellQuote(`host: ${url.host}`)}`]),
  ];
}

/** What stands for the host in the URL of the command. */
function hostAsked({ tls: { servername } }: Target, url: URL): string {
  if (servername === null || url.protocol !== 'https:') return url.host;
  return url.port === '' ? servername : `${servername}:${url.port}`;
}

function resolveEntry({ host, port, address }: ResolveOverride): string {
  return `${host}:${port}:${address.includes(':') ? `[${bare(address)}]` : address}`;
}

function bare(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}

/** curl chooses GET, or POST when there is a body; naming the method where that is right would spoil its redirects. */
function method({ method: name, body }: HttpRequest): string[] {
  if (name === 'HEAD' && body === null) return ['--head'];
  return name === 'POST' || (name === 'GET' && body === null) ? [] : [`-X ${shellQuote(name)}`];
}

function emptyBody({ method: name }: HttpRequest): string[] {
  return bringsBody(name) ? ["--data-raw ''"] : [];
}

/** These say the length of their body also where there is none (RFC 9110 section 8.6). */
function bringsBody(method: string): boolean {
  return ['POST', 'PUT', 'PATCH'].includes(method);
}

function signature({ sign }: HttpRequest): string[] {
  if (sign === undefined) return [];
  return [
    `--aws-sigv4 ${shellQuote(`aws:amz:${sign.region}:${sign.service}`)}`,
    `--user ${shellQuote(`${sign.accessKeyId}:${sign.secretAccessKey}`)}`,
    ...(sign.sessionToken === null ? [] : [`-H ${shellQuote(`x-amz-security-token: ${sign.sessionToken}`)}`]),
  ];
}

function headers({ headers: given, body, method: name }: HttpRequest, redact: Redact): string[] {
  // curl counts the body itself, and a length from before the secrets are put in would be wrong.
  const sent = given.filter(([header]) => header.toLowerCase() !== 'content-length');
  const typed = sent.some(([header]) => header.toLowerCase() === 'content-type');
  return [
    ...sent.map(([header, value]) => `-H ${shellQuote(headerLine(header, shown(value, redact)))}`),
    // Without this curl would call any body a form.
    ...((body !== null || bringsBody(name)) && !typed ? ["-H 'content-type:'"] : []),
  ];
}

/** What every probe sends where the config says nothing: servers and firewalls judge by it. */
function ownHeaders(
  { headers: given }: HttpRequest,
  { userAgent }: Circumstances,
  streamed: boolean,
): string[] {
  const has = (wanted: string) => given.some(([name]) => name.toLowerCase() === wanted);
  return [
    ...(userAgent === undefined || has('user-agent') ? [] : [`-A ${shellQuote(userAgent)}`]),
    // A stream is asked for as it is: a compressor may hold back tokens.
    ...(streamed && !has('accept-encoding') ? [] : ['--compressed']),
  ];
}

/** curl takes `name:` as "leave this header out" and `name;` as "send it empty". */
function headerLine(name: string, value: string): string {
  return value.trim() === '' ? `${name};` : `${name}: ${value}`;
}

function commentsOn({ tls, dns, proxy, redirects: most }: Target, request: HttpRequest): string[] {
  const { ca = [] } = tls.files ?? {};
  const bare = tls.ca.length > 0 && ca.length === 0;
  const repeats = most > 0 && !/^(?:GET|HEAD|POST)$/.test(request.method);
  return [
    ...(bare ? ['add --cacert FILE: the probe trusts a CA bundle of its own'] : []),
    ...(ca.length > 1
      ? [`add --cacert with one file of the CA certificates in ${ca.join(' and ')}: the probe trusts both`]
      : []),
    ...(request.headers.some(([, value]) => value instanceof Secret && /^basic /i.test(value.reveal()))
      ? ["behind Basic stands the base64 of user:password (printf 'user:password' | base64)"]
      : []),
    ...(tls.cert !== null && !tls.files?.cert
      ? ['add --cert FILE --key FILE: the probe has a client certificate']
      : []),
    ...(dns.server !== null ? [`the probe asks the name server ${dns.server}, curl the machine's own`] : []),
    ...(dns.allAddresses
      ? ['the probe asks every address behind the name, curl the first that answers']
      : []),
    ...(proxy !== null ? [`the proxy comes from ${proxy.origin}`] : []),
    ...(most > 0 && carriesFurther(request)
      ? [
          `the probe follows up to ${most} redirects, without its key where they lead to another origin; curl -L would carry it there`,
        ]
      : []),
    ...(repeats && !carriesFurther(request)
      ? [`after a 303 the probe asks with GET, curl with ${request.method} again`]
      : []),
  ].map((comment) => comment.replace(/[\r\n]+/g, ' '));
}

/** Of a credential the scheme may be seen, and has to be: who puts the secret in knows only the rest. */
const SCHEME = /^(?:bearer|basic|token|apikey|key) (?=\S)/i;

function shown(text: Text, redact: Redact): string {
  if (!(text instanceof Secret)) return redact(text);
  const [scheme = ''] = SCHEME.exec(text.reveal()) ?? [];
  return `${scheme}${text}`;
}
