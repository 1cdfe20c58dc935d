/**
 * What `--on-change` remembers between two runs: of each probe and group only how it stood, no text from the network and
 * no secret. The file is ours, but nothing is taken for granted about what stands in it.
 */

import { STATES, type State } from '../domain/verdict.ts';

export const SNAPSHOT_SCHEMA = 'aiprobe/state@1';

export interface ProbeStanding {
  readonly state: State;
  readonly kind: string | null;
  readonly reason: string | null;
  /** Wall-clock instant (ISO 8601) of the run that first saw it so: for people, nothing is computed from it. */
  readonly since: string;
}

export interface Snapshot {
  readonly probes: ReadonlyMap<string, ProbeStanding>;
  /** Whether each group was well. */
  readonly groups: ReadonlyMap<string, boolean>;
}

export const NOTHING_KNOWN: Snapshot = { probes: new Map(), groups: new Map() };

/** Larger than any: what is bigger is not ours. */
export const LARGEST_SNAPSHOT = 32 * 2 ** 20;

export function encodeSnapshot({ probes, groups }: Snapshot, config: string): string {
  const document = {
    schema: SNAPSHOT_SCHEMA,
    config,
    probes: [...probes].map(([name, standing]) => ({ name, ...standing })),
    groups: [...groups].map(([name, ok]) => ({ name, ok })),
  };
  return `${JSON.stringify(document, null, 1)}\n`;
}

/** @returns the reason, when the text is no snapshot that can be used */
export function decodeSnapshot(text: string): Snapshot | { readonly problem: string } {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return { problem: 'it is no JSON' };
  }
  const schema = property(document, 'schema');
  if (schema !== SNAPSHOT_SCHEMA) {
    const other = typeof schema === 'string' && schema.startsWith('aiprobe/state@');
    return { problem: other ? 'it is of another version of aiprobe' : 'it is no state file of aiprobe' };
  }
  const probes = entries(property(document, 'probes'), readProbe);
  const groups = entries(property(document, 'groups'), (entry) => {
    const ok = property(entry, 'ok');
    return typeof ok === 'boolean' ? ok : null;
  });
  if (probes === null || groups === null) return { problem: 'some entries are not what they should be' };
  return { probes, groups };
}

function readProbe(entry: unknown): ProbeStanding | null {
  const [kind, reason, since] = [
    property(entry, 'kind'),
    property(entry, 'reason'),
    property(entry, 'since'),
  ];
  const state = STATES.find((name) => name === property(entry, 'state'));
  if (state === undefined || !isWord(kind) || !isWord(reason) || !isInstant(since)) return null;
  return { state, kind, reason, since };
}

function entries<T>(list: unknown, read: (entry: unknown) => T | null): Map<string, T> | null {
  if (!Array.isArray(list)) return null;
  const found = new Map<string, T>();
  for (const entry of list) {
    const name = property(entry, 'name');
    const value = read(entry);
    if (typeof name !== 'string' || value === null) return null;
    found.set(name, value);
  }
  return found;
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;
}

function isWord(value: unknown): value is string | null {
  return value === null || (typeof value === 'string' && /^[a-z][a-z0-9-]{0,63}$/.test(value));
}

function isInstant(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]{1,20}Z$/.test(value);
}
