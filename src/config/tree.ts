/** A config text as a tree of plain values that know where they stand. What the rest of this folder sees of YAML. */

import type { Place } from './diagnostic.ts';

export type ScalarValue = string | number | boolean | null;

/** A stretch of a scalar that came from the environment: offsets in its final text. */
export interface EnvPart {
  readonly variable: string;
  readonly start: number;
  readonly end: number;
}

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly value: ScalarValue;
  /** As written, e.g. `1.10` for the number 1.1. */
  readonly raw: string;
  readonly quoted: boolean;
  readonly place: Place;
  /** Filled in by interpolation. */
  readonly env: readonly EnvPart[];
  /** What is wrong here has been told; nothing follows from there being no value. */
  readonly refused?: true;
}

export interface ListNode {
  readonly kind: 'list';
  readonly items: readonly Tree[];
  readonly place: Place;
}

export interface Entry {
  readonly key: Place;
  readonly value: Tree;
}

export interface MapNode {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Entry>;
  /** Those of a key that is here already: a mistake that has been told. */
  readonly repeated: readonly (readonly [string, Entry])[];
  /** As of a scalar: some keys are not known. */
  readonly refused?: true;
  readonly place: Place;
}

export type Tree = ScalarNode | ListNode | MapNode;
export type Path = readonly PropertyKey[];

/** What stands under these keys is text for the wire: `1.10` must not become `1.1` on the way. */
const TEXT_KEYS: ReadonlySet<string> = new Set(['headers', 'header', 'variables', 'query']);

/** The tree as plain JavaScript values. Mappings have no prototype, so that a key `__proto__` is a key. */
export function toPlain(tree: Tree): unknown {
  return plain(tree, 'keys');
}

/** `text`: numbers stay as written; `data`: a JSON document, in which no key means anything. */
type Reading = 'keys' | 'text' | 'data';

function plain(tree: Tree, reading: Reading): unknown {
  if (tree.kind === 'scalar') {
    return typeof tree.value === 'number' && reading === 'text' ? tree.raw : tree.value;
  }
  if (tree.kind === 'list') return tree.items.map((item) => plain(item, reading));
  const values: Record<string, unknown> = Object.create(null);
  for (const [key, { value }] of tree.entries) values[key] = plain(value, below(key, value, reading));
  return values;
}

function below(key: string, value: Tree, reading: Reading): Reading {
  if (reading !== 'keys') return reading;
  if (key === 'json') return 'data';
  return TEXT_KEYS.has(key) && value.kind === 'map' ? 'text' : 'keys';
}

/** The deepest node on the way of `path`, and how much of the path it covers. */
export function find(tree: Tree, path: Path): { readonly node: Tree; readonly depth: number } {
  let node = tree;
  for (const [depth, step] of path.entries()) {
    const next = child(node, step);
    if (next === undefined) return { node, depth };
    node = next;
  }
  return { node, depth: path.length };
}

export function nodeAt(tree: Tree, path: Path): Tree | null {
  const { node, depth } = find(tree, path);
  return depth === path.length ? node : null;
}

/** Where the value at `path` stands; of a mapping in a mapping, its key. Missing things stand where their parent begins. */
export function placeAt(tree: Tree, path: Path): Place {
  const { node, depth } = find(tree, path);
  if (node.kind === 'scalar' || depth === 0) return headOf(node);
  return keyPlace(tree, path.slice(0, depth)) ?? headOf(node);
}

/** Where the key at the end of `path` stands, null where it is not in a mapping. */
export function keyPlace(tree: Tree, path: Path): Place | null {
  const parent = nodeAt(tree, path.slice(0, -1));
  const key = path.at(-1);
  return parent?.kind === 'map' && typeof key === 'string' ? (parent.entries.get(key)?.key ?? null) : null;
}

export function get(tree: Tree, key: string): Tree | undefined {
  return tree.kind === 'map' ? tree.entries.get(key)?.value : undefined;
}

/** Every scalar of a tree with the path to it. */
export function* scalars(tree: Tree, path: Path = []): Generator<{ path: Path; node: ScalarNode }> {
  if (tree.kind === 'scalar') yield { path, node: tree };
  else if (tree.kind === 'list') {
    for (const [index, item] of tree.items.entries()) yield* scalars(item, [...path, index]);
  } else for (const [key, entry] of tree.entries) yield* scalars(entry.value, [...path, key]);
}

function child(node: Tree, step: PropertyKey): Tree | undefined {
  if (node.kind === 'map') return typeof step === 'string' ? node.entries.get(step)?.value : undefined;
  return node.kind === 'list' && typeof step === 'number' ? node.items[step] : undefined;
}

/** The first line of a thing: enough to see which one is meant. */
function headOf(node: Tree): Place {
  if (node.kind === 'scalar') return node.place;
  return { ...node.place, end: node.place.start + 1 };
}

/** A hint for what is wrong with text over several lines that no quotes hold together. */
export function goesOn(node: Tree): string | undefined {
  if (node.kind !== 'scalar' || node.quoted) return undefined;
  const { source, start, end } = node.place;
  const lines = source.text.slice(start, end).includes('\n');
  return lines ? 'it goes on in the next line; is the indentation right?' : undefined;
}

/** True where a mistake that has been told leaves a value out. */
export function hasRefused(tree: Tree): boolean {
  for (const { node } of scalars(tree)) if (node.refused) return true;
  return false;
}

/** A mapping without some of its keys. */
export function without(tree: Tree, keys: ReadonlySet<PropertyKey>): Tree {
  if (tree.kind !== 'map') return tree;
  return { ...tree, entries: new Map([...tree.entries].filter(([key]) => !keys.has(key))) };
}

/** Of a tree its sections and entries that end before an offset; null: none. An entry is kept whole or not at all. */
export function wholeBefore(tree: Tree, offset: number, levels = tree.kind === 'list' ? 1 : 2): Tree | null {
  if (tree.place.end <= offset) return tree;
  if (levels === 0 || tree.kind === 'scalar' || tree.place.start >= offset) return null;
  const keep = (inner: Tree): Tree[] => {
    const kept = wholeBefore(inner, offset, levels - 1);
    return kept === null ? [] : [kept];
  };
  if (tree.kind === 'list') return { ...tree, items: tree.items.flatMap(keep) };
  const entries = [...tree.entries].flatMap(([key, entry]) =>
    keep(entry.value).map((value): [string, Entry] => [key, { ...entry, value }]),
  );
  return { ...tree, entries: new Map(entries) };
}
