/** Looking into JSON that a stranger wrote: every step may find something else than expected. */

import type { Json } from './dialect.ts';

/** Names and reasons are short; longer text is no name. */
const LONGEST_WORD = 200;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object at `path`, or an empty one. */
export function at(value: unknown, ...path: readonly string[]): Json {
  const found = path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
  return isObject(found) ? found : {};
}

/** The objects of a list; nothing when it is none. */
export function objects(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** A string that is not empty, cut to a name's length; else null. */
export function word(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value.slice(0, LONGEST_WORD) : null;
}

/** More tokens than anybody counts in one answer. */
const MOST_TOKENS = 1e12;

/** A number of tokens: whole, not negative, not absurd (a result file could not hold it); else null. */
export function count(value: unknown): number | null {
  return Number.isInteger(value) && typeof value === 'number' && value >= 0 && value <= MOST_TOKENS
    ? value
    : null;
}

/** The sum of the numbers that are there; null when none is. */
export function sum(...values: readonly unknown[]): number | null {
  const numbers = values.map(count).filter((value) => value !== null);
  return numbers.length === 0 ? null : numbers.reduce((total, value) => total + value, 0);
}

/** @returns undefined when the text is no JSON */
export function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
    return value;
  } catch {
    return undefined;
  }
}

/**
 * Whether an object is an error in one of the forms that OpenAI-compatible servers send inside a 200:
 * `{error: {...}}` or `{error: "..."}`, `{type: "error"}`, `{object: "error", message}` (older vLLM),
 * `{success: false, errors: [...]}` (Cloudflare).
 */
export function isError(data: Json): boolean {
  const { error } = data;
  if (isObject(error) || Array.isArray(error)) return true;
  if (word(error) !== null) return true;
  return data.object === 'error' || data.type === 'error' || data.success === false;
}
