/** The settings of one probe as they are resolved, each with where it came from: what `aiprobe plan` shows. */

import type { Setting } from '../domain/plan.ts';
import type { Resolved } from './resolve.ts';

/** Where a value may come from; the first that is not undefined wins. */
export interface Choice<T> {
  readonly flag?: { readonly name: string; readonly value: T | undefined };
  readonly given: T | undefined;
  readonly fallback: T;
  /** Default: `built-in`. */
  readonly fallbackOrigin?: string;
}

export class Sheet {
  readonly settings: Setting[] = [];
  readonly #probe: Resolved;
  readonly #kept: boolean;

  /** @param kept false: nobody will ask, nothing is noted */
  constructor(probe: Resolved, kept: boolean) {
    this.#probe = probe;
    this.#kept = kept;
  }

  /** Chooses and notes. `show` gives '' for what is not worth a line. */
  take<T>(key: string, choice: Choice<T>, show: (value: T) => string = String): T {
    const { flag, given, fallback, fallbackOrigin = 'built-in' } = choice;
    const value = flag?.value ?? given ?? fallback;
    if (this.#kept) {
      const origin = given === undefined ? fallbackOrigin : this.origin(key);
      this.note(key, show(value), flag?.value === undefined ? origin : flag.name);
    }
    return value;
  }

  note(key: string, value: string, origin: string): void {
    if (this.#kept && value !== '') this.settings.push({ key, value, origin });
  }

  /** Origin of a key that the probe or its defaults set. */
  origin(key: string): string {
    if (!this.#kept) return '';
    return this.#probe.origin(...key.split('.')) ?? 'built-in';
  }
}
