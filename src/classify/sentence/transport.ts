/** What to say of failures on the way to the service. */

import { inWords } from '../../domain/code-words.ts';
import { formatDuration } from '../../domain/duration.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { endpointOf, hostOf, proxyOf, resolverOf } from '../facts/place.ts';
import { day, span } from '../facts/time.ts';
import type { SentencesOf } from './say.ts';

/** `within 2 s`, and of which limit. */
function within({ wire, observation }: Evidence): string {
  const { bound, limit } = wire.error ?? {};
  if (bound === null || bound === undefined) return `within ${formatDuration(observation.marks.end)}`;
  return `within ${formatDuration(bound)}${limit === 'total' ? ' (total)' : ''}`;
}

/** The server's own certificate is good: one of those that it sends along, or of this machine's roots, is not. */
function elsewhereInChain({ observation, now }: Evidence, bound: 'validTo' | 'validFrom'): boolean {
  const own = Date.parse(observation.tls?.[bound] ?? '');
  return bound === 'validTo' ? own > now : own < now;
}

function issuer({ observation }: Evidence): string {
  const name = observation.tls?.issuer ?? null;
  return name === null ? '' : `, issued by ${name}`;
}

function codeInWords({ wire }: Evidence): string {
  return wire.error === null ? '' : ` (${inWords(wire.error.code)})`;
}

/** What OpenSSL says; that the connection was cut, the row itself tells. */
function alertOf(evidence: Evidence): string {
  return evidence.wire.error?.code.startsWith('ERR_') === true ? codeInWords(evidence) : '';
}

/** An address in place of a name; URLs have IPv6 in brackets. */
function isLiteral(host: string): boolean {
  return /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[.*\])$/.test(host);
}

function failedAddresses(evidence: Evidence): string {
  const failed = evidence.observation.addresses.filter(
    ({ outcome }) => outcome === 'failed' || outcome === 'pending',
  );
  if (failed.length < 2) return endpointOf(evidence);
  return failed
    .slice(0, 4)
    .map(({ ip, code }) => `${ip} ${code === null ? 'no answer' : inWords(code)}`)
    .join(', ');
}

export const DNS = {
  'dns.not-found': (e) =>
    e.wire.error?.code === 'EBADNAME'
      ? `the name ${hostOf(e)} cannot exist: it is no host name that could be asked for`
      : `the name ${hostOf(e)} does not exist: ${resolverOf(e)} answered NXDOMAIN`,
  'dns.no-address': (e) =>
    isLiteral(hostOf(e))
      ? `${hostOf(e)} is no IPv${e.target.dns.ip ?? 4} address, and this probe may use no other`
      : `the name ${hostOf(e)} exists but has no ${e.target.dns.ip === null ? '' : `IPv${e.target.dns.ip} `}address`,
  'dns.server-failure': (e) => `${resolverOf(e)} could not resolve ${hostOf(e)}${codeInWords(e)}`,
  'dns.refused': (e) => `${resolverOf(e)} refused to resolve ${hostOf(e)}`,
  'dns.timeout': (e) => `${resolverOf(e)} did not resolve ${hostOf(e)} ${within(e)}`,
  'dns.resolver-unreachable': (e) =>
    `no name server could be asked for ${hostOf(e)}: ${resolverOf(e)} cannot be reached${codeInWords(e)}`,
} as const satisfies SentencesOf<'dns'>;

export const CONNECT = {
  'connect.refused': (e) => `${hostOf(e)} refused the connection (${failedAddresses(e)})`,
  'connect.unreachable': (e) =>
    `there is no route to ${hostOf(e)} (${failedAddresses(e)}${e.wire.error === null ? '' : `, ${inWords(e.wire.error.code)}`})`,
  'connect.reset': (e) => `${hostOf(e)} reset the connection before any answer (${endpointOf(e)})`,
  'connect.closed': (e) => `${hostOf(e)} closed the connection without any answer (${endpointOf(e)})`,
} as const satisfies SentencesOf<'connect'>;

