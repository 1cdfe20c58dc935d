/**
 * YAML text → tree, with everything that a careful person would not want pointed out: duplicate keys, several documents,
 * tags, keys that are no text, alias bombs. YAML 1.2 core schema, and merge keys (`<<`). Loaded only when there is a text.
 */

import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, parseAllDocuments, type Scalar } from 'yaml';
import { type Diagnostic, diagnose, type Place, type Source } from './diagnostic.ts';
import type { Entry, MapNode, Tree } from './tree.ts';
import { syntaxMessage } from './yaml-errors.ts';

/** Nodes that aliases may add up to; a bomb has millions, an honest file some hundreds. */
const MAX_ALIASED = 50_000;
const MAX_DEPTH = 64;
const PLAIN_TAGS = /^(tag:yaml\.org,2002:|!!)(str|int|float|bool|null|map|seq)$/;

export interface Reading {
  /** null: nothing usable. */
  readonly tree: Tree | null;
  readonly diagnostics: readonly Diagnostic[];
}

export function readYaml(source: Source): Reading {
  const documents = parse(source);
  if (documents === null) {
    const place = { source, start: 0, end: 1 };
    return {
      tree: null,
      diagnostics: [diagnose(place, 'too-deep', 'the file is nested too deeply to be a config')],
    };
  }
  const [first, second] = documents;
  const contents = first?.contents ?? null;
  const errors = documents.flatMap((document) => document.errors).slice(0, 20);
  if (errors.length > 0)
    return { tree: null, diagnostics: errors.map((error) => syntaxError(source, error)) };
  if (second !== undefined) {
    const start = source.text.indexOf('---', first?.range?.[1] ?? 0);
    const place = { source, start: Math.max(0, start), end: start + 3 };
    const message = 'a second YAML document begins here; a config is one document';
    return {
      tree: null,
      diagnostics: [diagnose(place, 'documents', message, { hint: 'use one file for each' })],
    };
  }
  if (contents === null || (isScalar(contents) && contents.value === null)) {
    return {
      tree: null,
      diagnostics: [diagnose({ source, start: 0, end: 0 }, 'empty', 'the file is empty')],
    };
  }
  const builder = new TreeBuilder(source);
  return { tree: builder.build(contents, 0), diagnostics: builder.diagnostics };
}

