/** Documents of a status page → one snapshot. Pure; whatever the input, the work is bounded and nothing is thrown. */

import { type ParseFailure, type StatusDocument, type StatusInput, toDocument } from './document.ts';
import { PLATFORMS, type Platform } from './platforms/index.ts';
import type { StatusSnapshot } from './snapshot.ts';

export type ParseResult = { readonly ok: true; readonly snapshot: StatusSnapshot } | ParseFailure;

export function platformOf(document: StatusDocument): Platform | null {
  return PLATFORMS.find((platform) => platform.knows(document)) ?? null;
}

/**
 * @param input the document by which the platform is told
 * @param more further documents of the same page (see `Platform.companions`); what cannot be read of them is left out
 */
export function parseStatusPage(input: StatusInput, more: readonly StatusInput[] = []): ParseResult {
  const first = toDocument(input);
  if (!first.ok) return first;
  const others = more.map(toDocument).flatMap((result) => (result.ok ? [result.document] : []));
  const snapshot = platformOf(first.document)?.parse([first.document, ...others]) ?? null;
  return snapshot === null ? { ok: false, problem: 'foreign' } : { ok: true, snapshot };
}
