/** Reads one section or entry of a config through its shape, before and after its variables are filled in. */

import type * as z from 'zod';
import { redactor, Secret } from '../domain/secret.ts';
import type { Part, Read } from './config.ts';
import type { Diagnostic } from './diagnostic.ts';
import { checkInterpolation, isOpen, treeIsOpen } from './interpolate.ts';
import { type FlatIssue, flatten, onePerValue, toDiagnostics, withoutMistyped } from './issues.ts';
import { find, hasRefused, scalars, type Tree, toPlain, without } from './tree.ts';

export interface Checked<T> {
  readonly part: Part<T>;
  readonly diagnostics: readonly Diagnostic[];
}

/** @param section names the part in messages about the whole of it */
export function checkPart<T>(shape: z.ZodType<T>, tree: Tree, section = ''): Checked<T> {
  const read = (filled: Tree): Read<T> => readFilled(shape, filled, section);
  const open = treeIsOpen(tree);
  const outcome = shape.safeParse(toPlain(tree));
  if (outcome.success && !open) {
    return {
      part: { tree, value: outcome.data, partial: outcome.data, leftOut: NOTHING, read },
      diagnostics: [],
    };
  }
  const issues = outcome.success ? [] : flatten(outcome.error.issues);
  // What waits for the environment is judged once it is filled in; of what was refused enough is said.
  const certain = issues.filter(({ path }) => !waits(tree, path));
  const leftOut = new Set([...openKeys(tree), ...issues.flatMap(keysOf)]);
  const rest = shape.safeParse(toPlain(without(tree, leftOut)));
  return {
    part: { tree, value: null, partial: rest.success ? rest.data : null, leftOut, read },
    diagnostics: [
      ...(open ? checkInterpolation(tree) : []),
      ...withoutMistyped(tree, onePerValue(certain)).flatMap((issue) => toDiagnostics(tree, issue, section)),
    ],
  };
}

const NOTHING: ReadonlySet<string> = new Set();

function openKeys(tree: Tree): string[] {
  if (tree.kind !== 'map') return [];
  return [...tree.entries]
    .filter(([, { value }]) => treeIsOpen(value) || hasRefused(value))
    .map(([key]) => key);
}

/** The keys of the entry that an issue is about. */
function keysOf({ path, issue }: FlatIssue): string[] {
  if (path.length === 0 && issue.code === 'unrecognized_keys') return issue.keys;
  return typeof path[0] === 'string' ? [path[0]] : [];
}

function waits(tree: Tree, path: FlatIssue['path']): boolean {
  const { node } = find(tree, path);
  if (node.kind !== 'scalar') return false;
  return node.refused === true || (typeof node.value === 'string' && isOpen(node.value));
}

function readFilled<T>(shape: z.ZodType<T>, tree: Tree, section: string): Read<T> {
  const first = shape.safeParse(toPlain(tree));
  if (first.success) return { ok: true, value: first.data };
  const issues = flatten(first.error.issues);
  const retyped = retype(tree, issues);
  const second = retyped === null ? null : shape.safeParse(toPlain(retyped));
  if (second?.success === true) return { ok: true, value: second.data };
  const final =
    second === null || retyped === null
      ? { issues, tree }
      : { issues: flatten(second.error.issues), tree: retyped };
  const redact = redactor(environmentTexts(tree));
  const diagnostics = onePerValue(final.issues).flatMap((issue) => toDiagnostics(final.tree, issue, section));
  return { ok: false, diagnostics: diagnostics.map((d) => ({ ...d, message: redact(d.message) })) };
}

/** `retries: ${N}` gives text where a number is due: what came from the environment is read as YAML would. */
function retype(tree: Tree, issues: readonly FlatIssue[]): Tree | null {
  const wrong = new Set(
    issues.map(({ path }) => find(tree, path).node).filter((node) => node.kind === 'scalar'),
  );
  let changed = false;
  const walk = (node: Tree): Tree => {
    if (node.kind === 'list') return { ...node, items: node.items.map(walk) };
    if (node.kind === 'map') {
      return {
        ...node,
        entries: new Map([...node.entries].map(([key, e]) => [key, { ...e, value: walk(e.value) }])),
      };
    }
    const value = wrong.has(node) && isOpen(sourceText(node)) ? typed(node.value) : node.value;
    changed ||= value !== node.value;
    return { ...node, value };
  };
  const result = walk(tree);
  return changed ? result : null;
}

function sourceText({ place }: Tree): string {
  return place.source.text.slice(place.start, place.end);
}

function typed(value: unknown): string | number | boolean | null {
  const text = String(value);
  if (/^[-+]?\d+(\.\d+)?$/.test(text)) return Number(text);
  return text === 'true' || text === 'false' ? text === 'true' : text;
}

/** What came from the environment is not repeated in a message, whatever it is. */
function environmentTexts(tree: Tree): Secret[] {
  const texts: Secret[] = [];
  for (const { node } of scalars(tree)) {
    for (const { start, end } of node.env) texts.push(new Secret(String(node.value).slice(start, end)));
  }
  return texts;
}