export const TLS = {
  'tls.expired': (e) => {
    if (elsewhereInChain(e, 'validTo'))
      return `a certificate in the chain above that of ${hostOf(e)} has expired${issuer(e)}; its own is valid until ${day(e.observation.tls?.validTo ?? '')}`;
    const end = e.observation.tls?.validTo ?? null;
    const when = end === null ? 'has expired' : `expired ${span(e.now - Date.parse(end))} ago (${day(end)})`;
    return `the certificate of ${hostOf(e)} ${when}${issuer(e)}`;
  },
  'tls.not-yet-valid': (e) => {
    if (elsewhereInChain(e, 'validFrom'))
      return `a certificate in the chain above that of ${hostOf(e)} is not valid yet${issuer(e)}`;
    const start = e.observation.tls?.validFrom ?? null;
    const when =
      start === null
        ? 'is not valid yet'
        : `is valid only from ${day(start)} on, in ${span(Date.parse(start) - e.now)}`;
    return `the certificate of ${hostOf(e)} ${when}${issuer(e)}`;
  },
  'tls.untrusted': (e) =>
    `the certificate of ${hostOf(e)} is not trusted${issuer(e)}${e.wire.certificate === null ? '' : ` (${inWords(e.wire.certificate)})`}`,
  'tls.hostname': (e) => {
    const names = e.observation.tls?.names ?? [];
    const listed =
      names.length === 0 ? (e.observation.tls?.subject ?? 'another name') : names.slice(0, 4).join(', ');
    return `the certificate is for ${listed}${names.length > 4 ? ', ...' : ''} and not for ${e.target.tls.servername ?? hostOf(e)}`;
  },
  'tls.protocol': (e) => `TLS with ${hostOf(e)} is not possible`,
  'tls.handshake': (e) => `the TLS handshake with ${hostOf(e)} failed${alertOf(e)}`,
  'tls.client-cert': (e) =>
    `${hostOf(e)} wants a client certificate${e.target.tls.cert === null ? ' and none is set' : ` and did not accept the one that was sent${alertOf(e)}`}`,
} as const satisfies SentencesOf<'tls'>;

export const TIMEOUT = {
  'timeout.connect': (e) => `${hostOf(e)} did not accept a connection ${within(e)} (${failedAddresses(e)})`,
  'timeout.tls': (e) => `${hostOf(e)} did not complete the TLS handshake ${within(e)}`,
  'timeout.first-byte': (e) => `${hostOf(e)} sent no complete header ${within(e)}`,
  'timeout.first-token': (e) => `${hostOf(e)} opened the stream but no token came ${within(e)}`,
  'timeout.body': (e) => `${hostOf(e)} sent a header (${e.httpStatus ?? 'none'}) but no body ${within(e)}`,
  'timeout.stalled': (e) => {
    const silence = e.wire.error?.silentMs ?? e.wire.error?.bound ?? null;
    const tokens =
      e.answer === null ? `${e.observation.response?.body.bytes ?? 0} bytes` : `${e.answer.tokens} tokens`;
    return `the answer of ${hostOf(e)} stopped after ${tokens}${silence === null ? '' : ` and was silent for ${formatDuration(silence)}`}`;
  },
  'timeout.total': (e) =>
    `the answer of ${hostOf(e)} was not complete ${within(e)}: still coming, ${e.observation.response?.body.bytes ?? 0} bytes so far`,
} as const satisfies SentencesOf<'timeout'>;

function proxyFault({ wire }: Evidence, code: string): string {
  return wire.certificate === null
    ? inWords(code)
    : `its certificate was not accepted: ${inWords(wire.certificate)}`;
}

export const LOCAL = {
  'local.network-down': (e) =>
    `this machine seems to have no network: ${hostOf(e)} and a control address cannot be reached`,
  'local.captive-portal': (e) =>
    `the network in between wants a login before it lets ${hostOf(e)} through${e.httpStatus === null ? '' : ` (${e.httpStatus})`}`,
  'local.proxy': (e) => {
    const { error } = e.wire;
    if (error === null && e.observation.proxy === null)
      return `${e.httpStatus}: ${hostOf(e)} asks for a login as a proxy does, and this probe uses no proxy`;
    if (error === null) return `${proxyOf(e)} answered ${e.httpStatus} itself`;
    if (error.code !== 'PROXY_STATUS')
      return `${proxyOf(e)} could not be used on the way to ${hostOf(e)} (${proxyFault(e, error.code)})`;
    const did = (error.status ?? 0) >= 500 ? 'failed on' : 'refused';
    return `${proxyOf(e)} ${did} the way to ${hostOf(e)} with ${error.status}`;
  },
  'local.clock-skew': (e) => {
    const by = e.skewMs === null || Math.abs(e.skewMs) < 60_000 ? '' : ` by ${span(e.skewMs)}`;
    return e.wire.certificate === null
      ? `the clock of this machine is off${by}: ${hostOf(e)} does not accept the time of our signature`
      : `the clock of this machine is off${by}: the certificate of ${hostOf(e)} only seems not valid yet`;
  },
  'local.file-limit': (e) =>
    `this machine cannot open another connection (${inWords(e.wire.error?.code ?? 'EMFILE')})`,
  'config.missing-env': () => 'an environment variable that this probe needs is not set',
  'internal.bug': (e) =>
    `aiprobe itself failed on ${hostOf(e)}: ${(e.wire.error?.message ?? 'nothing was seen').slice(0, 160)}`,
} as const satisfies SentencesOf<'local' | 'config' | 'internal'>;
