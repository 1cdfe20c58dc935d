/** Text of a foreign config → a tree in which every value knows where it stands and whether somebody has read it. */

import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Node as YamlNode } from 'yaml';
import { addAll } from '../config/add-all.ts';
import { tooDeepAt } from '../config/depth.ts';
import { UserError } from '../domain/errors.ts';
import { ListItem, MapItem, type Origin, ScalarItem, type Value } from './value.ts';

export interface SourceFile {
  readonly name: string;
  readonly text: string | Uint8Array;
}

/** Larger than any config that a person keeps; an export with this many monitors would not fit one machine anyway. */
const MAX_BYTES = 4 * 2 ** 20;
const MAX_VALUES = 200_000;
const MAX_DEPTH = 64;

/**
 * YAML 1.2 or JSON, which is a part of it.
 * @throws UserError when the text is too large, no YAML, or nested or multiplied beyond reason
 */
export function readSource({ name, text }: SourceFile): Value {
  const decoded = decode(name, text);
  const lines = new LineCounter();
  const document = parse(name, decoded, lines);
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw new UserError(`${name}:${line}:${col}: this is neither YAML nor JSON: ${oneLine(error.message)}`);
  }
  if (document.contents === null) throw new UserError(`${name}: the file is empty`);
  return new TreeBuilder(name, lines, (alias) => document.anchors.get(alias)).build(document.contents, '', 0);
}

function decode(name: string, text: string | Uint8Array): string {
  const size = typeof text === 'string' ? text.length : text.byteLength;
  if (size > MAX_BYTES)
    throw new UserError(`${name}: ${size} bytes are too much for a config (the limit is 4 MiB)`);
  if (typeof text === 'string') return text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(text);
  } catch {
    throw new UserError(`${name}: this is no text in UTF-8`);
  }
}

interface Parsed {
  readonly contents: YamlNode | null;
  readonly errors: readonly { readonly message: string; readonly pos: readonly [number, number] }[];
  readonly anchors: ReadonlyMap<string, YamlNode>;
}

function parse(name: string, text: string, lineCounter: LineCounter): Parsed {
  if (tooDeepAt(text) !== null) throw new UserError(`${name}: nested too deeply to be a config`);
  const { contents, errors } = parseDocument(text, {
    lineCounter,
    prettyErrors: false,
    uniqueKeys: false,
    logLevel: 'silent',
  });
  const anchors = new Map<string, YamlNode>();
  if (contents !== null && errors.length === 0) collectAnchors(contents, anchors);
  return { contents, errors, anchors };
}

function collectAnchors(root: YamlNode, anchors: Map<string, YamlNode>): void {
  const open: unknown[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (isMap(node) || isSeq(node) || isScalar(node)) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
    }
    if (isMap(node)) for (const { key, value } of node.items) open.push(key, value);
    if (isSeq(node)) addAll(open, node.items);
  }
}

/** The parser's messages may quote the text: one line, and no more of it than shows what is meant. */
function oneLine(message: string): string {
  return message.replace(/\s+/g, ' ').slice(0, 120);
}

class TreeBuilder {
  readonly #file: string;
  readonly #lines: LineCounter;
  readonly #anchor: (name: string) => YamlNode | undefined;
  #values = 0;

  constructor(file: string, lines: LineCounter, anchor: (name: string) => YamlNode | undefined) {
    this.#file = file;
    this.#lines = lines;
    this.#anchor = anchor;
  }

  build(node: unknown, path: string, depth: number): Value {
    const origin = this.#origin(node, path);
    if (++this.#values > MAX_VALUES)
      throw new UserError(`${this.#file}: more than ${MAX_VALUES} values, aliases counted`);
    if (depth > MAX_DEPTH)
      throw new UserError(`${this.#file}:${origin.line}: nested more than ${MAX_DEPTH} levels deep`);
    if (isAlias(node)) return this.build(this.#anchor(node.source), path, depth + 1);
    if (isSeq(node)) {
      return new ListItem(
        origin,
        node.items.map((item, index) => this.build(item, `${path}[${index}]`, depth + 1)),
      );
    }
    if (isMap(node)) return new MapItem(origin, this.#entries(node.items, path, depth));
    return new ScalarItem(origin, isScalar(node) ? toScalar(node.value, node.source) : null);
  }

  #entries(items: readonly { key: unknown; value: unknown }[], path: string, depth: number) {
    const entries = new Map<string, Value>();
    for (const { key, value } of items) {
      const name = isScalar(key) ? String(key.source ?? key.value) : '?';
      const built = this.build(value, path === '' ? name : `${path}.${name}`, depth + 1);
      // A merge key gives what is not there yet.
      if (name === '<<' && built instanceof MapItem) {
        for (const [inner, one] of built.all) if (!entries.has(inner)) entries.set(inner, one);
      } else entries.set(name, built);
    }
    return entries;
  }

  #origin(node: unknown, path: string): Origin {
    const start = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? (node.range?.[0] ?? 0) : 0;
    return { file: this.#file, line: this.#lines.linePos(start).line || 1, path };
  }
}

/** Dates and large integers come back as they are written. */
function toScalar(value: unknown, source: string | undefined): string | number | boolean | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  return source ?? String(value);
}
