/** When a status page is asked: early enough that the verdict need not wait for it. */

import type { Clock, ProviderWord, ProviderWordFn } from '../domain/ports.ts';
import type { Result } from '../domain/report.ts';
import type { Redact } from '../domain/secret.ts';
import { statusPageOf } from '../domain/status-page.ts';
import type { Target } from '../domain/target.ts';
import { maskUrl } from './mask.ts';
import { type AskPages, isWordWanted, maskWord, withWord } from './provider-word.ts';

export interface WordPorts {
  readonly clock: Clock;
  readonly providerWord: ProviderWordFn;
}

/**
 * Asks for their word in time: as soon as an attempt failed or takes long, so that it is there when the verdict is. A
 * verdict never waits for it beyond the time that one attempt may take.
 */
export class WordAsker {
  readonly #target: Target;
  readonly #ask: AskPages;
  readonly #ports: WordPorts;
  readonly #began: number;
  /** Ends the waiting. Only where there is any: making and aborting one for every probe is 25 microseconds each. */
  #over: AbortController | null = null;
  #word: Promise<ProviderWord | null> | null = null;

  constructor(target: Target, ask: AskPages, ports: WordPorts) {
    this.#target = target;
    this.#ask = ask;
    this.#ports = ports;
    this.#began = ports.clock.now();
    if (ask === 'none' || statusPageOf(target) === null) return;
    const over = new AbortController();
    this.#over = over;
    void ports.clock.sleep(target.timeout.total / 2, over.signal).then(() => {
      if (!over.signal.aborted) this.#begin();
    });
  }

  /** An attempt was judged, and another may follow. */
  sawFailure(): void {
    if (this.#ask !== 'none' && statusPageOf(this.#target) !== null) this.#begin();
  }

  /**
   * The result with their word in it, where that is wanted and there in time.
   * @param signal ends the waiting
   */
  async complete(result: Result, redact: Redact, signal: AbortSignal): Promise<Result> {
    this.#over?.abort();
    if (!isWordWanted(this.#target, result, this.#ask)) return result;
    const { clock } = this.#ports;
    const left = Math.max(0, this.#target.timeout.total - (clock.now() - this.#began));
    const word = await Promise.race([this.#begin(), clock.sleep(left, signal)]);
    if (word === undefined) return signal.aborted ? result : { ...result, status_page: this.#silent(redact) };
    return word === null ? result : withWord(result, maskWord(word, redact));
  }

  /** What was waited for in vain is told, or nobody knows where the time went. */
  #silent(redact: Redact): Result['status_page'] {
    const page = statusPageOf(this.#target)?.page;
    if (page === undefined) return null;
    const description = 'their status page did not answer in time';
    return { indicator: 'unknown', description, url: maskUrl(page, redact), incidents: [] };
  }

  #begin(): Promise<ProviderWord | null> {
    this.#word ??= this.#ports.providerWord(this.#target);
    return this.#word;
  }
}
