/** What to say of answers that came and are not as they should be. */

import { inWords } from '../../domain/code-words.ts';
import { formatDuration } from '../../domain/duration.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Unmet } from '../evidence/unmet.ts';
import type { NearLimit } from '../facts/headroom.ts';
import { hostOf } from '../facts/place.ts';
import { day, daysUntil } from '../facts/time.ts';
import type { Say, SentencesOf } from './say.ts';

export const REDIRECT = {
  'redirect.unexpected': (e) =>
    `${e.httpStatus}: ${hostOf(e)} redirects to ${locationOf(e)}, which this probe does not follow`,
  'redirect.loop': (e) =>
    `the redirects of ${hostOf(e)} go in a circle (${e.observation.hops.length + 1} so far)`,
  'redirect.too-many': (e) =>
    `${hostOf(e)} redirects more than the ${e.target.redirects} times that this probe follows`,
  'redirect.insecure': (e) => `${hostOf(e)} redirects from https to unencrypted http (${locationOf(e)})`,
} as const satisfies SentencesOf<'redirect'>;

export const PROTOCOL = {
  'protocol.malformed': (e) => {
    const came = e.wire.error?.received ?? null;
    if (e.phase === 'body')
      return `the body of the answer of ${hostOf(e)} (${e.httpStatus}) breaks the rules of HTTP`;
    return `${hostOf(e)} answered something that is not proper HTTP${came === null ? '' : ` (it begins ${JSON.stringify(came.slice(0, 40))})`}`;
  },
  'protocol.truncated': (e) =>
    e.observation.response === null
      ? `the answer of ${hostOf(e)} was cut off within its header`
      : `the answer of ${hostOf(e)} was cut off after ${e.observation.response.body.bytes} bytes of its body`,
  'protocol.too-large': (e) =>
    `the ${e.phase === 'body' ? 'answer' : 'header of the answer'} of ${hostOf(e)} is larger than the limit${e.wire.error?.bound == null ? '' : ` of ${e.wire.error.bound} bytes`}`,
  'protocol.encoding': (e) =>
    `the answer of ${hostOf(e)} cannot be decoded as ${e.observation.response?.body.encoding?.slice(0, 60) ?? 'it is labelled'}`,
} as const satisfies SentencesOf<'protocol'>;

export const STREAM = {
  'stream.truncated': (e) =>
    `the stream of ${hostOf(e)} was cut off after ${e.answer?.tokens ?? 0} tokens, without an end marker`,
  'stream.malformed': (e) =>
    `the stream of ${hostOf(e)} breaks its format: ${e.answer?.malformed ?? 'unreadable'}`,
  'stream.empty': (e) =>
    `${e.httpStatus}: ${hostOf(e)} reported success but ${e.target.check === 'embeddings' ? 'sent no embedding' : 'the model generated nothing'}`,
  'stream.error-event': (e) => `${e.httpStatus} with an error inside: ${hostOf(e)} failed while it answered`,
} as const satisfies SentencesOf<'stream'>;

/** Expected against got; `otherwise` where a row other than an expectation decided. */
function unmet(what: Unmet['what'], name: string, otherwise: Say): Say {
  return (e) => {
    const all = e.unmet;
    const first = all.find((one) => one.what === what);
    if (first === undefined) return otherwise(e);
    const more = all.length > 1 ? ` (and ${all.length - 1} more)` : '';
    return `${hostOf(e)}: expected ${name}${first.wanted}, got ${first.got}${more}`;
  };
}

export const MISMATCH = {
  'mismatch.status': unmet(
    'status',
    'status ',
    (e) => `${hostOf(e)} answered ${e.httpStatus}, which is not a status that says the work is done`,
  ),
  'mismatch.header': unmet('header', 'header ', (e) => `a header of ${hostOf(e)} is not as expected`),
  'mismatch.body': unmet('body', 'a body with ', (e) => `the body of ${hostOf(e)} is not as expected`),
  'mismatch.json': unmet(
    'json',
    '',
    (e) =>
      `${e.httpStatus}: the answer of ${hostOf(e)} is not the JSON that this API gives${e.answer?.malformed ? `: ${e.answer.malformed}` : ''}`,
  ),
  'mismatch.content-type': unmet(
    'content-type',
    '',
    (e) =>
      `${e.httpStatus}: ${hostOf(e)} answered with ${e.body.content === 'html' ? 'a web page' : `one ${e.body.content === 'json' ? 'JSON' : e.body.content} document`} where ${e.target.check === 'stream' ? 'a stream' : "the API's own answer"} was due`,
  ),
  'mismatch.cert-days': unmet(
    'cert-days',
    'a certificate valid for ',
    (e) => `the certificate of ${hostOf(e)} expires too soon`,
  ),
} as const satisfies SentencesOf<'mismatch'>;

export const DEGRADED = {
  'degraded.slow': (e) => {
    const over = e.passedLimits.map(
      ({ name, took, limit }) => `${name} ${formatDuration(took)} (limit ${formatDuration(limit)})`,
    );
    return `${hostOf(e)} works but is slow: ${over.join(', ')}`;
  },
  'degraded.flaky': (e) => `${hostOf(e)} works, but only after a retry`,
  'degraded.cert-expiring': (e) => {
    const end = e.observation.tls?.validTo ?? null;
    return `the certificate of ${hostOf(e)} expires ${end === null ? 'soon' : `in ${days(daysUntil(end, e.now))} (${day(end)})`}`;
  },
  'degraded.near-limit': (e) =>
    `${hostOf(e)} works, but the rate limit is nearly used up: ${e.nearLimits.map(left).join(', ')}`,
  'degraded.partial': (e) => {
    const failed = e.observation.addresses.filter(({ outcome }) => outcome === 'failed');
    return `${failed.length} of ${e.observation.addresses.length} addresses of ${hostOf(e)} fail: ${failed
      .slice(0, 4)
      .map(({ ip, code }) => `${ip} (${code === null ? 'no answer' : inWords(code)})`)
      .join(', ')}`;
  },
  'degraded.incident': (e) => `${hostOf(e)} works here, but its status page reports an incident`,
} as const satisfies SentencesOf<'degraded'>;

function left({ unit, limit }: NearLimit): string {
  const reset = limit.reset_ms === null ? '' : `, resets in ${formatDuration(limit.reset_ms)}`;
  return `${limit.remaining} of ${limit.limit} ${unit} left${reset}`;
}

function days(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}

function locationOf(e: Evidence): string {
  const location = e.headers.get('location') ?? e.wire.error?.message ?? '';
  return location === '' ? 'nowhere' : location.replace(/[?#].*$/s, '').slice(0, 160);
}
