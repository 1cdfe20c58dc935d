/** `I/N`: which part of the probes a run makes. */

import { createHash } from 'node:crypto';

export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly of: number;
}

/** More parts than anybody has machines. */
export const MOST_SHARDS = 1_000;

/** @returns null where the text is no `I/N` with 1 ≤ I ≤ N ≤ 1000 */
export function parseShard(text: string): Shard | null {
  const [, first = '', second = ''] = /^([1-9]\d{0,3})\/([1-9]\d{0,3})$/.exec(text) ?? [];
  const [index, of] = [Number(first), Number(second)];
  return index >= 1 && index <= of && of <= MOST_SHARDS ? { index, of } : null;
}

/** The part that a probe is in: by its name alone, so that it stays there when others come or go. */
export function shardOf(name: string, of: number): number {
  return (createHash('sha256').update(name).digest().readUInt32BE(0) % of) + 1;
}
