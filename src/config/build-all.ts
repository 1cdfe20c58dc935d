/** Every chosen probe → its target, with what is missing, wrong or worth a warning gathered over all of them. */

import type { Setting } from '../domain/plan.ts';
import type { Provider } from '../domain/provider.ts';
import type { Check, Target } from '../domain/target.ts';
import { addAll } from './add-all.ts';
import { offeredChecks } from './ask-api.ts';
import { type Build, complain } from './building.ts';
import { isApiCheck } from './checks.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Overrides } from './flags.ts';
import type { Env } from './interpolate.ts';
import { onlyMeaningful } from './keys.ts';
import { withLadder } from './ladder.ts';
import { missingProblems, toWanting, type Wanting, wantingMessage } from './missing.ts';
import type { OwnProviders } from './own-providers.ts';
import type { PemFiles } from './pem-files.ts';
import type { Resolved } from './resolve.ts';
import type { SecretBag } from './secrets.ts';
import { Sheet } from './sheet.ts';
import { didYouMean } from './suggest.ts';
import { buildTarget, waitingTarget } from './target.ts';

export interface Surroundings {
  readonly overrides: Overrides;
  readonly env: Env;
  readonly bag: SecretBag;
  readonly own: OwnProviders;
  readonly providerIds: readonly string[];
  readonly lookup: (id: string) => Provider | null;
  readonly files: PemFiles;
  /** Whether settings and their origins are wanted. */
  readonly settings: boolean;
}

export interface Built {
  readonly targets: readonly Target[];
  readonly settings: readonly (readonly [string, readonly Setting[]])[];
  readonly diagnostics: readonly Diagnostic[];
  readonly warnings: readonly string[];
}

export async function buildAll(around: Surroundings, probes: readonly Resolved[]): Promise<Built> {
  const targets: Target[] = [];
  const settings: (readonly [string, readonly Setting[]])[] = [];
  const diagnostics: Diagnostic[] = [];
  const warnings: string[] = [];
  const wanted: Wanting[] = [];
  for (const original of probes) {
    around.bag.addAll(original.secrets);
    const provider = providerOf(around, original);
    const probe = deepen(original, provider, around.overrides.check, warnings);
    const build = startBuild(around, probe);
    const refusal = refusalOf(around, probe, provider);
    if (refusal !== null) complain(build, ['provider'], refusal.message, { hint: refusal.hint });
    const whole = refusal === null && probe.missing.length === 0 && !probe.mistaken;
    const bare = whole ? await buildTarget(build, provider) : null;
    const target = bare && (await withLadder(bare, build, provider));
    const unset = [
      ...toWanting(probe.missing),
      ...toWanting(around.own.missing.get(probe.spec.provider ?? '') ?? []),
      ...build.missing,
    ];
    diagnostics.push(...build.diagnostics);
    if (unset.length > 0) {
      const skipped = probe.spec.optional === true || around.overrides.allowMissingEnv;
      if (skipped) targets.push(waitingTarget(build, provider, wantingMessage(unset)));
      else addAll(wanted, unset);
    } else if (target !== null) targets.push(target);
    if (around.settings) settings.push([probe.name, build.sheet.settings]);
  }
  return { targets, settings, diagnostics: [...missingProblems(wanted), ...diagnostics], warnings };
}

function startBuild({ overrides, env, bag, files, settings }: Surroundings, probe: Resolved): Build {
  return {
    probe,
    sheet: new Sheet(probe, settings),
    overrides,
    env,
    bag,
    missing: [],
    diagnostics: [],
    files,
  };
}

function providerOf({ own, lookup }: Surroundings, { spec: { provider } }: Resolved): Provider | null {
  if (provider === undefined) return null;
  return own.byId.get(provider) ?? lookup(provider);
}

function refusalOf(around: Surroundings, { spec, missing, mistaken }: Resolved, provider: Provider | null) {
  const id = spec.provider;
  if (id === undefined || missing.length > 0 || mistaken) return null;
  if (provider === null) {
    if (around.own.missing.has(id)) return null;
    const hint = didYouMean(id, around.providerIds) ?? '`aiprobe providers` lists them';
    return { message: `unknown provider "${id}"`, hint };
  }
  if (provider.retired === undefined) return null;
  return { message: `${provider.name} was switched off on ${provider.retired}`, hint: 'remove this probe' };
}

/** `--check` for one probe: as deep as its provider goes, without the keys that mean nothing there. */
function deepen(
  probe: Resolved,
  provider: Provider | null,
  wanted: Check | undefined,
  warnings: string[],
): Resolved {
  if (wanted === undefined || wanted === probe.check) return probe;
  const check = reachable(probe, provider, wanted);
  if (check !== wanted) {
    warnings.push(
      `${probe.name}: there is no ${wanted} check for it; --check ${wanted} leaves it at ${check}`,
    );
  }
  const spec = onlyMeaningful({ ...probe.spec, check }, check);
  // A chat model embeds nothing, and the other way round.
  const crossed = (probe.check === 'embeddings') !== (check === 'embeddings');
  return { ...probe, check, spec: crossed ? { ...spec, model: undefined } : spec };
}

function reachable({ check, spec }: Resolved, provider: Provider | null, wanted: Check): Check {
  if (isApiCheck(check) && provider !== null && isApiCheck(wanted)) {
    const offered = offeredChecks(provider);
    return offered.includes(wanted) ? wanted : (offered.at(-1) ?? 'reach');
  }
  const webUrl = spec.url !== undefined && !/^tcp:/i.test(spec.url);
  return webUrl && (wanted === 'tcp' || wanted === 'http') ? wanted : check;
}
