/**
 * A value of somebody's JSON document, with its place in it: read by asking for what it has to be. Result files may come
 * from strangers, so every text and list is bounded, keys that nobody asks for are left behind, and an absent fact is null.
 */

import { UserError } from '../domain/errors.ts';

/** No figure in a result comes near. */
const LARGEST = 1e15;
/** ISO 8601 as RFC 3339 narrows it: what the schema of our own documents asks for. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

export class Node {
  readonly #value: unknown;
  readonly #path: string;

  constructor(value: unknown, path: string) {
    this.#value = value;
    this.#path = path;
  }

  /** @throws UserError, as all of these do, when the value is not what it has to be */
  get(key: string): Node {
    const record = this.#value;
    if (typeof record !== 'object' || record === null || Array.isArray(record)) this.#refuse('an object');
    // Never what an object inherits: a name may be "__proto__".
    const own: unknown = Object.hasOwn(record, key) ? Reflect.get(record, key) : undefined;
    return new Node(own, this.#path === '' ? key : `${this.#path}.${key}`);
  }

  get isAbsent(): boolean {
    return this.#value === undefined || this.#value === null;
  }

  /** For what tells things apart, and so must not be cut. */
  name(longest: number): string {
    const text = this.#string();
    if (text === '' || text.length > longest) this.#refuse(`a text of 1 to ${longest} characters`);
    return text;
  }

  /** Cut after so many characters. */
  text(longest: number): string {
    return this.#string().slice(0, longest);
  }

  /** An ISO 8601 instant. */
  instant(): string {
    const text = this.#string();
    if (!INSTANT.test(text) || Number.isNaN(Date.parse(text))) this.#refuse('a time');
    return text;
  }

  /** What somebody else wrote as a time; null where it is none. */
  someInstant(): string | null {
    const text = this.isAbsent ? '' : this.#string();
    return !INSTANT.test(text) || Number.isNaN(Date.parse(text)) ? null : text;
  }

  number(): number {
    const value = this.#value;
    if (typeof value !== 'number' || !(Math.abs(value) < LARGEST)) this.#refuse('a number');
    return value;
  }

  count(most = LARGEST): number {
    const value = this.number();
    if (!Number.isInteger(value) || value < 0 || value > most)
      this.#refuse(`a whole number from 0 to ${most}`);
    return value;
  }

  /** A status code of HTTP (RFC 9110, section 15: three digits, the first from 1). */
  status(): number {
    const value = this.count(999);
    if (value < 100) this.#refuse('a whole number from 100 to 999');
    return value;
  }

  duration(): number {
    const value = this.number();
    if (value < 0) this.#refuse('not negative');
    return value;
  }

  flag(): boolean {
    if (this.isAbsent) return false;
    if (typeof this.#value !== 'boolean') this.#refuse('true or false');
    return this.#value;
  }

  oneOf<T>(choices: readonly T[]): T {
    const found = choices.find((choice) => choice === this.#value);
    if (found === undefined) this.#refuse(`one of ${choices.join(', ')}`);
    return found;
  }

  orNull<T>(read: (node: Node) => T): T | null {
    return this.isAbsent ? null : read(this);
  }

  /** @param most the rest is left out */
  list<T>(most: number, read: (node: Node) => T): T[] {
    if (this.isAbsent) return [];
    if (!Array.isArray(this.#value)) this.#refuse('a list');
    return this.#value.slice(0, most).map((item, i) => read(new Node(item, `${this.#path}[${i}]`)));
  }

  /** A list of which nothing may be left out. */
  whole<T>(most: number, read: (node: Node) => T): T[] {
    if (Array.isArray(this.#value) && this.#value.length > most) this.#refuse(`a list of at most ${most}`);
    return this.list(most, read);
  }

  #string(): string {
    if (typeof this.#value !== 'string') this.#refuse('a text');
    return this.#value;
  }

  #refuse(wanted: string): never {
    throw new UserError(`${this.#path === '' ? 'it' : this.#path} has to be ${wanted}`);
  }
}
