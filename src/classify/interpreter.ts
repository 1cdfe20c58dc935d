/** The one interpreter of rules: each condition is a test of the evidence, a row matches when all of its tests hold. */

import { within } from './evidence/acceptance.ts';
import type { Evidence } from './evidence/evidence.ts';
import { isListless, isUnlisted } from './evidence/models.ts';
import { valuesAt } from './evidence/path.ts';
import { saysAny } from './evidence/phrases.ts';
import { PARTS } from './evidence/problem.ts';
import type { Rule, Stage, When } from './rule.ts';

type Conditions = Required<When>;
type Tests = { readonly [K in keyof Conditions]: (wanted: Conditions[K], evidence: Evidence) => boolean };

/** A clock that is off by less makes no certificate invalid that is older than its own issuing. */
const SKEW_MS = 5 * 60_000;

const TESTS: Tests = {
  broken: (wanted, e) => e.broken === wanted,
  code: (wanted, e) => wanted.some((code) => e.wire.codes.has(code)),
  codeLike: (wanted, e) => e.wire.error !== null && wanted.test(e.wire.error.code),
  phase: (wanted, e) => e.phase !== null && wanted.includes(e.phase),
  limit: (wanted, e) => e.wire.error?.limit != null && wanted.includes(e.wire.error.limit),
  viaProxy: (wanted, e) => (e.wire.error?.viaProxy === true) === wanted,
  proxyReached: (wanted, e) => e.wire.proxyReached === wanted,
  proxyStatus: (wanted, e) => within(e.wire.error?.status ?? 0, wanted),
  proxySays: (wanted, e) => wanted.test(e.wire.error?.proxyReason ?? ''),
  afterBytes: (wanted, e) => (e.wire.error?.afterBytes === true) === wanted,
  bodyBegan: (wanted, e) => e.wire.bodyBegan === wanted,
  silent: (wanted, e) => e.wire.silent === wanted,
  received: (wanted, e) => wanted.test(e.wire.error?.received ?? ''),
  certificate: (wanted, e) => e.wire.certificate !== null && wanted.test(e.wire.certificate),
  certificateSeen: (wanted, e) => e.wire.certificateSeen === wanted,
  skewed: (wanted, e) => (e.skewMs !== null && Math.abs(e.skewMs) > SKEW_MS) === wanted,

  answered: (wanted, e) => (e.httpStatus !== null) === wanted,
  failing: (wanted, e) => e.failing === wanted,
  accepted: (wanted, e) => e.acceptance.accepted === wanted,
  settled: (wanted, e) => (e.acceptance.explicit && e.acceptance.accepted) === wanted,
  page: (wanted, e) => e.page === wanted,
  status: (wanted, e) => e.status !== null && within(e.status, wanted),
  statusOrInBody: (wanted, e) =>
    e.status !== null && (within(e.status, wanted) || (e.inBody && e.problem.status === null)),
  inBody: (wanted, e) => e.inBody === wanted,
  statusText: (wanted, e) => wanted.test((e.observation.response?.statusText ?? '').slice(0, 200)),
  header: (wanted, e) =>
    Object.entries(wanted).every(([name, value]) => {
      const came = e.headers.get(name);
      return value === null ? came === undefined : came !== undefined && value.test(came.slice(0, 1_000));
    }),
  content: (wanted, e) => wanted.includes(e.body.content),
  due: (wanted, e) => e.acceptance.due === wanted,
  title: (wanted, e) => wanted.test(e.body.title),
  body: (wanted, e) => saysAny(e.body.head, wanted),
  says: (wanted, e) => saysAny(e.words, wanted),
  ids: (wanted, e) => wanted.some((id) => e.problem.ids.has(id)),
  part: (wanted, e) => PARTS.every((part) => hasPart(wanted[part], e.problem.parts[part])),
  field: (wanted, e) =>
    Object.entries(wanted).every(([path, fragment]) => hasField(e.document, path, fragment)),
  edgeCode: (wanted, e) => e.edgeCode !== null && wanted.includes(e.edgeCode),
  cdn: (wanted, e) => e.cdn === wanted,
  exhausted: (wanted, e) => e.limits[wanted]?.remaining === 0,

  check: (wanted, e) => wanted.includes(e.target.check),
  asksModel: (wanted, e) => e.asksModel === wanted,
  keyless: (wanted, e) => !e.target.authenticated === wanted,
  proxied: (wanted, e) => (e.observation.proxy !== null) === wanted,
  secure: (wanted, e) => e.observation.url.startsWith('https:') === wanted,
  path: (wanted, e) => pathOf(e.observation.url).includes(wanted),

  generates: (wanted, e) => e.generates === wanted,
  streamed: (wanted, e) => e.streamed === wanted,
  streamAsked: (wanted, e) => (e.target.check === 'stream') === wanted,
  oneDocument: (wanted, e) => isOneDocument(e) === wanted,
  tokens: (wanted, e) => e.answer !== null && (e.answer.tokens === 0) === (wanted === 'none'),
  malformed: (wanted, e) =>
    e.answer !== null && e.answer.malformed !== null && wanted.test(e.answer.malformed),
  filtered: (wanted, e) => wanted.test(e.answer?.filtered ?? ''),
  finish: (wanted, e) => wanted.test(e.answer?.finishReason ?? ''),
  endMarker: (wanted, e) => e.answer?.endMarker === wanted,

  unmet: (wanted, e) => e.unmet[0]?.what === wanted,
  undecided: (wanted, e) => (e.unmet[0]?.undecided === true) === wanted,
  unlisted: (wanted, e) => isUnlisted(e) === wanted,
  listless: (wanted, e) => isListless(e) === wanted,

  slow: (wanted, e) => e.passedLimits.length > 0 === wanted,
  certificateEnding: (wanted, e) => e.certificateEnding === wanted,
  nearLimit: (wanted, e) => e.nearLimits.length > 0 === wanted,
  partial: (wanted, e) => e.partial === wanted,
};

