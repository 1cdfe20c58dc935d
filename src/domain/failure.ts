/**
 * The failure classes: every kind and reason, who has to act, whether another try can help, and what to tell people.
 * One table; SPEC 4 is the authority for its names.
 */

/** Who has to act. SPEC calls it the fault. */
export type Party = 'provider' | 'client' | 'network' | 'local';

export interface FailureInfo {
  readonly fault: Party;
  /** Another try within seconds may succeed. */
  readonly retryable: boolean;
  /** A few words, e.g. `the name does not exist`. */
  readonly title: string;
  /** What it means, for a non-expert. */
  readonly meaning: string;
  /** Likely causes, the likeliest first. */
  readonly causes: readonly string[];
  /** What to do now. */
  readonly hint: string;
}

type Table = Readonly<Record<string, Readonly<Record<string, FailureInfo>>>>;

const p = (fault: Party, retryable: boolean): FailureInfo => ({
  fault,
  retryable,
  title: '',
  meaning: '',
  causes: [],
  hint: '',
});

export const FAILURES = {
  dns: {
    'not-found': p('provider', false),
    'no-address': p('provider', false),
    'server-failure': p('network', true),
    refused: p('network', true),
    timeout: p('network', true),
    'resolver-unreachable': p('network', true),
  },
  connect: {
    refused: p('provider', true),
    unreachable: p('network', true),
    reset: p('provider', true),
    closed: p('provider', true),
  },
  tls: {
    expired: p('provider', false),
    'not-yet-valid': p('provider', false),
    untrusted: p('provider', false),
    hostname: p('provider', false),
    protocol: p('provider', false),
    handshake: p('provider', true),
    'client-cert': p('provider', false),
  },
  timeout: {
    connect: p('network', true),
    tls: p('provider', true),
    'first-byte': p('provider', true),
    'first-token': p('provider', true),
    body: p('provider', true),
    stalled: p('provider', true),
    total: p('provider', true),
  },
  'server-error': {
    internal: p('provider', true),
    'bad-gateway': p('provider', true),
    unavailable: p('provider', true),
    'gateway-timeout': p('provider', true),
    'origin-unreachable': p('provider', true),
    other: p('provider', true),
  },
  overloaded: { capacity: p('provider', true), 'slow-down': p('provider', true) },
  'not-ready': { 'model-loading': p('provider', true), starting: p('provider', true) },
  maintenance: { announced: p('provider', false), page: p('provider', false) },
  'rate-limit': {
    requests: p('client', true),
    tokens: p('client', true),
    concurrency: p('client', true),
    unspecified: p('client', true),
  },
  quota: { credits: p('client', false), billing: p('client', false), plan: p('client', false) },
  auth: {
    'missing-key': p('client', false),
    'invalid-key': p('client', false),
    forbidden: p('client', false),
  },
  blocked: {
    'bot-challenge': p('network', false),
    waf: p('network', false),
    geo: p('client', false),
    legal: p('client', false),
    ip: p('network', false),
  },
  'not-found': {
    path: p('client', false),
    model: p('client', false),
    deployment: p('client', false),
    retired: p('client', false),
  },
  'bad-request': {
    invalid: p('client', false),
    unsupported: p('client', false),
    'too-large': p('client', false),
    'content-filter': p('client', false),
    other: p('client', false),
  },
  redirect: {
    unexpected: p('provider', false),
    loop: p('provider', false),
    'too-many': p('provider', false),
    insecure: p('provider', false),
  },
  protocol: {
    malformed: p('provider', true),
    truncated: p('provider', true),
    'too-large': p('provider', false),
    encoding: p('provider', true),
  },
  stream: {
    truncated: p('provider', true),
    malformed: p('provider', true),
    empty: p('provider', true),
    'error-event': p('provider', true),
  },
  mismatch: {
    status: p('provider', false),
    header: p('provider', false),
    body: p('provider', false),
    json: p('provider', false),
    'content-type': p('provider', false),
    'cert-days': p('provider', false),
  },
  local: {
    'network-down': p('local', false),
    'captive-portal': p('local', false),
    proxy: p('local', false),
    'clock-skew': p('local', false),
    'file-limit': p('local', true),
  },
  config: { 'missing-env': p('local', false) },
  internal: { bug: p('local', false) },
  degraded: {
    slow: p('provider', false),
    flaky: p('provider', false),
    'cert-expiring': p('provider', false),
    'near-limit': p('client', false),
    partial: p('provider', false),
    incident: p('provider', false),
  },
} as const satisfies Table;

type Failures = typeof FAILURES;
export type Kind = keyof Failures;
export type ReasonOf<K extends Kind> = Extract<keyof Failures[K], string>;

/** A kind with one of its own reasons. */
export type Failure = { [K in Kind]: { readonly kind: K; readonly reason: ReasonOf<K> } }[Kind];

/** `kind.reason`, e.g. `dns.timeout`. */
export type FailureClass = { [K in Kind]: `${K}.${ReasonOf<K>}` }[Kind];

export const KINDS = Object.keys(FAILURES) as readonly Kind[];
