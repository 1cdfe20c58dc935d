/**
 * A value of a foreign config. Reading a key marks it: what nobody has read when an importer is done is what could not be
 * carried over, so that nothing gets lost without a word.
 */

export interface Origin {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** `endpoints[2].client.timeout`; empty for the whole document. */
  readonly path: string;
}

export type Value = ScalarItem | ListItem | MapItem;
export type Scalar = string | number | boolean | null;

const TRUTH: Readonly<Record<string, boolean>> = { true: true, '1': true, false: false, '0': false };

export class ScalarItem {
  readonly origin: Origin;
  readonly value: Scalar;

  constructor(origin: Origin, value: Scalar) {
    this.origin = origin;
    this.value = value;
  }

  isEmpty(): boolean {
    return this.value === null || this.value === '' || this.value === false;
  }

  unread(): readonly Origin[] {
    return [];
  }

  plain(): unknown {
    return this.value;
  }
}

export class ListItem {
  readonly origin: Origin;
  readonly items: readonly Value[];

  constructor(origin: Origin, items: readonly Value[]) {
    this.origin = origin;
    this.items = items;
  }

  isEmpty(): boolean {
    return this.items.every((item) => item.isEmpty());
  }

  unread(): readonly Origin[] {
    return this.items.flatMap((item) => item.unread());
  }

  plain(): unknown {
    return this.items.map((item) => item.plain());
  }
}

export class MapItem {
  readonly origin: Origin;
  /** Every entry, without marking any. */
  readonly all: ReadonlyMap<string, Value>;
  readonly #read = new Set<string>();

  constructor(origin: Origin, entries: ReadonlyMap<string, Value>) {
    this.origin = origin;
    this.all = entries;
  }

  isEmpty(): boolean {
    return [...this.all.values()].every((value) => value.isEmpty());
  }

  get(key: string): Value | undefined {
    this.#read.add(key);
    return this.all.get(key);
  }

  map(key: string): MapItem | undefined {
    return this.#take(key, (value) => (value instanceof MapItem ? value : undefined));
  }

  list(key: string): readonly Value[] | undefined {
    return this.#take(key, (value) => (value instanceof ListItem ? value.items : undefined));
  }

  /** Text that is there; numbers and truth values as text. */
  text(key: string): string | undefined {
    return this.#take(key, textOf);
  }

  texts(key: string): readonly string[] | undefined {
    return this.#take(key, (value) => {
      if (!(value instanceof ListItem)) return undefined;
      const texts = value.items.map(textOf);
      return texts.every((text) => text !== undefined) ? texts : undefined;
    });
  }

  /** A number, also where it is written as text. */
  number(key: string): number | undefined {
    return this.#take(key, (value) => {
      const text = textOf(value);
      if (text === undefined || text.trim() === '' || !Number.isFinite(Number(text))) return undefined;
      return Number(text);
    });
  }

  /** A truth value, also as the 0 or 1 of a database; not there: false. */
  flag(key: string): boolean {
    const convert = (value: Value) => TRUTH[(textOf(value) ?? 'false').toLowerCase()];
    return this.#take(key, convert) ?? false;
  }

  /** A value of the wrong type stays unread, so that it is told of. */
  #take<T>(key: string, convert: (value: Value) => T | undefined): T | undefined {
    const value = this.all.get(key);
    const converted = value === undefined ? undefined : convert(value);
    if (converted !== undefined) this.#read.add(key);
    return converted;
  }

  /** Marks keys that hold no setting: numbers of a database, texts for a screen. */
  skip(...keys: readonly string[]): void {
    for (const key of keys) this.#read.add(key);
  }

  unread(): readonly Origin[] {
    return [...this.all].flatMap(([key, value]) => {
      if (this.#read.has(key)) return value.unread();
      return value.isEmpty() ? [] : [{ ...value.origin, path: joined(this.origin.path, key) }];
    });
  }

  /** Everything below as plain data; the whole counts as read. */
  plain(): Record<string, unknown> {
    for (const key of this.all.keys()) this.#read.add(key);
    return Object.fromEntries([...this.all].map(([key, value]) => [key, value.plain()]));
  }
}

export function textOf(value: Value | undefined): string | undefined {
  if (!(value instanceof ScalarItem) || value.value === null) return undefined;
  return String(value.value);
}

function joined(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
