/** `${NAME}`, `${NAME:-default}` and `$${` in the values of a config. Keys are never touched, what comes in is not read again. */

import { addAll } from './add-all.ts';
import { type Diagnostic, diagnose, type Place } from './diagnostic.ts';
import type { EnvPart, Path, ScalarNode, Tree } from './tree.ts';
import { scalars } from './tree.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/** A variable that is not set, where it is used. */
export interface Missing {
  readonly variable: string;
  readonly place: Place;
  readonly path: Path;
}

export interface Filled {
  readonly text: string;
  readonly env: readonly EnvPart[];
  /** Names of the variables that are not set; they stand in the text as they were written. */
  readonly missing: readonly string[];
}

export interface FilledTree {
  readonly tree: Tree;
  readonly missing: readonly Missing[];
}

/** Default values may hold variables again, to this depth. */
const MAX_NESTING = 8;

/** True where a text has something to fill in (`$${` included). */
export function isOpen(text: string): boolean {
  return text.includes('${');
}

/**
 * @throws SyntaxError in the words for the user, when the `${` is malformed
 */
export function fillText(text: string, env: Env, nesting = 0): Filled {
  let filled = '';
  const parts: EnvPart[] = [];
  const missing: string[] = [];
  let at = 0;
  for (let next = text.indexOf('${'); next !== -1; next = text.indexOf('${', at)) {
    if (text[next - 1] === '$' && next - 1 >= at) {
      filled += `${text.slice(at, next - 1)}\${`;
      at = next + 2;
      continue;
    }
    filled += text.slice(at, next);
    const end = closingBrace(text, next);
    const { value, fromEnv, unset } = expand(text.slice(next + 2, end), env, nesting);
    for (const part of fromEnv) {
      parts.push({ ...part, start: part.start + filled.length, end: part.end + filled.length });
    }
    filled += value;
    addAll(missing, unset);
    at = end + 1;
  }
  return { text: filled + text.slice(at), env: parts, missing };
}

interface Expanded {
  readonly value: string;
  readonly fromEnv: readonly EnvPart[];
  readonly unset: readonly string[];
}

function expand(expression: string, env: Env, nesting: number): Expanded {
  const match = /^([A-Za-z_]\w*)(?::-(.*))?$/s.exec(expression);
  if (match === null) {
    throw new SyntaxError(
      `"\${${expression.slice(0, 40)}}" is no variable; write \${NAME} or \${NAME:-default}, and $\${ for a literal \${`,
    );
  }
  const [, variable = '', fallback] = match;
  const value = Object.hasOwn(env, variable) ? env[variable] : undefined;
  // As in a shell: `:-` also stands in for a variable that is set but empty.
  if (value !== undefined && (value !== '' || fallback === undefined)) {
    return { value, fromEnv: [{ variable, start: 0, end: value.length }], unset: [] };
  }
  if (fallback === undefined) return { value: `\${${variable}}`, fromEnv: [], unset: [variable] };
  if (nesting >= MAX_NESTING) throw new SyntaxError(`more than ${MAX_NESTING} defaults within one another`);
  const inner = fillText(fallback, env, nesting + 1);
  return { value: inner.text, fromEnv: inner.env, unset: inner.missing };
}

/** The brace that closes the one after `open`'s `$`, nested `${...}` counted. */
function closingBrace(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '$' && text[at + 1] === '{') {
      depth++;
      at++;
    } else if (text[at] === '}' && --depth === 0) return at;
  }
  throw new SyntaxError('"${" without "}"; write $${ for a literal ${');
}

/** What is malformed in a tree's `${...}`, found without an environment. */
export function checkInterpolation(tree: Tree): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const { node } of scalars(tree)) {
    if (typeof node.value !== 'string' || !isOpen(node.value)) continue;
    const problem = syntaxProblem(node.value);
    if (problem !== null) diagnostics.push(diagnose(node.place, 'interpolation', problem));
  }
  return diagnostics;
}

function syntaxProblem(text: string): string | null {
  try {
    fillText(text, {});
    return null;
  } catch (error) {
    if (error instanceof SyntaxError) return error.message;
    throw error;
  }
}

/** True where some scalar of the tree waits for the environment. */
export function treeIsOpen(tree: Tree): boolean {
  if (tree.kind === 'scalar') return typeof tree.value === 'string' && isOpen(tree.value);
  if (tree.kind === 'list') return tree.items.some(treeIsOpen);
  for (const entry of tree.entries.values()) if (treeIsOpen(entry.value)) return true;
  return false;
}

/** A tree whose `${...}` are well formed (see `checkInterpolation`), filled in. */
export function fillTree(tree: Tree, env: Env, path: Path = []): FilledTree {
  if (tree.kind === 'scalar') return fillScalar(tree, env, path);
  const missing: Missing[] = [];
  const fill = (child: Tree, step: PropertyKey): Tree => {
    const filled = fillTree(child, env, [...path, step]);
    addAll(missing, filled.missing);
    return filled.tree;
  };
  if (tree.kind === 'list') return { tree: { ...tree, items: tree.items.map(fill) }, missing };
  const entries = new Map([...tree.entries].map(([key, e]) => [key, { ...e, value: fill(e.value, key) }]));
  return { tree: { ...tree, entries }, missing };
}

function fillScalar(node: ScalarNode, env: Env, path: Path): FilledTree {
  if (typeof node.value !== 'string' || !isOpen(node.value)) return { tree: node, missing: [] };
  const filled = fillText(node.value, env);
  return {
    tree: { ...node, value: filled.text, raw: filled.text, env: filled.env },
    missing: filled.missing.map((variable) => ({ variable, path, place: placeOf(node, variable) })),
  };
}

/** The variable itself where it can be found in the source, else the scalar. */
function placeOf({ place }: ScalarNode, variable: string): Place {
  const start = place.source.text.indexOf(`\${${variable}`, place.start);
  if (start === -1 || start >= place.end) return place;
  return { source: place.source, start, end: Math.min(place.end, start + variable.length + 3) };
}