type Check = (evidence: Evidence) => boolean;

/** A row's conditions joined to their tests, once for all attempts. */
const CHECKS = new WeakMap<When, readonly Check[]>();

export function matches(when: When, evidence: Evidence): boolean {
  let checks = CHECKS.get(when);
  if (checks === undefined) {
    checks = Object.keys(when)
      .filter(isCondition)
      .flatMap((name) => checkOf(name, when));
    CHECKS.set(when, checks);
  }
  return checks.every((check) => check(evidence));
}

function isCondition(name: string): name is keyof Conditions {
  return name in TESTS;
}

function checkOf<K extends keyof Conditions>(name: K, when: Partial<Conditions>): Check[] {
  const wanted = when[name];
  return wanted === undefined ? [] : [(evidence) => TESTS[name](wanted, evidence)];
}

/** @returns the first row that matches, stage by stage, or null */
export function decide(stages: readonly Stage[], evidence: Evidence): Rule | null {
  for (const { gate, rules } of stages) {
    if (!matches(gate, evidence)) continue;
    const rule = rules.find(({ when }) => matches(when, evidence));
    if (rule !== undefined) return rule;
  }
  return null;
}

function hasPart(wanted: readonly string[] | undefined, came: readonly string[]): boolean {
  if (wanted === undefined) return true;
  return wanted.includes('*') ? came.length > 0 : wanted.some((value) => came.includes(value));
}

function hasField(document: unknown, path: string, fragment: string): boolean {
  const root: unknown = Array.isArray(document) && !path.startsWith('[') ? document[0] : document;
  return valuesAt(root, path).some((value) => {
    if (value === null || value === undefined) return false;
    if (fragment === '*') return true;
    return typeof value !== 'object' && saysAny(String(value).slice(0, 1_000).toLowerCase(), [fragment]);
  });
}

/** A document in place of the stream that was asked for. */
function isOneDocument({ answer, body }: Evidence): boolean {
  return body.content === 'json' && (answer === null || answer.events === 0);
}

function pathOf(url: string): string {
  return /^[a-z]+:\/\/[^/?#]*([^?#]*)/i.exec(url)?.[1] ?? '';
}
