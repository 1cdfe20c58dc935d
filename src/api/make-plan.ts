/** Config texts, targets and flags → a Plan, or every reason why there is none. */

import type { Config, SourceText } from '../config/config.ts';
import { type Diagnostic, hasErrors } from '../config/diagnostic.ts';
import type { PlanFlags } from '../config/flags.ts';
import type { Env } from '../config/interpolate.ts';
import { buildPlan } from '../config/plan.ts';
import type { Plan } from '../domain/plan.ts';
import type { Provider } from '../domain/provider.ts';

export interface PlanRequest {
  readonly sources: readonly SourceText[];
  /** URLs, provider ids, names of probes. */
  readonly targets: readonly string[];
  readonly flags: PlanFlags;
  readonly env: Env;
  /** Milliseconds since 1970, for maintenance windows. */
  readonly now: number;
  /** Text of a certificate or key file. @throws when it cannot be read */
  readonly readFile: (path: string) => string;
  /** Each setting with its origin is wanted too. */
  readonly settings: boolean;
}

export interface PlanMade {
  /** null: an error is among the diagnostics. */
  readonly plan: Plan | null;
  readonly diagnostics: readonly Diagnostic[];
}

export async function makePlan(request: PlanRequest): Promise<PlanMade> {
  const { sources, targets, flags, env, now, readFile, settings } = request;
  const { lookup, providerIds } = await catalogueFor(sources, targets);
  const parsed = await parse(sources, providerIds);
  if (hasErrors(parsed.diagnostics)) return { plan: null, diagnostics: parsed.diagnostics };
  const config = parsed.config;
  const built = await buildPlan({
    config,
    targets,
    flags,
    env,
    lookup,
    providerIds,
    now,
    readFile,
    settings,
  });
  const diagnostics = [...parsed.diagnostics, ...built.diagnostics];
  return { plan: hasErrors(diagnostics) ? null : built.plan, diagnostics };
}

interface Catalogue {
  readonly lookup: (id: string) => Provider | null;
  readonly providerIds: readonly string[];
}

/** URLs alone need no catalogue, and loading it takes time. */
async function catalogueFor(sources: readonly SourceText[], targets: readonly string[]): Promise<Catalogue> {
  if (sources.length === 0 && targets.every((word) => word.includes('://'))) {
    return { lookup: () => null, providerIds: [] };
  }
  const { lookupProvider, PROVIDER_IDS } = await import('../providers/index.ts');
  return { lookup: lookupProvider, providerIds: PROVIDER_IDS };
}

type Parsed = { readonly config: Config | null; readonly diagnostics: readonly Diagnostic[] };

async function parse(sources: readonly SourceText[], providerIds: readonly string[]): Promise<Parsed> {
  if (sources.length === 0) return { config: null, diagnostics: [] };
  const { parseConfig } = await import('../config/parse.ts');
  return parseConfig(sources, { providerIds });
}
