/** Which components of a page concern a probe: by id, then by name, then by group, then by words of the name. */

import type { PageToRead } from './candidates.ts';
import type { ComponentRef, StatusComponent } from './snapshot.ts';

export interface Wanted {
  readonly ids: readonly string[];
  readonly names: readonly string[];
}

/** A component as far as it can be fitted: an incident names it without its group. */
type Candidate = ComponentRef & Partial<Pick<StatusComponent, 'group'>>;

export type Fits = (reference: ComponentRef) => boolean;

/** @param component ids or names that a caller asks for instead of those of the catalogue; empty: the whole page */
export function wantedOf(page: PageToRead, component?: readonly string[]): Wanted {
  if (component !== undefined) return { ids: component, names: component };
  if (!('platform' in page)) return { ids: [], names: [] };
  const ids = page.component_ids ?? {};
  return { ids: Object.values(ids), names: [...new Set([...(page.components ?? []), ...Object.keys(ids)])] };
}

export function isEmpty({ ids, names }: Wanted): boolean {
  return ids.length === 0 && names.length === 0;
}

/** @returns whether a reference is to one of the candidates that fit; ids that a page has lost fall back on names */
export function fitting(candidates: readonly Candidate[], wanted: Wanted): Fits {
  const byId = candidates.filter(({ id }) => id !== null && wanted.ids.includes(id));
  const found = byId.length > 0 ? byId : wanted.names.flatMap((name) => byName(candidates, fold(name)));
  const ids = new Set(found.map(({ id }) => id));
  const names = new Set(found.map(({ name }) => fold(name)));
  // Where both have an id, it decides: two groups may hold components of one name.
  return ({ id, name }) =>
    id !== null && ids.size > 0 && !ids.has(null) ? ids.has(id) : names.has(fold(name));
}

function byName(candidates: readonly Candidate[], wanted: string): readonly Candidate[] {
  const exact = candidates.filter(({ name }) => fold(name) === wanted);
  if (exact.length > 0) return exact;
  const group = candidates.filter(({ group }) => group != null && fold(group.name) === wanted);
  if (group.length > 0) return group;
  return candidates.filter(({ name }) => mentions(name, wanted));
}

/** @returns whether the words of `wanted` stand in the text, one after another and whole */
export function mentions(text: string, wanted: string): boolean {
  return ` ${words(text)} `.includes(` ${words(wanted)} `);
}

function fold(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase();
}

function words(text: string): string {
  return fold(text.replace(/[^\p{L}\p{N}]+/gu, ' '));
}
