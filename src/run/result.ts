/** Observation + verdict + target → the published result (SPEC 5): nothing made up, nothing secret. */

import type { Observation } from '../domain/observation.ts';
import type { Result } from '../domain/report.ts';
import type { Redact } from '../domain/secret.ts';
import type { Target } from '../domain/target.ts';
import { evidenceOf, shownUrl } from './evidence.ts';
import type { Judge } from './judge.ts';
import { maskUrl } from './mask.ts';
import type { Outcome } from './outcome.ts';
import { NO_TIMINGS, tenths, timingsOf } from './timings.ts';

const DAY_MS = 86_400_000;

/** Characters. */
const LARGE = 4_096;

/** @param redact masks the run's secrets in every text that may echo one */
export function toResult(outcome: Outcome, judge: Judge, redact: Redact): Result {
  const result = published(outcome, judge, redact);
  // V8 keeps the whole of a text for each piece that was cut from it: a thousand answers of 1 MiB were a gigabyte.
  return isLarge(outcome.observation) ? structuredClone(result) : result;
}

/** The answer is larger than what a result tells of it. */
function isLarge(observation: Observation | null): boolean {
  if (observation === null) return false;
  let size = observation.response?.body.text.length ?? 0;
  for (const [, value] of observation.response?.headers ?? []) size += value.length;
  for (const { location } of observation.hops) size += location.length;
  return size > LARGE;
}

function published(
  { target, observation, verdict, ...outcome }: Outcome,
  judge: Judge,
  redact: Redact,
): Result {
  return {
    name: target.name,
    provider: target.provider?.id ?? null,
    check: target.check,
    url: maskUrl(target.url, redact),
    tags: target.tags.map(redact),
    optional: target.optional,
    state: verdict.state,
    kind: verdict.failure?.kind ?? null,
    reason: verdict.failure?.reason ?? null,
    fault: verdict.fault,
    retryable: verdict.retryable,
    retry_after_ms: verdict.retryAfterMs,
    rule: verdict.rule,
    message: redact(verdict.message),
    hint: verdict.hint === '' ? null : redact(verdict.hint),
    ...factsOf(observation, target, judge, redact),
    deepest_ok: outcome.deepestOk,
    notes: verdict.notes.map(redact),
    status_page: null,
    attempts: outcome.attempts,
    evidence: observation === null || verdict.state === 'up' ? null : evidenceOf(observation, redact),
  };
}

type Facts = Pick<
  Result,
  'http' | 'timings_ms' | 'stream' | 'usage' | 'model' | 'address' | 'tls' | 'rate_limit'
>;

function factsOf(observation: Observation | null, target: Target, judge: Judge, redact: Redact): Facts {
  const answered = observation?.answer?.model ?? null;
  return {
    http: observation && httpOf(observation, target, judge, redact),
    timings_ms: observation ? timingsOf(observation, judge.serverTiming(observation, target)) : NO_TIMINGS,
    stream: observation && streamOf(observation, target),
    usage: observation && usageOf(observation, target),
    model:
      target.model === null ? null : { asked: redact(target.model), answered: answered && redact(answered) },
    address: observation?.address ?? null,
    tls: observation && tlsOf(observation, redact),
    rate_limit: observation && judge.rateLimit(observation, target),
  };
}

function httpOf(observation: Observation, target: Target, judge: Judge, redact: Redact): Result['http'] {
  const { response, error } = observation;
  // After a rejected certificate only the other side's clock was asked.
  if (response === null || error?.code === 'CERTIFICATE') return null;
  const requestId = judge.requestId(observation, target);
  const location = response.headers.find(([name]) => name === 'location')?.[1];
  return {
    status: response.status,
    version: response.httpVersion,
    request_id: requestId === null ? null : redact(requestId),
    location: location === undefined ? null : shownUrl(location, redact),
  };
}

/** A stream that gave nothing is told as such; an answer that was not to be streamed has no such figures. */
function streamOf({ answer }: Observation, target: Target): Result['stream'] {
  if (answer?.streamed !== true && target.check !== 'stream') return null;
  const rate = answer?.tokensPerSecond ?? null;
  const gap = answer?.longestGapMs ?? null;
  return {
    tokens: answer?.tokens ?? 0,
    tokens_per_s: rate === null ? null : tenths(rate),
    longest_gap_ms: gap === null ? null : tenths(gap),
    finished: answer?.endMarker ?? false,
  };
}

function usageOf({ answer }: Observation, target: Target): Result['usage'] {
  if (answer === null && target.ask.via !== 'generate') return null;
  return {
    input_tokens: answer?.usage.inputTokens ?? null,
    output_tokens: answer?.usage.outputTokens ?? null,
  };
}

function tlsOf({ tls, started }: Observation, redact: Redact): Result['tls'] {
  if (tls === null) return null;
  return {
    protocol: tls.protocol,
    alpn: tls.alpn,
    subject: tls.subject && redact(tls.subject),
    issuer: tls.issuer && redact(tls.issuer),
    valid_to: tls.validTo,
    days_left:
      tls.validTo === null ? null : Math.floor((Date.parse(tls.validTo) - Date.parse(started)) / DAY_MS),
  };
}
