/** Facts worth knowing that change no verdict. */

import { inWords } from '../../domain/code-words.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { hostname, quoteOf } from './place.ts';

/** A name may have dozens of addresses. */
const MOST_NAMED = 4;

type Note = (evidence: Evidence) => string | null;

const NOTES: readonly Note[] = [
  deadAddress,
  filteredName,
  redirectedHere,
  throughProxy,
  clientCertificate,
  brokenAfterAll,
  noEndMarker,
  noFinishReason,
  onlyHidden,
  otherModel,
  deprecated,
  fromCache,
  unverified,
  unreadable,
  overSoftLimit,
  switchedOff,
];

export function notesOf(evidence: Evidence): readonly string[] {
  return NOTES.flatMap((note) => note(evidence) ?? []);
}

/** One dead address behind a raced name (RFC 8305) harms nobody who races too. */
function deadAddress({ observation, target }: Evidence): string | null {
  if (observation.error !== null || target.dns.allAddresses) return null;
  const dead = observation.addresses.filter(({ outcome }) => outcome === 'failed');
  if (dead.length === 0) return null;
  const named = dead
    .slice(0, MOST_NAMED)
    .map(({ ip, code }) => `${ip} failed (${code === null ? 'no answer' : inWords(code)})`);
  const more = dead.length > MOST_NAMED ? ` and ${dead.length - MOST_NAMED} more` : '';
  return `of the addresses behind the name, ${named.join(', ')}${more}`;
}

/** What was judged is not what the config names: it may be a login page that answers well. */
function redirectedHere(evidence: Evidence): string | null {
  const { hops, error, url } = evidence.observation;
  const from = hops[0];
  if (from === undefined || /^(?:REDIRECT_|NO_LOCATION)/.test(error?.code ?? '')) return null;
  const asked = hostname(from.url) ?? from.url;
  const way = hops.length === 1 ? 'a redirect' : `${hops.length} redirects`;
  if (isFailure(evidence)) return `it was asked because of ${way}, which began at ${asked}`;
  const answered = hostname(url) ?? url;
  return isSameSite(asked, answered)
    ? null
    : `the answer is that of ${answered}, where ${way} led from ${asked}`;
}

/** The same name, with or without `www.`. */
function isSameSite(one: string, other: string): boolean {
  const bare = (host: string) => host.replace(/^www\./, '');
  return bare(one) === bare(other);
}

/** `0.0.0.0` is no address of a service (RFC 1122 section 3.2.1.3); connecting to it reaches this machine. */
function filteredName({ observation }: Evidence): string | null {
  if (observation.resolver === null) return null;
  const blank = observation.addresses.find(({ ip }) => ip === '0.0.0.0' || ip === '::');
  return blank === undefined
    ? null
    : `the name server gave the address ${blank.ip}, as DNS filters do for names that they block`;
}

/** Over plain http a proxy may have answered, or kept silent, in place of the service. */
function throughProxy(evidence: Evidence): string | null {
  const { observation, wire } = evidence;
  if (observation.proxy === null || !isFailure(evidence) || wire.error?.viaProxy === true) return null;
  if (evidence.httpStatus === 407) return null;
  const unsure = observation.url.startsWith('http:') ? ', which may have answered in its place' : '';
  return `it was asked through the proxy ${observation.proxy}${unsure}`;
}

/** Node's own server refuses a client certificate so (measured: Node 20, TLS 1.2 and 1.3), without an alert. */
function clientCertificate({ wire, phase, target }: Evidence): string | null {
  const { error } = wire;
  if (error === null || target.tls.cert === null || error.afterBytes || error.viaProxy) return null;
  if (phase === 'connect' || !['CLOSED', 'ECONNRESET', 'EPIPE'].includes(error.code)) return null;
  return 'this probe has a client certificate: some servers refuse one by hanging up';
}

function isFailure({ broken, failing }: Evidence): boolean {
  return broken || failing;
}

function brokenAfterAll(evidence: Evidence): string | null {
  const { error } = evidence.wire;
  if (error === null || evidence.broken) return null;
  const limit = error.limit === null ? '' : `, limit ${error.limit}`;
  return `the connection failed after the part that decided (${inWords(error.code)}${limit})`;
}

