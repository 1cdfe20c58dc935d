/** `expect:` of a probe → the tests that judging applies. JSONPath is loaded only where one is used. */

import { type Expectation, type JsonExpectation, NO_EXPECTATION } from '../domain/expectation.ts';
import type { ProbeSpec } from './shape-probe.ts';
import type { Parsed } from './values.ts';

type Select = JsonExpectation['select'];

/** @param path RFC 9535 */
export async function compileJsonPath(path: string): Promise<Parsed<Select>> {
  const { compile } = await import('json-p3');
  try {
    const query = compile(path);
    return { value: (document) => (isJson(document) ? query.query(document).values() : []) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

type JsonValue = Parameters<ReturnType<typeof import('json-p3')['compile']>['query']>[0];

function isJson(value: unknown): value is JsonValue {
  return value !== undefined && typeof value !== 'function' && typeof value !== 'symbol';
}

/** The expressions were checked when the config was read. */
export async function compileExpectation(spec: ProbeSpec['expect']): Promise<Expectation> {
  if (spec === undefined) return NO_EXPECTATION;
  const json: JsonExpectation[] = [];
  for (const [path, matcher] of Object.entries(spec.json ?? {})) {
    const compiled = await compileJsonPath(path);
    if ('value' in compiled) json.push({ path, select: compiled.value, matcher });
  }
  return {
    status: spec.status ?? null,
    headers: Object.entries(spec.header ?? {}).map(([name, matcher]) => ({
      name: name.toLowerCase(),
      matcher,
    })),
    body: spec.body ?? [],
    json,
    certDays: spec.cert_days ?? null,
  };
}
