/** Ways to walk the catalogue, for its tests. */

import type { ErrorShape, Provider } from '../../src/domain/provider.ts';
import { PROVIDERS } from '../../src/providers/index.ts';

export const ENTRIES: readonly Provider[] = Object.values(PROVIDERS);
export const LIVE = ENTRIES.filter((provider) => provider.retired === undefined);

/** One value or a list of them, as a list. */
export function listOf<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return isList(value) ? value : [value];
}

function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}

/** Every value stored under `key`, however deep. */
export function valuesOf(node: unknown, key: string): unknown[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, value]) =>
    name === key ? [value, ...valuesOf(value, key)] : valuesOf(value, key),
  );
}

/** The paths that a provider's checks and alternatives use. */
export function pathsOf(provider: Provider): readonly string[] {
  const generations = [provider.chat, provider.embeddings].filter((call) => call !== undefined);
  return [
    ...provider.reach.map((row) => row.path),
    ...listOf(provider.models?.path),
    ...generations.flatMap((call) => [call.path, ...listOf(call.stream_path)]),
  ];
}

/** `{name}` in a template → `name`. */
export function placeholdersOf(template: string): readonly string[] {
  return [...template.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => name ?? []);
}

/** The parts of an error that a shape, or any of its other forms, says where to find. */
export function partsOf(shape: ErrorShape | undefined): ReadonlySet<string> {
  if (shape === undefined) return new Set();
  return new Set([...Object.keys(shape), ...(shape.also ?? []).flatMap((other) => [...partsOf(other)])]);
}