function noEndMarker({ answer }: Evidence): string | null {
  if (answer === null || !answer.streamed || answer.endMarker || answer.finishReason === null) return null;
  return `the stream gave a finish reason (${answer.finishReason}) but no end marker`;
}

function noFinishReason({ answer }: Evidence): string | null {
  if (
    answer === null ||
    !answer.streamed ||
    !answer.endMarker ||
    answer.errorBody !== null ||
    answer.finishReason !== null ||
    answer.tokens === 0
  )
    return null;
  return 'the stream gave its end marker but no finish reason';
}

function onlyHidden({ answer, target }: Evidence): string | null {
  if (answer === null || target.check === 'embeddings' || answer.tokens === 0 || answer.visible > 0)
    return null;
  return 'no visible text: the token budget went into reasoning or a tool call';
}

function otherModel({ answer, target }: Evidence): string | null {
  const answered = answer?.model ?? null;
  if (answered === null || target.model === null) return null;
  const plain = (name: string) =>
    name
      .toLowerCase()
      .replace(/^.*\//, '')
      .replace(/:latest$/, '');
  const [asked, got] = [plain(target.model), plain(answered)];
  // A dated or numbered snapshot of the name that was asked for is the same model; `gpt-4o` is no snapshot of `gpt-4`.
  const same = got === asked || (got.startsWith(asked) && /^[-@:]\d{3,}/.test(got.slice(asked.length)));
  return same ? null : `asked for ${target.model}, answered by ${answered}`;
}

/** Deprecation (RFC 9745, and the older `true`) and Sunset (RFC 8594). */
function deprecated({ headers }: Evidence): string | null {
  const since = headers.get('deprecation')?.trim();
  const until = headers.get('sunset')?.trim();
  if (since === undefined && until === undefined) return null;
  const end = until === undefined ? '' : ` and ends on ${dayOf(until)}`;
  const seconds = /^@(\d{1,11})$/.exec(since ?? '')?.[1];
  const start =
    seconds === undefined ? '' : ` since ${new Date(Number(seconds) * 1_000).toISOString().slice(0, 10)}`;
  return `the service says that this call is deprecated${start}${end}`;
}

function dayOf(date: string): string {
  const time = Date.parse(date);
  return Number.isNaN(time) ? date.slice(0, 40) : new Date(time).toISOString().slice(0, 10);
}

function fromCache({ headers, generates }: Evidence): string | null {
  if (!generates) return null;
  const hit = [
    'x-cache',
    'cf-cache-status',
    'x-litellm-cache-hit',
    'cf-aig-cache-status',
    'x-portkey-cache-status',
  ].find((name) => /^(hit|true)\b/i.test(headers.get(name) ?? ''));
  return hit === undefined
    ? null
    : `the answer came from a cache (${hit}), so that it proves little about the model`;
}

function unverified({ observation, target }: Evidence): string | null {
  const problem = observation.tls?.verifyError ?? null;
  return problem !== null && target.tls.insecure
    ? `the certificate was not accepted (${inWords(problem)}); ignored because of insecure`
    : null;
}

/** Audio and binary frames are no text to begin with. */
function unreadable({ observation, headers }: Evidence): string | null {
  const type = headers.get('content-type') ?? '';
  if (/^(?:audio|video|image)\/|octet-stream|vnd\.amazon\.eventstream/i.test(type)) return null;
  return observation.response?.body.invalidText === true
    ? 'the body has bytes that are no valid text in its charset'
    : null;
}

/** Fireworks serves above the soft limit and says so. */
function overSoftLimit({ headers }: Evidence): string | null {
  return headers.get('x-ratelimit-over-limit')?.toLowerCase() === 'yes'
    ? 'served above the soft rate limit'
    : null;
}

function switchedOff({ target }: Evidence): string | null {
  const { provider } = target;
  return provider?.retired === undefined
    ? null
    : `${provider.name} was switched off on ${provider.retired}, says the catalogue`;
}

/** For a row that says `up` although something is told. */
export function upNote(detail: string, evidence: Evidence): string {
  const quote = quoteOf(evidence);
  return quote === '' ? detail : `${detail}: ${quote}`;
}
