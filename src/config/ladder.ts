/** The cheaper checks below a deep one, as targets: asked once when the deep one fails, to find how far the service works. */

import type { Provider } from '../domain/provider.ts';
import type { Check, Target } from '../domain/target.ts';
import { offeredChecks } from './ask-api.ts';
import type { Build } from './building.ts';
import { onlyMeaningful } from './keys.ts';
import { Sheet } from './sheet.ts';
import { buildTarget } from './target.ts';

const DEEP: ReadonlySet<Check> = new Set(['chat', 'stream', 'embeddings']);
/** They cost nothing; from cheap to deep. */
const RUNGS: readonly Check[] = ['reach', 'models'];

export async function withLadder(target: Target, build: Build, provider: Provider | null): Promise<Target> {
  if (provider === null || !DEEP.has(target.check)) return target;
  const offered = offeredChecks(provider);
  const rungs: Target[] = [];
  for (const check of RUNGS.filter((rung) => offered.includes(rung))) {
    const rung = await buildTarget(below(build, check), provider);
    if (rung !== null) rungs.push({ ...rung, retries: 0 });
  }
  return { ...target, ladder: rungs };
}

/** The same probe at a cheaper depth. What is wrong with it was told of the probe itself. */
function below(build: Build, check: Check): Build {
  const spec = onlyMeaningful({ ...build.probe.spec, check, degraded: undefined, expect: undefined }, check);
  const probe = { ...build.probe, check, spec };
  const overrides = { ...build.overrides, check: undefined };
  return { ...build, probe, overrides, sheet: new Sheet(probe, false), diagnostics: [], missing: [] };
}
