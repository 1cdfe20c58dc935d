/** One result of a result file: its shape held against `domain/report.ts`, nothing taken over that is not named there. */

import { UserError } from '../domain/errors.ts';
import type { Party } from '../domain/failure.ts';
import type { Evidence, LimitUse, Result, TimingsMs } from '../domain/report.ts';
import { CHECKS } from '../domain/target.ts';
import { STATES } from '../domain/verdict.ts';
import type { Node } from './node.ts';

/** Longer names than any config's; a name is never cut, for it tells probes apart. */
export const LONGEST_NAME = 2_000;
const SENTENCE = 4_000;
const URL_LENGTH = 8_000;
const WORD = 300;
const MANY = 200;

const PARTIES: readonly Party[] = ['provider', 'client', 'network', 'local'];
const INDICATORS = ['none', 'minor', 'major', 'critical', 'maintenance', 'unknown'] as const;
const WHY = ['first', 'retry', 'lag', 'mended'] as const;

/** @throws UserError naming the place that is wrong */
export function readResult(node: Node): Result {
  return {
    name: node.get('name').name(LONGEST_NAME),
    provider: node.get('provider').orNull(word),
    check: node.get('check').oneOf(CHECKS),
    url: node.get('url').text(URL_LENGTH),
    tags: node.get('tags').list(MANY, word),
    optional: node.get('optional').flag(),
    ...readVerdict(node),
    ...readFacts(node),
    deepest_ok: node.get('deepest_ok').orNull((check) => check.oneOf(CHECKS)),
    notes: node.get('notes').list(MANY, sentence),
    status_page: node.get('status_page').orNull(readStatusPage),
    attempts: node.get('attempts').list(MANY, readAttempt),
    evidence: node.get('evidence').orNull(readEvidence),
  };
}

type VerdictFields =
  | 'state'
  | 'kind'
  | 'reason'
  | 'fault'
  | 'retryable'
  | 'retry_after_ms'
  | 'rule'
  | 'message'
  | 'hint';

function readVerdict(node: Node): Pick<Result, VerdictFields> {
  const state = node.get('state').oneOf(STATES);
  const kind = node.get('kind').orNull(classWord);
  const reason = node.get('reason').orNull(classWord);
  const classed = kind !== null && reason !== null;
  const fits = state === 'up' ? kind === null && reason === null : classed;
  if (!fits && !(state === 'skipped' && kind === null && reason === null)) {
    throw new UserError(`a result that is ${state} cannot have kind ${kind} and reason ${reason}`);
  }
  return {
    state,
    kind,
    reason,
    fault: node.get('fault').orNull((fault) => fault.oneOf(PARTIES)),
    retryable: node.get('retryable').flag(),
    retry_after_ms: node.get('retry_after_ms').orNull((ms) => ms.duration()),
    rule: node.get('rule').orNull(word),
    message: node.get('message').orNull(sentence) ?? '',
    // An empty one is none.
    hint: node.get('hint').orNull(sentence) || null,
  };
}

type FactFields = 'http' | 'timings_ms' | 'stream' | 'usage' | 'model' | 'address' | 'tls' | 'rate_limit';

