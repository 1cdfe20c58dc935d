/** What to say of failures that the service reports. */

import type { Evidence } from '../evidence/evidence.ts';
import { hostOf, proxyOf } from '../facts/place.ts';
import type { Limits } from '../facts/rate-limit.ts';
import type { Say, SentencesOf } from './say.ts';

/** `503`, or how an error came inside a 200. */
function status({ httpStatus, inBody }: Evidence): string {
  return inBody ? `${httpStatus} with an error inside` : String(httpStatus ?? 'no status');
}

const told =
  (words: string): Say =>
  (e) =>
    `${status(e)}: ${hostOf(e)} ${words}`;

const SHORT: Readonly<Record<string, string>> = { second: 's', minute: 'min', hour: 'h' };

/** `60 requests per minute`, `40,000 input tokens/min`, as error messages name a limit. */
const LIMIT_IN_WORDS: Readonly<Record<keyof Limits, RegExp>> = {
  requests: /\b(?:(\d[\d,]{0,12}) )?(?:api )?(?:requests|calls) ?(?:per|\/) ?(second|minute|min|hour|day)\b/,
  tokens: /\b(?:(\d[\d,]{0,12}) )?(?:input |output )?tokens ?(?:per|\/) ?(second|minute|min|hour|day)\b/,
};

/** Headers tell the number, and often only the message tells the window. */
function usedUp(unit: keyof Limits): Say {
  return (e) => {
    const limit = e.limits[unit];
    const [, inWords, window] = LIMIT_IN_WORDS[unit].exec(e.words) ?? [];
    const amount = limit?.limit ? String(limit.limit) : inWords;
    if (amount === undefined) return `${status(e)}: too many ${unit} to ${hostOf(e)}`;
    const per = limit?.per ?? window ?? '';
    const rate = `${amount} ${unit}${per === '' ? '' : `/${SHORT[per] ?? per}`}`;
    return limit?.remaining === 0
      ? `${status(e)}: ${rate} used up at ${hostOf(e)}`
      : `${status(e)}: more than ${rate} to ${hostOf(e)}`;
  };
}

const model = ({ target }: Evidence): string =>
  target.model === null ? 'the model' : `the model ${target.model}`;

export const SERVICE = {
  'server-error.internal': told('had an internal error'),
  'server-error.bad-gateway': (e) =>
    e.httpStatus === null
      ? `${proxyOf(e)} got no connection to ${hostOf(e)} (it answered ${e.wire.error?.status ?? 'so'})`
      : `${status(e)}: a gateway got no good answer from ${hostOf(e)}`,
  'server-error.unavailable': told('says that it is unavailable'),
  'server-error.gateway-timeout': (e) =>
    e.httpStatus === null
      ? `${proxyOf(e)} got no answer from ${hostOf(e)} in time (it answered ${e.wire.error?.status ?? 'so'})`
      : told('ran out of time')(e),
  'server-error.origin-unreachable': (e) =>
    `${status(e)}: the CDN in front of ${hostOf(e)} cannot reach the service`,
  'server-error.other': told('reported a failure'),
  'overloaded.capacity': told('is overloaded'),
  'overloaded.slow-down': told('asks to slow down'),
  'not-ready.model-loading': told('is still loading the model'),
  'not-ready.starting': told('is still starting'),
  'maintenance.announced': told('is under maintenance'),
  'maintenance.page': told('shows a maintenance page'),
} as const satisfies SentencesOf<'server-error' | 'overloaded' | 'not-ready' | 'maintenance'>;

export const CLIENT = {
  'rate-limit.requests': usedUp('requests'),
  'rate-limit.tokens': usedUp('tokens'),
  'rate-limit.concurrency': (e) => `${status(e)}: too many requests at once to ${hostOf(e)}`,
  'rate-limit.unspecified': (e) => `${status(e)}: a rate limit of ${hostOf(e)} is reached`,
  'quota.credits': (e) => `${status(e)}: the credits at ${hostOf(e)} are used up`,
  'quota.billing': (e) => `${status(e)}: ${hostOf(e)} wants payment or a higher spending limit`,
  'quota.plan': (e) => `${status(e)}: the allowance of the plan at ${hostOf(e)} is used up`,
  'auth.missing-key': told('wants a key and none was sent'),
  'auth.invalid-key': told('refused the key'),
  'auth.forbidden': told('does not allow this call'),
  'not-found.path': (e) => `${status(e)}: ${hostOf(e)} knows nothing at ${pathOf(e)}`,
  'not-found.model': (e) =>
    e.status === 403
      ? `${status(e)}: ${hostOf(e)} does not let this account use ${model(e)}`
      : `${status(e)}: ${hostOf(e)} does not know ${model(e)}`,
  'not-found.deployment': (e) =>
    `${status(e)}: ${hostOf(e)} has no such deployment${e.target.model === null ? '' : ` (${e.target.model})`}`,
  'not-found.retired': (e) =>
    `${status(e)}: ${hostOf(e)} has withdrawn ${e.target.model === null ? 'this' : model(e)} for good`,
  'bad-request.invalid': told('does not accept the request'),
  'bad-request.unsupported': told('does not support this request'),
  'bad-request.too-large': told('finds the request too large'),
  'bad-request.content-filter': (e) =>
    `${status(e)}: a content filter of ${hostOf(e)} stopped it${e.answer?.filtered ? ` (${e.answer.filtered})` : ''}`,
  'bad-request.other': (e) =>
    `${e.httpStatus === null ? '400' : status(e)}: ${hostOf(e)} rejected the request`,
  'blocked.bot-challenge': (e) => `${status(e)}: a bot check stands in front of ${hostOf(e)}`,
  'blocked.waf': (e) => `${status(e)}: a firewall in front of ${hostOf(e)} blocked the request`,
  'blocked.geo': told('does not serve the country or region this machine calls from'),
  'blocked.legal': told('withholds the answer for legal reasons'),
  'blocked.ip': told('does not allow the address this machine calls from'),
} as const satisfies SentencesOf<'rate-limit' | 'quota' | 'auth' | 'not-found' | 'bad-request' | 'blocked'>;

/** The path without its query, which may hold a key. */
function pathOf({ observation }: Evidence): string {
  const path = /^[a-z]+:\/\/[^/?#]*([^?#]*)/i.exec(observation.url)?.[1] ?? '';
  return (path === '' ? '/' : path).slice(0, 120);
}
