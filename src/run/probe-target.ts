/** One probe from its first attempt to its verdict: retries where they can help, every attempt kept. */

import type { Observation } from '../domain/observation.ts';
import type { AttemptFn, AttemptHooks } from '../domain/ports.ts';
import type { AttemptResult } from '../domain/report.ts';
import type { Target } from '../domain/target.ts';
import type { Verdict } from '../domain/verdict.ts';
import type { Judge } from './judge.ts';
import { climbDown } from './ladder.ts';
import type { Outcome, Sample, Tools } from './outcome.ts';
import { nextTry } from './retry.ts';
import { toAttempt } from './timings.ts';
import {
  afterRetries,
  comeBackLater,
  leftOut,
  notProbed,
  ownBug,
  type StopReason,
  withoutRetry,
} from './verdicts.ts';

export async function probeTarget(target: Target, tools: Tools): Promise<Outcome> {
  if (target.skip !== null) return unprobed(target, leftOut(target.skip));
  const attempts: AttemptResult[] = [];
  const failed: Verdict[] = [];
  const notes: string[] = [];
  let asked = target;
  let why: AttemptResult['why'] = 'first';
  let last: Sample | null = null;
  for (let tries = 1; ; ) {
    const sample: Sample | null = await tools.sample(asked, why);
    if (sample !== null) attempts.push(sample.attempt);
    if (sample === null || sample.verdict.state === 'skipped') {
      return stopped(target, attempts, last, tools.stopReason());
    }
    const mended = mendOnce(asked, sample, notes, tools);
    if (mended !== null) {
      asked = mended;
      why = 'mended';
      continue;
    }
    if (last !== null) failed.push(last.verdict);
    last = sample;
    const next = nextTry(sample.verdict, tries, target);
    if (!next.again) {
      const judged = comeBackLater(afterRetries(sample.verdict, failed), next.tooLongMs);
      const verdict = { ...judged, notes: [...notes, ...judged.notes] };
      return climbDown(
        { target, attempts, observation: sample.observation, verdict, deepestOk: null },
        tools,
      );
    }
    await tools.pause(next.waitMs);
    tries += 1;
    why = 'retry';
  }
}

/** The question without what the model refused. The same change is made once only: a server may refuse both ways. */
function mendOnce(asked: Target, sample: Sample, notes: string[], tools: Tools): Target | null {
  const { verdict, observation } = sample;
  if (asked.ask.via !== 'generate' || verdict.failure?.kind !== 'bad-request' || observation === null)
    return null;
  const mended = tools.mend(asked, observation);
  if (mended === null || notes.includes(mended.note)) return null;
  notes.push(mended.note);
  return mended.target;
}

export function unprobed(target: Target, verdict: Verdict): Outcome {
  return { target, attempts: [], observation: null, verdict, deepestOk: null };
}

/** The run stopped under way: an attempt that was finished keeps its verdict, else the probe counts as not made. */
function stopped(
  target: Target,
  attempts: readonly AttemptResult[],
  last: Sample | null,
  stop: StopReason,
): Outcome {
  if (last === null) return { ...unprobed(target, notProbed(stop)), attempts };
  const verdict = withoutRetry(last.verdict, stop);
  return { target, attempts, observation: last.observation, verdict, deepestOk: null };
}

/** Makes one attempt and judges it. A throw on the way is our own bug, for this probe alone. */
export async function takeSample(
  target: Target,
  why: AttemptResult['why'],
  started: string,
  by: { attempt: AttemptFn; judge: Judge; hooks: AttemptHooks; signal: AbortSignal },
): Promise<Sample> {
  let observation: Observation | null = null;
  let verdict: Verdict;
  try {
    observation = await by.attempt(target, by.hooks, by.signal);
    const aborted = observation.error?.code === 'ABORTED';
    verdict = aborted ? notProbed('interrupted') : by.judge.classify(observation, target);
  } catch (error) {
    verdict = ownBug(error);
  }
  return { attempt: toAttempt(observation, verdict, why, started), verdict, observation };
}