function readFacts(node: Node): Pick<Result, FactFields> {
  return {
    http: node.get('http').orNull((http) => ({
      status: http.get('status').status(),
      version: http.get('version').text(WORD),
      request_id: http.get('request_id').orNull(word),
      location: http.get('location').orNull((url) => url.text(URL_LENGTH)),
    })),
    timings_ms: readTimings(node.get('timings_ms')),
    stream: node.get('stream').orNull((stream) => ({
      tokens: stream.get('tokens').count(),
      tokens_per_s: stream.get('tokens_per_s').orNull((rate) => rate.duration()),
      longest_gap_ms: stream.get('longest_gap_ms').orNull((gap) => gap.duration()),
      finished: stream.get('finished').flag(),
    })),
    usage: node.get('usage').orNull((usage) => ({
      input_tokens: usage.get('input_tokens').orNull((tokens) => tokens.count()),
      output_tokens: usage.get('output_tokens').orNull((tokens) => tokens.count()),
    })),
    model: node.get('model').orNull((model) => ({
      asked: model.get('asked').text(WORD),
      answered: model.get('answered').orNull(word),
    })),
    address: node.get('address').orNull((address) => ({
      ip: address.get('ip').text(WORD),
      family: address.get('family').oneOf([4, 6] as const),
      port: address.get('port').count(65_535),
    })),
    tls: node.get('tls').orNull((tls) => ({
      protocol: tls.get('protocol').orNull(word),
      alpn: tls.get('alpn').orNull(word),
      subject: tls.get('subject').orNull(word),
      issuer: tls.get('issuer').orNull(word),
      valid_to: tls.get('valid_to').someInstant(),
      days_left: tls.get('days_left').orNull((days) => days.number()),
    })),
    rate_limit: node.get('rate_limit').orNull((limits) => ({
      requests: limits.get('requests').orNull(readLimit),
      tokens: limits.get('tokens').orNull(readLimit),
    })),
  };
}

function readTimings(node: Node): TimingsMs {
  const ms = (key: keyof TimingsMs) =>
    node.isAbsent ? null : node.get(key).orNull((value) => value.duration());
  return {
    dns: ms('dns'),
    connect: ms('connect'),
    tls: ms('tls'),
    first_byte: ms('first_byte'),
    first_token: ms('first_token'),
    first_visible: ms('first_visible'),
    total: ms('total'),
    server: ms('server'),
    lag: ms('lag'),
  };
}

function readLimit(node: Node): LimitUse {
  const figure = (key: keyof LimitUse) => node.get(key).orNull((value) => value.number());
  return { limit: figure('limit'), remaining: figure('remaining'), reset_ms: figure('reset_ms') };
}

function readStatusPage(node: Node): NonNullable<Result['status_page']> {
  return {
    indicator: node.get('indicator').oneOf(INDICATORS),
    description: node.get('description').orNull(sentence),
    url: node.get('url').text(URL_LENGTH),
    incidents: node.get('incidents').list(MANY, (incident) => ({
      name: incident.get('name').text(SENTENCE),
      status: incident.get('status').orNull(word),
      started: incident.get('started').someInstant(),
    })),
  };
}

function readAttempt(node: Node): Result['attempts'][number] {
  return {
    started: node.get('started').instant(),
    state: node.get('state').oneOf(STATES),
    kind: node.get('kind').orNull(classWord),
    reason: node.get('reason').orNull(classWord),
    total_ms: node.get('total_ms').duration(),
    why: node.get('why').orNull((why) => why.oneOf(WHY)) ?? 'first',
  };
}

function readEvidence(node: Node): Evidence {
  return {
    phase: node.get('phase').orNull(word),
    code: node.get('code').orNull(word),
    detail: node.get('detail').orNull(sentence),
    resolver: node.get('resolver').orNull(word),
    proxy: node.get('proxy').orNull(word),
    addresses: node.get('addresses').list(MANY, (address) => ({
      ip: address.get('ip').text(WORD),
      outcome: address.get('outcome').text(WORD),
      code: address.get('code').orNull(word),
      ms: address.get('ms').orNull((ms) => ms.duration()),
    })),
    hops: node.get('hops').list(MANY, (hop) => ({
      url: hop.get('url').text(URL_LENGTH),
      status: hop.get('status').status(),
      location: hop.get('location').text(URL_LENGTH),
    })),
    headers: node.get('headers').list(MANY, readHeader),
    body: node.get('body').orNull((body) => body.text(SENTENCE)),
  };
}

function readHeader(node: Node): readonly [string, string] {
  const [name = '', value = ''] = node.list(2, (text) => text.text(SENTENCE));
  return [name, value];
}

/** A class of a later version is no mistake; what is no word at all is. */
export function classWord(node: Node): string {
  const text = node.name(64);
  if (!/^[a-z][a-z0-9-]*$/.test(text)) throw new UserError('kind and reason have to be words of a-z and "-"');
  return text;
}

export function word(node: Node): string {
  return node.text(WORD);
}

function sentence(node: Node): string {
  return node.text(SENTENCE);
}
