/** Makes the AttemptFn of the real network. Holds what attempts share: name servers, TLS contexts, the lag meter. */

import { setMaxListeners } from 'node:events';
import type { Observation, Phase, WireError } from '../domain/observation.ts';
import type { AttemptFn, AttemptHooks, Clock } from '../domain/ports.ts';
import type { Target } from '../domain/target.ts';
import type { Address } from './address.ts';
import { everyAddress } from './all-addresses.ts';
import { type AttemptTools, attemptOnce } from './attempt.ts';
import { readyTls } from './dial.ts';
import { LagMeter } from './lag.ts';
import { Lifeline } from './lifeline.ts';
import { wireError } from './outcome.ts';
import { dateQuestion, doubtsOwnClock, withPeerDate } from './peer-clock.ts';
import { type Prepared, prepare } from './prepare.ts';
import { NameResolver } from './resolve.ts';
import { SecureContexts } from './tls.ts';
import { Trace } from './trace.ts';

export interface Prober {
  readonly attempt: AttemptFn;
  readonly names: NameResolver;
  /** Lets go of everything that could keep the process alive. */
  close(): void;
}

export function createProber(clock: Pick<Clock, 'now' | 'wall'>, version: string): Prober {
  const names = new NameResolver(clock.now);
  const lag = new LagMeter(clock.now);
  const tools: AttemptTools = { names, contexts: new SecureContexts(), userAgent: `aiprobe/${version}` };

  /** Does the work within the target's deadlines and the caller's signal; whatever comes of it is an observation. */
  async function observe(
    trace: Trace,
    { target, signal }: { readonly target: Target; readonly signal: AbortSignal },
    work: (life: Lifeline) => Promise<WireError | null>,
  ): Promise<Observation> {
    const life = new Lifeline(target.timeout, trace.now);
    const abort = () => life.fail(wireError(life.phase, 'ABORTED', { viaProxy: life.viaProxy }));
    // One signal serves all attempts of a run; Node would warn of a leak at the eleventh.
    setMaxListeners(0, signal);
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    lag.enter();
    let error: WireError | null;
    try {
      error = await work(life);
    } catch (thrown) {
      // A bug of ours in this attempt must not cost the others their results, nor leave a connection open.
      error = bug(life.phase, thrown);
      life.fail(error);
    }
    life.close();
    signal.removeEventListener('abort', abort);
    return trace.finish(error, lag.leave(trace.zero));
  }

  async function attempt(target: Target, hooks: AttemptHooks, signal: AbortSignal): Promise<Observation> {
    const seen = await attemptAll(target, hooks, signal);
    if (!doubtsOwnClock(seen)) return seen;
    return withPeerDate(seen, await attemptAll(dateQuestion(target, seen.url), hooks, signal));
  }

  async function attemptAll(target: Target, hooks: AttemptHooks, signal: AbortSignal): Promise<Observation> {
    let prepared: Prepared;
    try {
      prepared = await prepare(target, clock.wall());
      readyTls(tools.contexts, target);
    } catch (thrown) {
      return new Trace(target.url, clock.wall(), clock.now).finish(bug('request', thrown), 0);
    }
    const ask = (trace: Trace, pinned: Address | null) =>
      observe(trace, { target, signal }, (life) =>
        attemptOnce(tools, { target, prepared, trace, life, hooks, pinned }),
      );
    const started = clock.wall();
    const first = new Trace(target.url, started, clock.now);
    if (!target.dns.allAddresses || target.proxy !== null) return ask(first, null);
    return everyAddress({
      names,
      target,
      lookup: (work) => observe(first, { target, signal }, (life) => work({ target, trace: first, life })),
      ask: (address, { marks, resolver }) => {
        const trace = new Trace(target.url, started, clock.now, first.zero);
        trace.marks.dns = marks.dns;
        trace.resolver = resolver;
        return ask(trace, address);
      },
    });
  }

  return { attempt, names, close: () => names.close() };
}

function bug(phase: Phase, thrown: unknown): WireError {
  const message = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  return wireError(phase, 'BUG', { message });
}
