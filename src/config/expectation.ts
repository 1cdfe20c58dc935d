/** `expect:` of a probe → the tests that judging applies. */

import { type Expectation, type JsonExpectation, NO_EXPECTATION } from '../domain/expectation.ts';
import { compileJsonPath } from './json-path.ts';
import type { ProbeSpec } from './shape-probe.ts';

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
