/** Which key of a probe means something for which check. A key that means nothing is a mistake, not a thing to ignore. */

import type { Check } from '../domain/target.ts';
import type { ProbeSpec } from './shape-probe.ts';

const API: readonly Check[] = ['reach', 'models', 'chat', 'stream', 'embeddings'];
const KEYED: readonly Check[] = ['models', 'chat', 'stream', 'embeddings'];
const GENERATING: readonly Check[] = ['chat', 'stream', 'embeddings'];
const HTTP: readonly Check[] = [...API, 'http'];
const DOCUMENT: readonly Check[] = ['reach', 'models', 'chat', 'embeddings', 'http'];

/** Keys that are not named here mean something everywhere. */
const MEANING: Readonly<Record<string, readonly Check[]>> = {
  base_url: API,
  variables: API,
  url: ['http', 'tcp'],
  provider: HTTP,
  model: KEYED,
  key: [...KEYED, 'http'],
  prompt: GENERATING,
  max_tokens: ['chat', 'stream'],
  method: ['http'],
  json: ['http'],
  body: ['http'],
  headers: HTTP,
  expect: HTTP,
  'expect.body': DOCUMENT,
  'expect.json': DOCUMENT,
  redirects: HTTP,
  max_body: HTTP,
  http_version: HTTP,
  tls: HTTP,
  'timeout.tls': HTTP,
  'timeout.first_byte': HTTP,
  'timeout.idle': HTTP,
  'timeout.first_token': ['stream'],
  'degraded.tls': HTTP,
  'degraded.first_byte': HTTP,
  'degraded.cert_days': HTTP,
  'degraded.first_token': ['stream'],
  'degraded.first_visible': ['stream'],
};

/** Keys with inner keys that do not mean something everywhere. */
const PARENTS: ReadonlySet<string> = new Set(
  Object.keys(MEANING).flatMap((key) => (key.includes('.') ? key.slice(0, key.indexOf('.')) : [])),
);

/** Paths of the keys that are set and mean nothing for this check; not the keys inside one of them. */
export function meaningless(spec: ProbeSpec, check: Check): (readonly string[])[] {
  const found: (readonly string[])[] = [];
  for (const [key, value] of Object.entries(spec)) {
    if (value === undefined) continue;
    if (!meansSomething(key, check)) found.push([key]);
    else if (PARENTS.has(key) && isRecord(value)) {
      for (const [inner, one] of Object.entries(value)) {
        if (one !== undefined && !meansSomething(`${key}.${inner}`, check)) found.push([key, inner]);
      }
    }
  }
  return found;
}

export function meansSomething(key: string, check: Check): boolean {
  return MEANING[key]?.includes(check) ?? true;
}

/** Checks for which a key means something, for hints. */
export function checksFor(key: string): readonly Check[] {
  return MEANING[key] ?? [];
}

/** The spec without the keys that mean nothing for this check: for `defaults` and `--check`, which are for many probes. */
export function onlyMeaningful(spec: ProbeSpec, check: Check): ProbeSpec {
  const dropped = meaningless(spec, check).map((path) => path.join('.'));
  if (dropped.length === 0) return spec;
  const gone = new Set(dropped);
  const entries = Object.entries(spec)
    .filter(([key]) => !gone.has(key))
    .map(([key, value]) => [key, isRecord(value) ? withoutKeys(key, value, gone) : value]);
  return Object.fromEntries(entries);
}

function withoutKeys(parent: string, value: object, gone: ReadonlySet<string>): object {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !gone.has(`${parent}.${key}`)));
}

export function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
