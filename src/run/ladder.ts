/** When a deep check fails, the cheaper ones are asked once: how far does the service still work? */

import type { Target } from '../domain/target.ts';
import type { Verdict } from '../domain/verdict.ts';
import type { Outcome, Tools } from './outcome.ts';

/** Fills `deepestOk`. Asks the deepest rung first and stops at the first that holds. */
export async function climbDown(outcome: Outcome, tools: Pick<Tools, 'sample'>): Promise<Outcome> {
  let { verdict } = outcome;
  for (const rung of rungsBelow(outcome)) {
    const sample = await tools.sample(rung, 'first');
    if (sample === null) break;
    if (sample.verdict.state === 'up' || sample.verdict.state === 'degraded') {
      return { ...outcome, deepestOk: rung.check, verdict: withFinding(verdict, rung, outcome.target) };
    }
    verdict = withNearestModels(verdict, sample.verdict);
  }
  return { ...outcome, verdict };
}

/** The deepest first. None where nothing can be learnt: without a connection the cheaper checks fail alike. */
function rungsBelow({ target, verdict, observation }: Outcome): readonly Target[] {
  const asked = verdict.state === 'down' || verdict.failure?.kind === 'blocked';
  if (!asked || observation === null || observation.marks.connect === null) return [];
  return [...(target.ladder ?? [])].reverse();
}

/** An engine that answers everything but the question is named as such; else what still works is a note. */
function withFinding(verdict: Verdict, { check }: Target, asked: Target): Verdict {
  if (!generatesNothing(verdict)) {
    return { ...verdict, notes: [...verdict.notes, `${check} still works`] };
  }
  const work = asked.check === 'embeddings' ? 'embeds' : 'generates';
  const message = `${verdict.message}: the service is alive (${check} answers) but ${work} nothing`;
  return { ...verdict, message };
}

/** The list of models knows what a refusal of the name does not tell: what the name should have been. */
function withNearestModels(verdict: Verdict, listed: Verdict): Verdict {
  const unknown = (one: Verdict) => one.failure?.kind === 'not-found' && one.failure.reason === 'model';
  return unknown(verdict) && unknown(listed) ? { ...verdict, hint: listed.hint } : verdict;
}

/** The request was taken and no token came of it. */
function generatesNothing({ failure }: Verdict): boolean {
  if (failure?.kind === 'timeout') return failure.reason === 'first-byte' || failure.reason === 'first-token';
  return failure?.kind === 'stream' && failure.reason === 'empty';
}
