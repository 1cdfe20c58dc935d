/** Providers that the config itself describes, completed to the shape of the built-in ones. */

import type { Provider, ReachRow } from '../domain/provider.ts';
import type { Config } from './config.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Env, Missing } from './interpolate.ts';
import { fillPart } from './resolve.ts';
import { treeSecrets } from './secrets.ts';
import type { ProviderSpec } from './shape-provider.ts';

export interface OwnProviders {
  readonly byId: ReadonlyMap<string, Provider>;
  /** Id → variables that its description needs and that are not set. */
  readonly missing: ReadonlyMap<string, readonly Missing[]>;
  readonly secrets: readonly string[];
}

export function ownProviders(
  config: Config | null,
  env: Env,
  report: (found: readonly Diagnostic[]) => void,
): OwnProviders {
  const byId = new Map<string, Provider>();
  const missing = new Map<string, readonly Missing[]>();
  const secrets: string[] = [];
  for (const { name, part } of config?.providers ?? []) {
    const filled = fillPart(part, env);
    report(filled.diagnostics);
    secrets.push(...treeSecrets(filled.tree));
    if (filled.missing.length > 0) missing.set(name, filled.missing);
    if (filled.value !== null) byId.set(name, complete(name, filled.value));
  }
  return { byId, missing, secrets };
}

function complete(id: string, spec: ProviderSpec): Provider {
  return {
    ...spec,
    id,
    name: spec.name ?? id,
    reach: spec.reach.length > 0 ? spec.reach : [defaultReach(spec)],
  };
}

/** Where nothing is said of `reach`, an API that answers at all, its refusal of a keyless request included, is there. */
function defaultReach({ models, auth }: ProviderSpec): ReachRow {
  const expect = auth === null || !auth.required ? [200, 401, 403] : [401, 403, 200];
  if (models !== undefined) return { path: models.path, expect };
  return { path: '/', expect: [...expect, 404] };
}
