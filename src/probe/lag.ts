/**
 * How late the event loop runs. A mark can be late by as much as the loop was, so this is the error bar of every
 * reading. One coarse timer serves all attempts; it ticks only while there are some.
 */

const TICK_MS = 5;
/** Shorter delays are the timer's own rounding. */
const NOISE_MS = 1.5;
/** Old entries are of no use to an attempt that starts later. */
const MAX_ENTRIES = 4_096;

export class LagMeter {
  readonly #now: () => number;
  /** Late ticks, oldest first. */
  #late: { readonly at: number; readonly ms: number }[] = [];
  #users = 0;
  #timer: NodeJS.Timeout | undefined;
  #last = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  enter(): void {
    this.#users += 1;
    if (this.#users > 1) return;
    this.#last = this.#now();
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
    this.#timer.unref();
  }

  /** @returns the worst lateness since `start` (monotonic), milliseconds */
  leave(start: number): number {
    const now = this.#now();
    // A tick that is overdue right now has not been noted yet.
    const overdue = Math.min(now - this.#last - TICK_MS, now - start);
    let worst = overdue > NOISE_MS ? overdue : 0;
    for (let i = this.#late.length - 1; i >= 0; i -= 1) {
      const entry = this.#late[i];
      if (entry === undefined || entry.at < start) break;
      worst = Math.max(worst, Math.min(entry.ms, entry.at - start));
    }
    this.#users -= 1;
    if (this.#users === 0) {
      clearInterval(this.#timer);
      this.#late = [];
    }
    return worst;
  }

  #tick(): void {
    const now = this.#now();
    const late = now - this.#last - TICK_MS;
    this.#last = now;
    if (late <= NOISE_MS) return;
    this.#late.push({ at: now, ms: late });
    if (this.#late.length > MAX_ENTRIES) this.#late.splice(0, MAX_ENTRIES / 2);
  }
}
