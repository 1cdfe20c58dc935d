/** What an import keeps book of: names given, variables to set, and what could not be carried over. */

import { type Redact, redactor, Secret } from '../domain/secret.ts';
import type { Origin } from './value.ts';

export interface Note {
  readonly origin: Origin;
  readonly text: string;
}

/** A variable of the result, and what has to be put into it. */
export interface Variable {
  readonly name: string;
  readonly purpose: string;
}

/** As long as the config allows. */
const LONGEST_NAME = 200;
/** Shorter ones stand in ordinary words and are replaced only where they are known to be a secret. */
const TELLING = 8;

export class Ledger {
  readonly notes: Note[] = [];
  readonly #variables = new Map<string, string>();
  readonly #secrets = new Map<string, string>();
  readonly #forgotten = new Set<string>();
  readonly #names = new Set<string>();

  note(origin: Origin, text: string): void {
    this.notes.push({ origin, text });
  }

  variables(): readonly Variable[] {
    return [...this.#variables].map(([name, purpose]) => ({ name, purpose }));
  }

  /**
   * Takes a literal secret out of the config.
   * @param wish what the variable may be called, e.g. `gateway api key`
   * @param purpose what the user has to put into it, without the value
   * @returns `${NAME}`; the same secret has one name
   */
  hide(secret: string, wish: string, purpose: string): string {
    const known = this.#secrets.get(secret);
    if (known !== undefined) return `\${${known}}`;
    const name = this.#freeVariable(toVariable(wish));
    this.#secrets.set(secret, name);
    this.#variables.set(name, purpose);
    return `\${${name}}`;
  }

  /** A secret that has no place in the result, and must not be repeated anywhere either. */
  forget(secret: string): void {
    if (secret !== '') this.#forgotten.add(secret);
  }

  /** A variable that the source reads from the environment as well. */
  reference(name: string, purpose: string): string {
    if (!this.#variables.has(name)) this.#variables.set(name, purpose);
    return `\${${name}}`;
  }

  #freeVariable(wish: string): string {
    let name = wish;
    for (let number = 2; this.#variables.has(name); number++) name = `${wish}_${number}`;
    return name;
  }

  /** A probe's name: printable, not too long, and no other probe's. */
  nameFor(...wishes: readonly (string | undefined)[]): string {
    const clean = wishes.map((wish) => cleanName(wish ?? '')).filter((wish) => wish !== '');
    const free = clean.find((wish) => !this.#names.has(wish));
    let name = free ?? clean.at(-1) ?? 'probe';
    const base = name;
    for (let number = 2; this.#names.has(name); number++) name = `${base}-${number}`;
    this.#names.add(name);
    return name;
  }

  /** Puts a variable where a secret stands once more, in a text that is to be written. */
  masked(text: string): string {
    let masked = text;
    for (const secret of [...this.#secrets.keys(), ...this.#forgotten]) {
      if (secret.length < TELLING || !masked.includes(secret)) continue;
      const variable = this.hide(secret, 'other secret', 'a secret that stood in more than one place');
      masked = masked.replaceAll(secret, () => variable);
    }
    return masked;
  }

  redact(): Redact {
    return redactor([...this.#secrets.keys(), ...this.#forgotten].map((secret) => new Secret(secret)));
  }
}

export function cleanName(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_NAME - 8)
    .trim();
}

function toVariable(wish: string): string {
  const name = wish
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 60);
  return name === '' || /^\d/.test(name) ? `PROBE_${name}`.replace(/_$/, '') : name;
}
