/** What reading one platform takes. */

import type { StatusDocument } from '../document.ts';
import type { ComponentRef, StatusPlatform, StatusSnapshot } from '../snapshot.ts';
import { id, text } from '../values.ts';

export interface Platform {
  /** Whether the document is one of this platform's, told by its shape (and where that says nothing, its address). */
  knows(document: StatusDocument): boolean;
  /** Addresses of further documents that complete the picture given by this one; absent: it is whole. */
  companions?(document: StatusDocument): readonly string[];
  /**
   * @param documents the one that it knows, then what the companions' addresses gave, as far as they answered
   * @returns null when the documents do not say how the service is
   */
  parse(documents: readonly StatusDocument[]): StatusSnapshot | null;
}

/** A snapshot that says nothing yet. */
export function blank(platform: StatusPlatform): StatusSnapshot {
  return {
    platform,
    indicator: 'none',
    description: null,
    updatedAt: null,
    covers: 'service',
    components: [],
    incidents: [],
    maintenances: [],
  };
}

/** A component by the two things that platforms call it by. */
export function refTo(identifier: unknown, name: unknown): ComponentRef {
  return { id: id(identifier), name: text(name) ?? 'unnamed' };
}

export function jsonOf(document: StatusDocument | undefined): unknown {
  return document?.type === 'json' ? document.value : undefined;
}

/** The same document's address with another last segment. */
export function sibling(url: string, name: string): string {
  return new URL(name, url).href;
}

export function pathOf(url: string): string {
  return new URL(url).pathname;
}
