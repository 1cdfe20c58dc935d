/** JSONPath after RFC 9535, by a library that is loaded only where a path is used; its complaints in words for people. */

import type { JsonExpectation } from '../domain/expectation.ts';
import { withinLimit } from './regex.ts';
import type { Parsed } from './values.ts';

type Select = JsonExpectation['select'];
type Library = typeof import('json-p3');

const HINT = 'e.g. "$.data[0].id", "$..name", "$.items[?@.ok == true].id"';

export async function compileJsonPath(path: string): Promise<Parsed<Select>> {
  const library = await import('json-p3');
  try {
    const query = library.compile(path);
    // Only these functions of RFC 9535 bring a regular expression with them.
    const risky = /\b(?:match|search)\s*\(/.test(path);
    const select = (document: JsonValue) => query.query(document).values();
    return {
      value: (document) => {
        if (!isJson(document)) return [];
        return risky ? withinLimit(() => select(document)) : select(document);
      },
    };
  } catch (error) {
    const meant = CORRECTIONS.map((correct) => correct(path)).find((one) => isPath(library, one));
    const hint = meant === undefined ? HINT : `did you mean "${meant}"?`;
    return { problem: problemOf(path, error), hint };
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
