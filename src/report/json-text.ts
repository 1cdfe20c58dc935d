/** JSON that is safe to `cat`: stable key order, and no character that acts on a terminal. */

import type { Report } from '../domain/report.ts';

type KeysOf<T> = T extends readonly (infer Item)[]
  ? KeysOf<Item>
  : T extends object
    ? Extract<keyof T, string> | KeysOf<T[keyof T]>
    : never;

/**
 * Every key of the result, in one order that agrees with SPEC 5 in each of its objects. A record, so that a key of
 * `domain/report.ts` that is missing here, or one too many, does not compile.
 */
const ORDER = {
  schema: 0,
  run: 0,
  summary: 0,
  results: 0,
  groups: 0,
  causes: 0,
  id: 0,
  name: 0,
  provider: 0,
  check: 0,
  indicator: 0,
  description: 0,
  url: 0,
  incidents: 0,
  tags: 0,
  optional: 0,
  status: 0,
  started: 0,
  duration_ms: 0,
  version: 0,
  request_id: 0,
  location: 0,
  shard: 0,
  state: 0,
  kind: 0,
  reason: 0,
  total_ms: 0,
  why: 0,
  fault: 0,
  retryable: 0,
  retry_after_ms: 0,
  rule: 0,
  message: 0,
  hint: 0,
  http: 0,
  timings_ms: 0,
  stream: 0,
  usage: 0,
  deepest_ok: 0,
  model: 0,
  asked: 0,
  answered: 0,
  notes: 0,
  address: 0,
  dns: 0,
  connect: 0,
  tls: 0,
  rate_limit: 0,
  status_page: 0,
  attempts: 0,
  evidence: 0,
  first_byte: 0,
  first_token: 0,
  first_visible: 0,
  total: 0,
  server: 0,
  lag: 0,
  requests: 0,
  tokens: 0,
  tokens_per_s: 0,
  longest_gap_ms: 0,
  finished: 0,
  input_tokens: 0,
  output_tokens: 0,
  limit: 0,
  remaining: 0,
  reset_ms: 0,
  protocol: 0,
  alpn: 0,
  subject: 0,
  issuer: 0,
  valid_to: 0,
  days_left: 0,
  phase: 0,
  ip: 0,
  family: 0,
  port: 0,
  outcome: 0,
  code: 0,
  detail: 0,
  ms: 0,
  resolver: 0,
  proxy: 0,
  addresses: 0,
  hops: 0,
  headers: 0,
  body: 0,
  up: 0,
  degraded: 0,
  down: 0,
  unknown: 0,
  skipped: 0,
  exit_code: 0,
  require: 0,
  ok: 0,
  members: 0,
  note: 0,
  shared: 0,
  probes: 0,
} satisfies Record<KeysOf<Report>, 0>;

const KEYS = Object.keys(ORDER);

/**
 * What JSON lets through and a terminal or a line reader does not: DEL and C1, line and paragraph separators, bidi and
 * zero-width characters, and what makes a CI system take a log line for a command. JSON itself escapes C0 and lone surrogates. Outside of strings JSON is ASCII, so the whole
 * document can be gone over at once.
 */
const UNSAFE = /[\x7f-\x9f\u2028\u2029\p{Cf}]|##(?=\[|vso\[|teamcity\[)/gu;

/** Nothing beyond printable ASCII and line feeds: the usual case, and quick to see. */
const HARMLESS = /^[\n\x20-\x7e]*$/;

/** @param indent spaces per level; 0: all on one line */
export function jsonText(value: unknown, indent = 0): string {
  const text = JSON.stringify(value, KEYS, indent);
  return HARMLESS.test(text) && !text.includes('##') ? text : text.replace(UNSAFE, escapeUnits);
}

function escapeUnits(character: string): string {
  let escaped = '';
  for (let i = 0; i < character.length; i += 1) {
    escaped += `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`;
  }
  return escaped;
}
