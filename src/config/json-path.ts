/** JSONPath after RFC 9535, by a library that is loaded only where a path is used; its complaints in words for people. */

import type { JsonExpectation } from '../domain/expectation.ts';
import { withinLimit } from './regex.ts';
import type { Parsed } from './values.ts';

type Select = JsonExpectation['select'];
type Library = typeof import('json-p3');

/** A search is linear where it is well meant: 1 MiB of models takes 80 ms (measured). */
const TIME_LIMIT_MS = 250;

const HINT = 'e.g. "$.data[0].id", "$..name", "$.items[?@.ok == true].id"';

export async function compileJsonPath(path: string): Promise<Parsed<Select>> {
  const library = await import('json-p3');
  try {
    const query = environmentOf(library).compile(path);
    // The eager search gives all nodes of one step to a function as arguments: a long list overflows the stack.
    const select = (document: JsonValue) => Array.from(query.lazyQuery(document), ({ value }) => value);
    const costly = isCostly(path);
    return {
      value: (document) => {
        if (!isJson(document)) return [];
        const search = () => select(document);
        return orNull(() => (costly ? withinLimit(search, TIME_LIMIT_MS) : search()));
      },
    };
  } catch (error) {
    const meant = CORRECTIONS.map((correct) => correct(path)).find((one) => isPath(library, one));
    const hint = meant === undefined ? HINT : `did you mean "${meant}"?`;
    return { problem: problemOf(path, error), hint };
  }
}

/** The library's own limit of 50 levels is less than a document may have that we judge (`readBody`). */
function environmentOf({ JSONPathEnvironment }: Library): InstanceType<Library['JSONPathEnvironment']> {
  return new JSONPathEnvironment({ maxRecursionDepth: 1_000 });
}

/**
 * Functions of RFC 9535 that bring a regular expression with them, and steps that look at all below a node: those cost
 * the number of nodes times their depth, or times their number (measured: 1 MiB, six seconds and 2 GB).
 */
function isCostly(path: string): boolean {
  return /\.\.|\b(?:match|search)\s*\(|\?.*\$/s.test(path);
}

/** @returns null also where the library's stack overflows: a filter searches eagerly, whatever we ask for */
function orNull<T>(search: () => T): T | null {
  try {
    return search();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

type JsonValue = Parameters<ReturnType<Library['compile']>['query']>[0];

function isJson(value: unknown): value is JsonValue {
  return value !== undefined && typeof value !== 'function' && typeof value !== 'symbol';
}

/** What other languages of paths allow. */
const CORRECTIONS: readonly ((path: string) => string)[] = [
  (path) => path.trim(),
  (path) => `$${path}`,
  (path) => `$.${path}`,
  (path) => path.replace(/^@/, '$'),
  (path) => path.replace(/\.(\d+)(?=[.[]|$)/g, '[$1]'),
  (path) => path.replace(/\[([a-z_][\w-]*)\]/gi, "['$1']"),
  (path) => path.replace(/([^=!<>])=([^=])/g, '$1==$2'),
  (path) => path.replace(/\.+$/, ''),
];

function isPath({ compile }: Library, path: string): boolean {
  try {
    compile(path);
    return path !== '$';
  } catch {
    return false;
  }
}

function problemOf(path: string, error: unknown): string {
  if (!path.startsWith('$')) return 'it has to begin with "$"';
  const at = offsetOf(error);
  if (at === null || at >= path.length) return 'it breaks off';
  const rest = path.slice(at);
  return `it cannot be read from "${rest.length > 20 ? `${rest.slice(0, 20)}…` : rest}" on`;
}

/** Where the library was when it gave up. */
function offsetOf(error: unknown): number | null {
  const token: unknown = error instanceof Error && 'token' in error ? error.token : null;
  if (typeof token !== 'object' || token === null || !('index' in token)) return null;
  return typeof token.index === 'number' ? token.index : null;
}
