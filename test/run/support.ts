/** Values and a virtual clock for the tests of `run/`: nothing here waits, listens or sends. */

import { FAILURES, type Failure } from '../../src/domain/failure.ts';
import type {
  AddressOutcome,
  Marks,
  Observation,
  ResponseFacts,
  WireError,
} from '../../src/domain/observation.ts';
import type { Clock } from '../../src/domain/ports.ts';
import type { Result } from '../../src/domain/report.ts';
import type { Target } from '../../src/domain/target.ts';
import type { Verdict } from '../../src/domain/verdict.ts';
import type { Judge } from '../../src/run/judge.ts';
import { NO_TIMINGS } from '../../src/run/timings.ts';
import { TARGET_BASE, timeouts } from '../support/target.ts';

export const STARTED = '2026-11-24T02:00:00.000Z';

export function target(name: string, more: Partial<Target> = {}): Target {
  const url = more.url ?? `https://${name}.example/health`;
  return {
    ...TARGET_BASE,
    name,
    check: 'http',
    url,
    ask: { via: 'http', request: { method: 'GET', url, headers: [], body: null } },
    timeout: timeouts({ total: 3_000 }),
    retryDelayMs: 500,
    redirects: 0,
    ...more,
  };
}

export function marks(more: Partial<Marks> = {}): Marks {
  return {
    dns: null,
    connectStart: 0,
    connect: 1,
    tls: null,
    requestSent: 1,
    firstByte: null,
    headers: null,
    firstToken: null,
    firstVisible: null,
    end: 50,
    ...more,
  };
}

export function observation(more: Partial<Observation> = {}): Observation {
  return {
    started: STARTED,
    marks: marks(),
    resolver: null,
    addresses: [],
    address: { ip: '203.0.113.7', family: 4, port: 443 },
    proxy: null,
    tls: null,
    hops: [],
    url: 'https://a.example/health',
    response: null,
    answer: null,
    error: null,
    lag: 0,
    ...more,
  };
}

export function response(status: number, text = '', headers: ResponseFacts['headers'] = []): ResponseFacts {
  const body = { text, bytes: text.length, complete: true, encoding: null, invalidText: false };
  return { status, statusText: '', httpVersion: '1.1', headers, body };
}

export function wireError(code: string, more: Partial<WireError> = {}): WireError {
  const nothing = {
    syscall: null,
    limit: null,
    bound: null,
    status: null,
    proxyReason: null,
    viaProxy: false,
    afterBytes: false,
    silentMs: null,
    received: null,
  };
  return { phase: 'connect', code, message: code, ...nothing, ...more };
}

export function failedAddress(ip: string, code: string | null): AddressOutcome {
  return {
    ip,
    family: ip.includes(':') ? 6 : 4,
    port: 443,
    outcome: code === null ? 'pending' : 'failed',
    code,
    ms: 1,
  };
}

export const UP: Verdict = {
  state: 'up',
  failure: null,
  fault: null,
  retryable: false,
  retryAfterMs: null,
  rule: null,
  message: 'answers',
  hint: '',
  notes: [],
};

export function down(failure: Failure, more: Partial<Verdict> = {}): Verdict {
  const table: Readonly<Record<string, { readonly retryable: boolean }>> = FAILURES[failure.kind];
  return {
    ...UP,
    state: 'down',
    failure,
    fault: 'provider',
    retryable: table[failure.reason]?.retryable ?? false,
    rule: `test.${failure.kind}`,
    message: `${failure.kind} ${failure.reason}`,
    hint: 'look there',
    ...more,
  };
}

/** A published result; the kind and reason as `kind.reason`. */
export function result(
  name: string,
  state: Result['state'],
  cls: string | null = null,
  more: Partial<Result> = {},
): Result {
  const [kind = null, reason = null] = cls?.split('.') ?? [];
  return {
    name,
    provider: null,
    check: 'http',
    url: `https://${name}.example/health`,
    tags: [],
    optional: false,
    state,
    kind,
    reason,
    fault: null,
    retryable: false,
    retry_after_ms: null,
    rule: null,
    message: cls ?? state,
    hint: '',
    http: null,
    timings_ms: NO_TIMINGS,
    stream: null,
    usage: null,
    deepest_ok: null,
    model: null,
    notes: [],
    address: null,
    tls: null,
    rate_limit: null,
    status_page: null,
    attempts: [],
    evidence: null,
    ...more,
  };
}

export const NO_EVIDENCE: NonNullable<Result['evidence']> = {
  phase: null,
  code: null,
  detail: null,
  resolver: null,
  proxy: null,
  addresses: [],
  hops: [],
  headers: [],
  body: null,
};

/** Judges by a function; reads nothing else from an observation. */
export function judgeBy(classify: Judge['classify']): Judge {
  return { classify, rateLimit: () => null, requestId: () => null, serverTiming: () => null };
}

/** Time that passes only when nothing else is left to do. */
export class VirtualClock implements Clock {
  /** What one turn of the event loop takes. */
  turnMs = 0.1;
  turns = 0;
  #time = 0;
  readonly #timers = new Set<{ readonly at: number; readonly ring: () => void }>();
  readonly #due: (() => void)[] = [];

  now = () => this.#time;

  wall = () => Date.parse(STARTED) + this.#time;

  nextTurn = (callback: () => void) => {
    this.#due.push(callback);
  };

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return Promise.resolve();
    return new Promise((resolve) => {
      const ring = () => {
        this.#timers.delete(timer);
        resolve();
      };
      const timer = { at: this.#time + ms, ring };
      this.#timers.add(timer);
      signal?.addEventListener('abort', ring, { once: true });
    });
  }

  /** Lets time pass until the work is done. @throws Error when nothing is due and the work waits all the same */
  async drive<T>(work: Promise<T>): Promise<T> {
    let pending = true;
    const done = () => {
      pending = false;
    };
    work.then(done, done);
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (!pending) return work;
      this.#step();
    }
  }

  #step(): void {
    const [next] = [...this.#timers].sort((a, b) => a.at - b.at);
    if (next !== undefined && next.at <= this.#time) {
      next.ring();
      return;
    }
    const turn = this.#due.shift();
    if (turn !== undefined) {
      this.turns += 1;
      this.#time += this.turnMs;
      turn();
      return;
    }
    if (next === undefined) throw new Error('nothing is due, and the work waits');
    this.#time = next.at;
    next.ring();
  }
}
