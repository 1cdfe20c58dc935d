/** zod's issues → diagnostics: each at its own place, in words for people, with the nearest known word. */

import type * as z from 'zod';
import { type Diagnostic, diagnose, type Extra } from './diagnostic.ts';
import { didYouMean, nearest } from './suggest.ts';
import { goesOn, keyPlace, nodeAt, type Path, placeAt, type Tree } from './tree.ts';
import { quote } from './values.ts';

type Issue = z.core.$ZodIssue;

export interface FlatIssue {
  readonly path: Path;
  readonly issue: Issue;
}

/** Of a union, the issues of the alternative that was meant: the first whose own type fits. */
export function flatten(issues: readonly Issue[], prefix: Path = []): FlatIssue[] {
  return issues.flatMap((issue): FlatIssue[] => {
    const path = [...prefix, ...issue.path];
    if (issue.code !== 'invalid_union') return [{ path, issue }];
    const meant = issue.errors.find((branch) => !branch.some(missesType));
    return meant === undefined ? [{ path, issue }] : flatten(meant, path);
  });
}

/** One for each value: what a wrong type or an absurd number breaks besides is no news. */
export function onePerValue(issues: readonly FlatIssue[]): FlatIssue[] {
  const told = new Map<string, FlatIssue>();
  const others: FlatIssue[] = [];
  for (const one of issues) {
    const key = JSON.stringify(one.path.map(String));
    if (one.issue.code === 'unrecognized_keys') others.push(one);
    else if (!told.has(key) || isBeyondNumbers(told.get(key))) told.set(key, one);
  }
  return [...others, ...told.values()];
}

/** The library's own bound of whole numbers, 2^53 - 1. */
function isBeyondNumbers(one: FlatIssue | undefined): boolean {
  const { issue } = one ?? {};
  if (issue?.code === 'too_big') return issue.maximum === Number.MAX_SAFE_INTEGER;
  return issue?.code === 'too_small' && issue.minimum === Number.MIN_SAFE_INTEGER;
}

function missesType(issue: Issue): boolean {
  const typed =
    issue.code === 'invalid_type' || issue.code === 'invalid_value' || issue.code === 'invalid_union';
  return typed && issue.path.length === 0;
}

/** Issues without those of a missing key that is there, mistyped. */
export function withoutMistyped(tree: Tree, issues: readonly FlatIssue[]): FlatIssue[] {
  const meant = new Set(
    issues.flatMap(({ path, issue }) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => [...path, nearest(key, issue.message.split(' '))].join('.'))
        : [],
    ),
  );
  return issues.filter(({ path }) => nodeAt(tree, path) !== null || !meant.has(path.join('.')));
}

const NO_VARIABLE = 'variables are read in values, not in keys';

/** @param section what the whole tree is called */
export function toDiagnostics(tree: Tree, { path, issue }: FlatIssue, section: string): Diagnostic[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const place = keyPlace(tree, [...path, key]) ?? placeAt(tree, path);
      return diagnose(place, 'unknown-key', `unknown key ${quote(key)}`, {
        hint: key.includes('${') ? NO_VARIABLE : didYouMean(key, issue.message.split(' ')),
      });
    });
  }
  const node = nodeAt(tree, path);
  if (node === null) return [diagnose(placeAt(tree, path), 'missing', `"${label(path)}" is missing`)];
  const value = node.kind === 'scalar' ? node.value : undefined;
  const { message, hint } = wording(issue, value, node.kind);
  const place = (issue.code === 'invalid_key' ? keyPlace(tree, path) : null) ?? placeAt(tree, path);
  const subject = label(path) || section;
  return [
    diagnose(place, 'value', subject === '' ? message : `${subject}: ${message}`, {
      hint: hint ?? goesOn(node),
    }),
  ];
}

interface Words extends Extra {
  readonly message: string;
}

function wording(issue: Issue, value: unknown, kind: Tree['kind']): Words {
  if (value === null) return { message: 'has no value' };
  switch (issue.code) {
    case 'invalid_type':
      return {
        message: `must be ${TYPES[issue.expected] ?? issue.expected}, not ${nameOf(value, kind)}`,
        ...typeHint(issue.expected, value),
      };
    case 'invalid_value': {
      const known = [...new Set(issue.values.map(String))];
      const list = known.join(', ');
      if (kind !== 'scalar') return { message: `must be one of ${list}, not ${nameOf(value, kind)}` };
      const hint = typeof value === 'string' ? unquoted(value, issue.values) : undefined;
      return {
        message: `${quote(value)} is not one of ${list}`,
        hint: hint ?? (typeof value === 'string' ? didYouMean(value, known) : undefined),
      };
    }
    case 'too_small':
      return { message: has(issue.message) ?? `must be at least ${issue.minimum}` };
    case 'too_big':
      return { message: has(issue.message) ?? `must be at most ${issue.maximum}` };
    case 'invalid_key':
      return { message: `${issue.issues[0]?.message ?? 'is no valid key'}` };
    case 'custom':
      return { message: issue.message, hint: hintOf(issue.params) };
    default:
      return { message: has(issue.message) ?? 'this value cannot stand here' };
  }
}

function hintOf(params: Readonly<Record<string, unknown>> | undefined): string | undefined {
  return typeof params?.hint === 'string' ? params.hint : undefined;
}

/** The shape's own words, not the library's. */
function has(message: string): string | undefined {
  return /^(Too|Invalid)/.test(message) ? undefined : message;
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

function nameOf(value: unknown, kind: Tree['kind']): string {
  if (kind !== 'scalar') return kind === 'list' ? 'a list' : 'a mapping';
  return typeof value === 'string' ? `the text ${quote(value)}` : quote(value);
}

function typeHint(expected: string, value: unknown): Extra {
  if (expected === 'string' && typeof value !== 'string' && value !== undefined)
    return { hint: 'put it in quotes' };
  if (expected === 'boolean' && typeof value === 'string' && /^(yes|no|on|off)$/i.test(value)) {
    return { hint: `YAML 1.2 reads ${value} as text; write ${/^(yes|on)$/i.test(value)}` };
  }
  if (/^(?:number|int|boolean)$/.test(expected) && typeof value === 'string') {
    const meant = expected === 'boolean' ? /^(?:true|false)$/ : /^-?\d+(?:\.\d+)?$/;
    if (meant.test(value)) return { hint: `write ${value} without quotes` };
  }
  return {};
}

/** A number in quotes where the number itself is one of those known. */
function unquoted(value: string, known: readonly unknown[]): string | undefined {
  const meant = known.some((one) => typeof one === 'number' && String(one) === value);
  return meant ? `write ${value} without quotes` : undefined;
}

/** `expect.status`, the keys on the way. */
export function label(path: Path): string {
  return path.filter((step) => typeof step === 'string').join('.');
}
