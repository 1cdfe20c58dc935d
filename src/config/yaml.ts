/**
 * YAML text → tree, with everything that a careful person would not want pointed out: duplicate keys, several documents,
 * tags, keys that are no text, alias bombs. YAML 1.2 core schema, and merge keys (`<<`). Loaded only when there is a text.
 */

import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, parseAllDocuments, type Scalar } from 'yaml';
import { tooDeepAt } from './depth.ts';
import { type Diagnostic, diagnose, type Place, positionOf, type Source } from './diagnostic.ts';
import { syntaxProblems } from './syntax.ts';
import { type Entry, type MapNode, type Tree, wholeBefore } from './tree.ts';
import { TAB } from './yaml-errors.ts';

/** Nodes that aliases may add up to; a bomb has millions, an honest file some hundreds. */
const MAX_ALIASED = 50_000;
const MAX_DEPTH = 64;
const PLAIN_TAGS = /^(tag:yaml\.org,2002:|!!)(str|int|float|bool|null|map|seq)$/;

export interface Reading {
  /** null: nothing usable. */
  readonly tree: Tree | null;
  /** false: what stands behind a mistake of syntax is not in the tree. */
  readonly whole: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

export function readYaml(source: Source): Reading {
  const deep = tooDeepAt(source.text);
  if (deep !== null) {
    const place = { source, start: deep, end: deep + 1 };
    return unusable([diagnose(place, 'too-deep', 'the file is nested too deeply to be a config')]);
  }
  const documents = parseAllDocuments(source.text, {
    prettyErrors: false,
    uniqueKeys: false,
    logLevel: 'silent',
  });
  const [first, second] = documents;
  const { diagnostics, wrongFrom, within } = syntaxProblems(source, [...documents]);
  const contents = first?.contents ?? null;
  if (contents === null || (isScalar(contents) && contents.value === null)) {
    return unusable(diagnostics.length > 0 ? diagnostics : [emptyFile(source)]);
  }
  const builder = new TreeBuilder(source, within);
  const tree = builder.build(contents, 0);
  return {
    tree: wrongFrom === null ? tree : wholeBefore(tree, wrongFrom),
    whole: wrongFrom === null,
    diagnostics: [
      ...diagnostics,
      ...builder.diagnostics.filter((one) => wrongFrom === null || isBefore(one, source, wrongFrom)),
      ...(second === undefined ? [] : [secondDocument(source, first?.range?.[1] ?? 0)]),
    ],
  };
}

function unusable(diagnostics: readonly Diagnostic[]): Reading {
  return { tree: null, whole: false, diagnostics };
}

function emptyFile(source: Source): Diagnostic {
  const comments = /^\s*#/m.test(source.text) ? ' but for comments' : '';
  const hint = '`aiprobe init` writes a config to begin with';
  return diagnose({ source, start: 0, end: 0 }, 'empty', `the file is empty${comments}`, { hint });
}

function secondDocument(source: Source, from: number): Diagnostic {
  const start = Math.max(0, source.text.indexOf('---', from));
  const message = 'a second YAML document begins here; a config is one document';
  return diagnose({ source, start, end: start + 3 }, 'documents', message, { hint: 'use one file for each' });
}

function isBefore({ line, column }: Diagnostic, source: Source, offset: number): boolean {
  const place = positionOf({ source, start: offset, end: offset });
  return line < place.line || (line === place.line && column < place.column);
}

/** Walks the parsed document once; a mistake is noted and the walk goes on. */
class TreeBuilder {
  readonly diagnostics: Diagnostic[] = [];
  readonly #source: Source;
  readonly #mistaken: readonly number[];
  readonly #anchors = new Map<string, Node>();
  readonly #open = new Set<Node>();
  #aliased = 0;
  #insideAlias = 0;
  #tooDeep = false;

  /** @param mistaken offsets in values of which the parser has complained */
  constructor(source: Source, mistaken: readonly number[]) {
    this.#source = source;
    this.#mistaken = mistaken;
  }

