/**
 * What an attempt costs this machine at the moment: milliseconds of its event loop, from start to end.
 *
 * An answer is more work than a start, and comes later: by the time the first answers make turns slow, a hundred more
 * may be on their way. Starts that keep this distance leave room for the answers to come (1,000 endpoints that answer
 * after 50 ms: a median of 0.4 ms too late in place of 2.5, and the run no longer, for the processor was the limit).
 */

/** So much of an attempt's work is in starting it (measured, plain HTTP); the rest comes with its answer. */
const START_SHARE = 0.35;
/** What is older than so many attempts counts half: code gets faster as it runs. */
const MEMORY = 16;

export class WorkMeter {
  #ms = 0;
  #attempts = 0;
  #hasMoved = false;

  /**
   * The end of a turn of the event loop in which nothing was waited for. One in which no attempt moved does not count:
   * what is spent on waiting for the next start must not put it off still further.
   */
  worked(turnMs: number): void {
    if (this.#hasMoved) this.#ms += turnMs;
    this.#hasMoved = false;
  }

  /** An attempt went a step on its way. */
  moved(): void {
    this.#hasMoved = true;
  }

  started(): void {
    this.#count(START_SHARE);
  }

  ended(): void {
    this.#count(1 - START_SHARE);
  }

  /** 0 as long as nothing is known. */
  get msPerAttempt(): number {
    return this.#attempts === 0 ? 0 : this.#ms / this.#attempts;
  }

  #count(share: number): void {
    this.#hasMoved = true;
    this.#attempts += share;
    if (this.#attempts < MEMORY) return;
    this.#attempts /= 2;
    this.#ms /= 2;
  }
}
