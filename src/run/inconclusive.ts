/**
 * Failures that may be this machine's own: held back until the run knows better. One success outside proves the
 * network; otherwise a control probe decides, and what was this machine's is `unknown`, accusing nobody.
 */

import { FAILURES } from '../domain/failure.ts';
import type { ControlOutcome } from '../domain/ports.ts';
import type { Result } from '../domain/report.ts';
import {
  areImplausible,
  deniesName,
  doubtsNetwork,
  type Finished,
  isFromOutside,
  provesNames,
  provesNetwork,
  provesNoPortal,
} from './network.ts';
import { type PortalMark, portalMarks } from './portal.ts';

interface Suspect {
  readonly result: Result;
  readonly marks: readonly PortalMark[];
}

export class Inconclusive {
  readonly #unreached: Result[] = [];
  /** Names that this machine's name server denies. */
  readonly #denied: Finished[] = [];
  readonly #foreign: Suspect[] = [];
  #networkProved = false;
  #namesProved = false;
  #portalRuledOut = false;

  /** @returns what can be told now: this result or none, and those that it cleared */
  admit(finished: Finished): Result[] {
    const { result } = finished;
    const marks = portalMarks(finished);
    const cleared: Result[] = [];
    // A portal's own page proves nothing beyond the portal.
    if (provesNetwork(result) && !marks.some(({ strong }) => strong)) {
      this.#networkProved = true;
      cleared.push(...this.#unreached.splice(0));
      if (!this.#namesProved && provesNames(finished)) {
        this.#namesProved = true;
        cleared.push(...this.#releaseDenied());
      }
    }
    if (provesNoPortal(finished)) {
      this.#portalRuledOut = true;
      cleared.push(...this.#foreign.splice(0).map((suspect) => suspect.result));
    }
    if (!this.#networkProved && doubtsNetwork(finished)) this.#unreached.push(result);
    else if (!this.#namesProved && deniesName(finished)) this.#denied.push(finished);
    else if (!this.#portalRuledOut && marks.length > 0) this.#foreign.push({ result, marks });
    else cleared.push(result);
    return cleared;
  }

  /** Gives back what is held as it came: the run was interrupted, and nothing more is asked. */
  release(): Result[] {
    return [
      ...this.#unreached.splice(0),
      ...this.#releaseDenied(),
      ...this.#foreign.splice(0).map(({ result }) => result),
    ];
  }

  #releaseDenied(): Result[] {
    return this.#denied.splice(0).map(({ result }) => result);
  }

  /**
   * Ends the holding back: each result as it came, or with a verdict about this machine.
   * @param control the control probe; asked once at most, and only if a verdict depends on it
   */
  async settle(control: () => Promise<ControlOutcome>): Promise<Result[]> {
    const echoed = repeatedKeys(this.#foreign);
    const certain = ({ marks }: Suspect) => marks.some(({ key, decisive }) => decisive && echoed.has(key));
    const likely = ({ result, marks }: Suspect) =>
      isFromOutside(result) && marks.some(({ key, strong }) => strong || echoed.has(key));
    const settled = this.#foreign.some(certain);
    const doubtful = this.#unreached.length > 0 || areImplausible(this.#denied) || this.#foreign.some(likely);
    const open = !settled && doubtful;
    const outcome = open ? await control() : null;
    const failing = outcome !== null && outcome.state !== 'ok';
    const detail = outcome?.detail ?? 'different services gave the same foreign answer';
    // What is in between for one is in between for the others: between here and outside, and under no verified certificate.
    const outside = this.#foreign.some((suspect) => isFromOutside(suspect.result) && certain(suspect));
    const alike = ({ result, marks }: Suspect) =>
      outside && isFromOutside(result) && marks.some(({ decisive }) => decisive);
    const isPortal = (suspect: Suspect) => certain(suspect) || alike(suspect) || (failing && likely(suspect));
    const judged = this.#foreign.map((suspect) =>
      isPortal(suspect) ? blame(suspect.result, 'captive-portal', detail) : suspect.result,
    );
    const unreached = [...this.#unreached, ...this.#releaseDenied()];
    if (!settled && !failing) return [...unreached, ...judged];
    const portal = this.#foreign.some(isPortal) || outcome?.state === 'portal';
    const reason = portal ? 'captive-portal' : 'network-down';
    return [...unreached.map((result) => blame(result, reason, detail)), ...judged];
  }
}

/** An interrupted run waits for no control probe, and blames nobody in its name. */
export function unlessInterrupted(
  control: Promise<ControlOutcome>,
  signal: AbortSignal | undefined,
): Promise<ControlOutcome> {
  const interrupted = new Promise<ControlOutcome>((resolve) => {
    const giveUp = () => resolve({ state: 'ok', detail: '' });
    if (signal?.aborted === true) giveUp();
    else signal?.addEventListener('abort', giveUp, { once: true });
  });
  return Promise.race([control, interrupted]);
}

/** Marks that were seen in two different places. */
function repeatedKeys(suspects: readonly Suspect[]): ReadonlySet<string> {
  const places = new Map<string, string>();
  const repeated = new Set<string>();
  for (const { key, place } of suspects.flatMap(({ marks }) => marks)) {
    const earlier = places.get(key);
    if (earlier !== undefined && earlier !== place) repeated.add(key);
    else places.set(key, place);
  }
  return repeated;
}

const SENTENCES = {
  'network-down': 'this machine seems to have no working network',
  'captive-portal': 'something between this machine and the internet answers in place of the service',
} as const;

/** The failure is this machine's; what it looked like at first stays in the notes. */
function blame(result: Result, reason: 'network-down' | 'captive-portal', detail: string): Result {
  const { fault, hint, retryable } = FAILURES.local[reason];
  return {
    ...result,
    state: 'unknown',
    kind: 'local',
    reason,
    fault,
    retryable,
    retry_after_ms: null,
    rule: `local.${reason}`,
    message: `${SENTENCES[reason]} (${detail})`,
    hint,
    // Nobody's status page speaks of this machine.
    status_page: null,
    notes: [...result.notes, `by itself this would be ${result.kind}.${result.reason}: ${result.message}`],
  };
}