  build(node: Node, depth: number): Tree {
    const place = this.#placeOf(node);
    if (this.#insideAlias > 0) this.#aliased++;
    if (depth > MAX_DEPTH) return this.#refuseDepth(place);
    if (this.#aliased > MAX_ALIASED) return refused(place);
    if (isAlias(node)) return this.#alias(node.source, place, depth);
    this.#note(node, place);
    if (isScalar(node)) return this.#scalar(node, place);
    this.#open.add(node);
    const tree = isMap(node) ? this.#map(node.items, place, depth) : this.#list(node, place, depth);
    this.#open.delete(node);
    return tree;
  }

  #refuseDepth(place: Place): Tree {
    if (this.#tooDeep) return refused(place);
    this.#tooDeep = true;
    return this.#refuse(place, 'too-deep', `nested more than ${MAX_DEPTH} levels deep`);
  }

  #note(node: Exclude<Node, { source: string; type: 'ALIAS' }>, place: Place): void {
    if ('anchor' in node && typeof node.anchor === 'string') this.#anchors.set(node.anchor, node);
    const { tag } = node;
    if (tag === undefined || tag === '' || PLAIN_TAGS.test(tag) || tag === '!') return;
    this.diagnostics.push(diagnose(place, 'tag', `the tag ${tag} means nothing here`));
  }

  #alias(name: string, place: Place, depth: number): Tree {
    const target = this.#anchors.get(name);
    if (target === undefined) {
      const hint = 'put it in quotes if it is text';
      return this.#refuse(place, 'alias', `no anchor &${name} stands before this alias`, hint);
    }
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
    if (this.#mistaken.some((at) => at >= place.start && at <= place.end)) return refused(place);
    const tab = quoted ? -1 : this.#source.text.slice(place.start, place.end).search(/(?<=\n *)\t/);
    if (tab !== -1) {
      const start = place.start + tab;
      return this.#refuse({ ...place, start, end: start + 1 }, 'syntax', TAB.text, TAB.hint);
    }
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
    const repeated: [string, Entry][] = [];
    for (const { key, value } of items) {
      const at = isNode(key) ? this.#placeOf(key) : place;
      if (!isScalar(key) || key.value === null) {
        this.#refuse(at, 'key', 'a key must be plain text');
        continue;
      }
      const name = key.source ?? String(key.value);
      const entry = { key: at, value: this.#child(value, at, depth) };
      if (name === '<<' && key.type === 'PLAIN') merged.push(entry);
      else if (entries.has(name)) {
        this.#duplicate(name, at, entries.get(name));
        repeated.push([name, entry]);
      } else entries.set(name, entry);
    }
    const whole = merged.map((entry) => this.#merge(entries, entry)).every((merges) => merges);
    return { kind: 'map', entries, repeated, place, ...(whole ? {} : { refused: true }) };
  }

  #duplicate(name: string, at: Place, earlier: Entry | undefined): void {
    const line = earlier === undefined ? '' : `, first in line ${positionOf(earlier.key).line}`;
    this.#refuse(at, 'duplicate-key', `the key "${name}" is here a second time${line}`);
  }

  /**
   * What stands in the mapping itself wins, then the earlier of the merged ones (YAML 1.1 merge key type).
   * @returns whether all of it could be merged
   */
  #merge(entries: Map<string, Entry>, { key, value }: Entry): boolean {
    for (const tree of value.kind === 'list' ? value.items : [value]) {
      if (tree.kind === 'scalar' && tree.refused) return false;
      if (tree.kind !== 'map') {
        this.#refuse(key, 'merge', '"<<" merges a mapping (or a list of them) into this one');
        return false;
      }
      for (const [name, entry] of tree.entries) if (!entries.has(name)) entries.set(name, entry);
    }
    return true;
  }

  #refuse(place: Place, code: string, message: string, hint?: string): Tree {
    this.diagnostics.push(diagnose(place, code, message, { hint }));
    return refused(place);
  }

  #placeOf(node: Node): Place {
    const [start, end] = node.range ?? [0, 0];
    return { source: this.#source, start, end };
  }
}

function empty(place: Place): Tree {
  return { kind: 'scalar', value: null, raw: '', quoted: false, place, env: [] };
}

function refused(place: Place): Tree {
  return { kind: 'scalar', value: null, raw: '', quoted: false, place, env: [], refused: true };
}

function isNode(value: unknown): value is Node {
  return isScalar(value) || isMap(value) || isSeq(value) || isAlias(value);
}
