/**
 * The failure classes: every kind and reason, who has to act, whether another try can help, and what to tell people.
 * SPEC 4 is the authority for the names; the texts stand in `failures/`, a file for each group of kinds.
 */

import { MISMATCH, PROTOCOL, REDIRECT } from './failures/answer.ts';
import { AUTH, BAD_REQUEST, BLOCKED, NOT_FOUND, QUOTA, RATE_LIMIT } from './failures/client.ts';
import type { FailureInfo, Reasons } from './failures/info.ts';
import { CONNECT, DNS, TLS } from './failures/network.ts';
import { CONFIG, DEGRADED, INTERNAL, LOCAL } from './failures/own.ts';
import { MAINTENANCE, NOT_READY, OVERLOADED, SERVER_ERROR, STREAM } from './failures/service.ts';
import { TIMEOUT } from './failures/timeout.ts';

export type { FailureInfo, Party } from './failures/info.ts';

export const FAILURES = {
  dns: DNS,
  connect: CONNECT,
  tls: TLS,
  timeout: TIMEOUT,
  'server-error': SERVER_ERROR,
  overloaded: OVERLOADED,
  'not-ready': NOT_READY,
  maintenance: MAINTENANCE,
  'rate-limit': RATE_LIMIT,
  quota: QUOTA,
  auth: AUTH,
  blocked: BLOCKED,
  'not-found': NOT_FOUND,
  'bad-request': BAD_REQUEST,
  redirect: REDIRECT,
  protocol: PROTOCOL,
  stream: STREAM,
  mismatch: MISMATCH,
  local: LOCAL,
  config: CONFIG,
  internal: INTERNAL,
  degraded: DEGRADED,
} as const satisfies Readonly<Record<string, Reasons>>;

type Failures = typeof FAILURES;
export type Kind = keyof Failures;
export type ReasonOf<K extends Kind> = Extract<keyof Failures[K], string>;

/** A kind with one of its own reasons. */
export type Failure = { [K in Kind]: { readonly kind: K; readonly reason: ReasonOf<K> } }[Kind];

/** `kind.reason`, e.g. `dns.timeout`. */
export type FailureClass = { [K in Kind]: `${K}.${ReasonOf<K>}` }[Kind];

export const KINDS = Object.keys(FAILURES) as readonly Kind[];

const BY_CLASS: ReadonlyMap<string, { readonly failure: Failure; readonly info: FailureInfo }> = new Map(
  KINDS.flatMap((kind) =>
    Object.entries<FailureInfo>(FAILURES[kind]).map(([reason, info]) => {
      // The pair comes from the table itself, which is what the type says of it.
      const failure = { kind, reason } as Failure;
      return [`${kind}.${reason}`, { failure, info }] as const;
    }),
  ),
);

/** Every class, in the table's order. */
export const FAILURE_CLASSES = [...BY_CLASS.keys()] as readonly FailureClass[];

export function isFailureClass(text: string): text is FailureClass {
  return BY_CLASS.has(text);
}

export function toFailure(failureClass: FailureClass): Failure {
  return known(failureClass).failure;
}

export function failureInfo(failure: Failure): FailureInfo {
  return known(`${failure.kind}.${failure.reason}`).info;
}

function known(failureClass: string) {
  const entry = BY_CLASS.get(failureClass);
  if (entry === undefined) throw new Error(`no such failure class: ${failureClass}`);
  return entry;
}
