/**
 * A probe as a command that asks the same by hand: curl for HTTP, nc for TCP. It works in any POSIX shell once the
 * secrets are put in where `***` stands; what curl cannot be told in one line stands above it as a comment.
 */

import { type Redact, reveal, Secret, type Text } from '../domain/secret.ts';
import type { Ask, Generate, HttpRequest, ResolveOverride, Target } from '../domain/target.ts';
import { printfQuote, shellQuote } from './shell.ts';

/** Puts a question to a model into its dialect's words. */
export type ToRequest = (generate: Generate) => HttpRequest;

/** Headers that curl itself holds back when a redirect leads to another host. */
const HELD_BACK: ReadonlySet<string> = new Set(['authorization', 'cookie']);

/** @returns comment lines and one command; it may go over several lines, the last without a line feed */
export function curlCommand(target: Target, toRequest: ToRequest, redact: Redact): string {
  const { ask } = target;
  if (ask.via === 'tcp') return ncCommand(target, ask);
  const request = ask.via === 'http' ? ask.request : toRequest(ask.generate);
  const comments = commentsOn(target, request).map((comment) => `# ${redact(comment)}\n`);
  // A body is a secret as a whole where it holds one; what is around it may be seen.
  const body = request.body === null ? null : redact(reveal(request.body));
  const piped = body?.includes('\0') ? `printf ${printfQuote(body)} | ` : '';
  const options = [
    ...limits(target),
    ...connection(target),
    ...method(request),
    ...signature(request),
    ...headers(request, redact),
    ...(body === null ? [] : [piped === '' ? `--data-raw ${shellQuote(body)}` : '--data-binary @-']),
    shellQuote(redact(request.url)),
  ];
  return `${comments.join('')}${piped}curl ${options.join(' \\\n  ')}`;
}

function ncCommand({ timeout, dns }: Target, { host, port }: Extract<Ask, { via: 'tcp' }>): string {
  const family = dns.ip === null ? '' : `-${dns.ip} `;
  return `nc -vz ${family}-w ${Math.max(1, Math.ceil(timeout.total / 1_000))} ${shellQuote(bare(host))} ${port}`;
}

function limits({ timeout, redirects }: Target): string[] {
  const follow = redirects > 0 ? ` -L --max-redirs ${redirects}` : '';
  return [`-sS -i -g --max-time ${timeout.total / 1_000}${follow}`];
}

function connection({ proxy, resolve, tls, dns, httpVersion }: Target): string[] {
  const scheme = proxy?.secure ? 'https' : 'http';
  return [
    ...(httpVersion === '2' ? ['--http2'] : ['--http1.1']),
    ...(dns.ip === null ? [] : [`-${dns.ip}`]),
    ...(tls.insecure ? ['--insecure'] : []),
    ...resolve.map((entry) => `--resolve ${shellQuote(resolveEntry(entry))}`),
    ...(proxy === null ? [] : [`--proxy ${shellQuote(`${scheme}://${proxy.host}:${proxy.port}`)}`]),
    ...(proxy?.authorization
      ? [`--proxy-header ${shellQuote(`Proxy-Authorization: ${proxy.authorization}`)}`]
      : []),
  ];
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
  return name === (body === null ? 'GET' : 'POST') ? [] : [`-X ${shellQuote(name)}`];
}

function signature({ sign }: HttpRequest): string[] {
  if (sign === undefined) return [];
  return [
    `--aws-sigv4 ${shellQuote(`aws:amz:${sign.region}:${sign.service}`)}`,
    `--user ${shellQuote(`${sign.accessKeyId}:${sign.secretAccessKey}`)}`,
    ...(sign.sessionToken === null ? [] : [`-H ${shellQuote(`x-amz-security-token: ${sign.sessionToken}`)}`]),
  ];
}

function headers({ headers: given, body }: HttpRequest, redact: Redact): string[] {
  // curl counts the body itself, and a length from before the secrets are put in would be wrong.
  const sent = given.filter(([name]) => name.toLowerCase() !== 'content-length');
  const has = (wanted: string) => sent.some(([name]) => name.toLowerCase() === wanted);
  return [
    ...sent.map(([name, value]) => `-H ${shellQuote(headerLine(name, shown(value, redact)))}`),
    // Without this curl would call any body a form.
    ...(body !== null && !has('content-type') ? ["-H 'content-type:'"] : []),
    ...(has('accept-encoding') ? ['--compressed'] : []),
  ];
}

/** curl takes `name:` as "leave this header out" and `name;` as "send it empty". */
function headerLine(name: string, value: string): string {
  return value.trim() === '' ? `${name};` : `${name}: ${value}`;
}

function commentsOn({ tls, dns, proxy, redirects }: Target, request: HttpRequest): string[] {
  const carried = request.headers.some(
    ([name, value]) => value instanceof Secret && !HELD_BACK.has(name.toLowerCase()),
  );
  return [
    ...(tls.ca.length > 0 ? ['add --cacert FILE: the probe trusts a CA bundle of its own'] : []),
    ...(tls.cert !== null ? ['add --cert FILE --key FILE: the probe has a client certificate'] : []),
    ...(tls.servername !== null
      ? [`the probe asks for the TLS server name ${tls.servername}, curl for that of the URL`]
      : []),
    ...(dns.server !== null ? [`the probe asks the name server ${dns.server}, curl the machine's own`] : []),
    ...(dns.allAddresses
      ? ['the probe asks every address behind the name, curl the first that answers']
      : []),
    ...(proxy !== null ? [`the proxy comes from ${proxy.origin}`] : []),
    ...(redirects > 0 && carried
      ? ['leave out -L where a redirect leads to another host: curl would carry the key there']
      : []),
  ].map((comment) => comment.replace(/[\r\n]+/g, ' '));
}

function shown(text: Text, redact: Redact): string {
  return redact(String(text));
}
