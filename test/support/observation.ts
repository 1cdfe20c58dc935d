/** Small builders of what an attempt saw and what was asked, so that a test states only what matters to it. */

import type {
  AddressOutcome,
  AnswerFacts,
  Marks,
  Observation,
  Phase,
  ResponseFacts,
  TlsFacts,
  WireError,
} from '../../src/domain/observation.ts';
import type { Provider } from '../../src/domain/provider.ts';
import type { Check, Target } from '../../src/domain/target.ts';
import type { Verdict } from '../../src/domain/verdict.ts';
import { wireError } from '../../src/probe/outcome.ts';
import { TARGET_BASE, timeouts } from './target.ts';

export const STARTED = '2026-11-24T02:00:00.000Z';
/** Milliseconds since 1970 at which an observation of these builders ends. */
export const ENDED = Date.parse(STARTED) + 241;

const MARKS: Marks = {
  dns: 3,
  connectStart: 3,
  connect: 12,
  tls: 33,
  requestSent: 34,
  firstByte: 240,
  headers: 240,
  firstToken: null,
  firstVisible: null,
  end: 241,
};

export function target(overrides: Partial<Target> = {}): Target {
  const url = overrides.url ?? 'https://api.example.com/v1/models';
  return {
    ...TARGET_BASE,
    name: 'probe',
    check: 'http',
    url,
    ask: { via: 'http', request: { method: 'GET', url, headers: [], body: null } },
    timeout: timeouts({ total: 10_000 }),
    retryDelayMs: 500,
    redirects: 0,
    ...overrides,
  };
}

/** A target of that check with a key, as a check deeper than `reach` has it. */
export function ai(check: Check, overrides: Partial<Target> = {}): Target {
  return target({
    check,
    authenticated: check !== 'reach',
    model: 'model-1',
    provider: provider(),
    ...overrides,
  });
}

export function provider(overrides: Partial<Provider> = {}): Provider {
  return {
    id: 'acme',
    name: 'Acme AI',
    kind: 'hosted',
    base_url: 'https://api.example.com/v1',
    auth: { header: 'authorization', scheme: 'Bearer', env: 'ACME_API_KEY', required: true },
    reach: [{ path: '/models', expect: [401] }],
    models: { path: '/models', list: 'data[].id' },
    error_shape: { type: 'error.type', code: 'error.code', message: 'error.message', param: 'error.param' },
    errors: [],
    ...overrides,
  };
}

export function observation(overrides: Partial<Observation> = {}): Observation {
  return {
    started: STARTED,
    marks: MARKS,
    resolver: '10.0.0.2',
    addresses: [address('192.0.2.7', 'connected')],
    address: { ip: '192.0.2.7', family: 4, port: 443 },
    proxy: null,
    tls: null,
    hops: [],
    url: 'https://api.example.com/v1/models',
    response: null,
    answer: null,
    error: null,
    lag: 0.4,
    ...overrides,
  };
}

export function address(
  ip: string,
  outcome: AddressOutcome['outcome'],
  code: string | null = null,
): AddressOutcome {
  return { ip, family: ip.includes(':') ? 6 : 4, port: 443, outcome, code, ms: 9 };
}

export { wireError };

/** An attempt that ended with this error. */
export function broken(phase: Phase, code: string, details: Partial<WireError> = {}): Observation {
  return observation({ error: wireError(phase, code, details) });
}

export function response(
  status: number,
  body: unknown = '',
  headers: Readonly<Record<string, string>> = {},
): ResponseFacts {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const type = typeof body === 'string' ? sniff(body) : 'application/json';
  const all = { ...(type === null ? {} : { 'content-type': type }), ...headers };
  return {
    status,
    statusText: '',
    httpVersion: '1.1',
    headers: Object.entries(all),
    body: { text, bytes: Buffer.byteLength(text), complete: true, encoding: null, invalidText: false },
  };
}

function sniff(text: string): string | null {
  if (text === '') return null;
  return text.startsWith('<') ? 'text/html' : 'text/plain';
}

/** An attempt that got this answer. */
export function answered(
  status: number,
  body: unknown = '',
  headers: Readonly<Record<string, string>> = {},
): Observation {
  return observation({ response: response(status, body, headers) });
}

export function html(title: string, body = ''): string {
  return `<!doctype html><html><head><title>${title}</title></head><body>${body}</body></html>`;
}

export function tls(overrides: Partial<TlsFacts> = {}): TlsFacts {
  return {
    protocol: 'TLSv1.3',
    cipher: 'TLS_AES_128_GCM_SHA256',
    alpn: 'http/1.1',
    subject: 'api.example.com',
    issuer: 'R3',
    validFrom: '2026-09-01T00:00:00.000Z',
    validTo: '2027-01-24T02:00:00.000Z',
    names: ['api.example.com'],
    verifyError: null,
    ...overrides,
  };
}

/** The certificate was not accepted. */
export function badCertificate(verifyError: string, overrides: Partial<TlsFacts> = {}): Observation {
  return observation({ error: wireError('tls', 'CERTIFICATE'), tls: tls({ verifyError, ...overrides }) });
}

export function answerFacts(overrides: Partial<AnswerFacts> = {}): AnswerFacts {
  return {
    streamed: true,
    events: 5,
    tokens: 3,
    visible: 3,
    tokensPerSecond: 50,
    longestGapMs: 20,
    finishReason: 'stop',
    endMarker: true,
    errorBody: null,
    malformed: null,
    filtered: null,
    model: null,
    usage: { inputTokens: 8, outputTokens: 3 },
    ...overrides,
  };
}

/** A 200 event stream read as these facts. */
export function streamed(facts: Partial<AnswerFacts> = {}, error: WireError | null = null): Observation {
  const body = response(200, 'data: {}\n\n', { 'content-type': 'text/event-stream' });
  return observation({ response: body, answer: answerFacts(facts), error });
}

/** `kind.reason` of a failure, else the state. */
export function classOf({ failure, state }: Verdict): string {
  return failure === null ? state : `${failure.kind}.${failure.reason}`;
}