function parse(source: Source): ReturnType<typeof parseAllDocuments> | null {
  try {
    return parseAllDocuments(source.text, { prettyErrors: false, uniqueKeys: false, logLevel: 'silent' });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

interface SyntaxProblem {
  readonly code: string;
  readonly message: string;
  readonly pos: readonly [number, number];
}

function syntaxError(source: Source, { code, message, pos: [start, end] }: SyntaxProblem): Diagnostic {
  const { text, hint } = syntaxMessage(code, message);
  return diagnose({ source, start, end }, 'syntax', text, { hint });
}

/** Walks the parsed document once; a mistake is noted and the walk goes on. */
class TreeBuilder {
  readonly diagnostics: Diagnostic[] = [];
  readonly #source: Source;
  readonly #anchors = new Map<string, Node>();
  readonly #open = new Set<Node>();
  #aliased = 0;
  #insideAlias = 0;

  constructor(source: Source) {
    this.#source = source;
  }

  build(node: Node, depth: number): Tree {
    const place = this.#placeOf(node);
    if (this.#insideAlias > 0) this.#aliased++;
    if (depth > MAX_DEPTH)
      return this.#refuse(place, 'too-deep', `nested more than ${MAX_DEPTH} levels deep`);
    if (this.#aliased > MAX_ALIASED) return empty(place);
    if (isAlias(node)) return this.#alias(node.source, place, depth);
    this.#note(node, place);
    if (isScalar(node)) return this.#scalar(node, place);
    this.#open.add(node);
    const tree = isMap(node) ? this.#map(node.items, place, depth) : this.#list(node, place, depth);
    this.#open.delete(node);
    return tree;
  }

  #note(node: Exclude<Node, { source: string; type: 'ALIAS' }>, place: Place): void {
    if ('anchor' in node && typeof node.anchor === 'string') this.#anchors.set(node.anchor, node);
    const { tag } = node;
    if (tag === undefined || tag === '' || PLAIN_TAGS.test(tag) || tag === '!') return;
    this.diagnostics.push(diagnose(place, 'tag', `the tag ${tag} means nothing here`));
  }

  #alias(name: string, place: Place, depth: number): Tree {
    const target = this.#anchors.get(name);
    if (target === undefined)
      return this.#refuse(place, 'alias', `no anchor &${name} stands before this alias`);
    if (this.#open.has(target)) return this.#refuse(place, 'alias', `the alias *${name} contains itself`);
    this.#insideAlias++;
    const tree = this.build(target, depth + 1);
    this.#insideAlias--;
    if (this.#aliased > MAX_ALIASED && this.#insideAlias === 0) {
      return this.#refuse(
        place,
        'alias-bomb',
        `the alias *${name} expands to more than ${MAX_ALIASED} values`,
      );
    }
    return tree;
  }

  #scalar(node: Scalar, place: Place): Tree {
    const { value } = node;
    const raw = node.source ?? '';
    const quoted = node.type !== 'PLAIN';
    if (typeof value === 'number' && /^[-+]?0\d/.test(raw) && Number.isInteger(value)) {
      const message = `${raw} is read as ${value}, not as an octal number`;
      this.diagnostics.push(
        diagnose(place, 'octal', message, { severity: 'warning', hint: 'quote it if it is text' }),
      );
    }
    if (
      value === null ||
      typeof value === 'string' ||
      typeof value === 'boolean' ||
      typeof value === 'number'
    ) {
      return { kind: 'scalar', value, raw, quoted, place, env: [] };
    }
    return this.#refuse(place, 'tag', 'only text, numbers, true, false and null are values here');
  }

  #list(node: Node, place: Place, depth: number): Tree {
    const items = isSeq(node) ? node.items : [];
    return { kind: 'list', place, items: items.map((item) => this.#child(item, place, depth)) };
  }

  #child(value: unknown, place: Place, depth: number): Tree {
    return isNode(value) ? this.build(value, depth + 1) : empty(place);
  }

  #map(items: readonly Pair<unknown, unknown>[], place: Place, depth: number): MapNode {
    const entries = new Map<string, Entry>();
    const merged: Entry[] = [];
    for (const { key, value } of items) {
      const at = isNode(key) ? this.#placeOf(key) : place;
      if (!isScalar(key) || key.value === null) {
        this.#refuse(at, 'key', 'a key must be plain text');
        continue;
      }
      const name = key.source ?? String(key.value);
      const entry = { key: at, value: this.#child(value, at, depth) };
      if (name === '<<' && key.type === 'PLAIN') merged.push(entry);
      else if (entries.has(name)) this.#duplicate(name, at, entries.get(name));
      else entries.set(name, entry);
    }
    for (const entry of merged) this.#merge(entries, entry);
    return { kind: 'map', entries, place };
  }

  #duplicate(name: string, at: Place, earlier: Entry | undefined): void {
    const line = earlier === undefined ? '' : `, first in line ${lineOf(earlier.key)}`;
    this.#refuse(at, 'duplicate-key', `the key "${name}" is here a second time${line}`);
  }

  /** What stands in the mapping itself wins, then the earlier of the merged ones (YAML 1.1 merge key type). */
  #merge(entries: Map<string, Entry>, { key, value }: Entry): void {
    for (const tree of value.kind === 'list' ? value.items : [value]) {
      if (tree.kind !== 'map') {
        this.#refuse(key, 'merge', '"<<" merges a mapping (or a list of them) into this one');
        return;
      }
      for (const [name, entry] of tree.entries) if (!entries.has(name)) entries.set(name, entry);
    }
  }

  #refuse(place: Place, code: string, message: string): Tree {
    this.diagnostics.push(diagnose(place, code, message));
    return empty(place);
  }

  #placeOf(node: Node): Place {
    const [start, end] = node.range ?? [0, 0];
    return { source: this.#source, start, end };
  }
}

function empty(place: Place): Tree {
  return { kind: 'scalar', value: null, raw: '', quoted: false, place, env: [] };
}

function lineOf(place: Place): number {
  return place.source.text.slice(0, place.start).split('\n').length;
}

function isNode(value: unknown): value is Node {
  return isScalar(value) || isMap(value) || isSeq(value) || isAlias(value);
}
