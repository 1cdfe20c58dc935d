/** zod's issues → diagnostics: each at its own place, in words for people, with the nearest known word. */

import type * as z from 'zod';
import { type Diagnostic, diagnose, type Extra } from './diagnostic.ts';
import { didYouMean } from './suggest.ts';
import { keyPlace, nodeAt, type Path, placeAt, type Tree } from './tree.ts';
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

function missesType(issue: Issue): boolean {
  const typed =
    issue.code === 'invalid_type' || issue.code === 'invalid_value' || issue.code === 'invalid_union';
  return typed && issue.path.length === 0;
}

/** @param section what the whole tree is called */
export function toDiagnostics(tree: Tree, { path, issue }: FlatIssue, section: string): Diagnostic[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const place = keyPlace(tree, [...path, key]) ?? placeAt(tree, path);
      return diagnose(place, 'unknown-key', `unknown key ${quote(key)}`, {
        hint: didYouMean(key, issue.message.split(' ')),
      });
    });
  }
  const node = nodeAt(tree, path);
  if (node === null) return [diagnose(placeAt(tree, path), 'missing', `"${label(path)}" is missing`)];
  const value = node.kind === 'scalar' ? node.value : undefined;
  const { message, hint } = wording(issue, value, node.kind);
  const place = (issue.code === 'invalid_key' ? keyPlace(tree, path) : null) ?? placeAt(tree, path);
  const subject = label(path) || section;
  return [diagnose(place, 'value', subject === '' ? message : `${subject}: ${message}`, { hint })];
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
      return {
        message: `${quote(value ?? kind)} is not one of ${known.join(', ')}`,
        hint: typeof value === 'string' ? didYouMean(value, known) : undefined,
      };
    }
    case 'too_small':
      return { message: has(issue.message) ?? `must be at least ${issue.minimum}` };
    case 'too_big':
      return { message: has(issue.message) ?? `must be at most ${issue.maximum}` };
    case 'invalid_key':
      return { message: `${issue.issues[0]?.message ?? 'is no valid key'}` };
    default:
      return { message: issue.message };
  }
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
  return {};
}

/** `expect.status`, the keys on the way. */
export function label(path: Path): string {
  return path.filter((step) => typeof step === 'string').join('.');
}
