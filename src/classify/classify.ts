/** The verdict on one attempt: a pure function of what was seen and what was wanted. */

import { type Failure, type FailureClass, failureInfo, type Party, toFailure } from '../domain/failure.ts';
import type { Observation } from '../domain/observation.ts';
import type { Target } from '../domain/target.ts';
import type { State, Verdict } from '../domain/verdict.ts';
import { Evidence } from './evidence/evidence.ts';
import { notesOf, upNote } from './facts/notes.ts';
import { retryAfterMs } from './facts/retry-after.ts';
import { hintFor } from './hint.ts';
import { decide, matches } from './interpreter.ts';
import type { Rule } from './rule.ts';
import { DEGRADED_RULES } from './rules/degraded.ts';
import { EXPECTATION_STAGES, stagesFor } from './rules/index.ts';
import { REFINEMENTS } from './rules/refine.ts';
import { sentence } from './sentence/index.ts';
import { upSentence } from './sentence/up.ts';

/** Never throws, whatever came over the wire. */
export function classify(observation: Observation, target: Target): Verdict {
  if (observation.error?.code === 'ABORTED' || observation.error?.code === 'UND_ERR_ABORTED')
    return INTERRUPTED;
  const evidence = new Evidence(observation, target);
  const found = decide(stagesFor(target.provider), evidence);
  if (found === null) return wellOrDegraded(evidence, []);
  if (found.class !== 'up') return failed(refine(found, found.class, evidence), evidence);
  // The row explains away what looked like a failure; what the user expects still has to hold.
  const unmet = decide(EXPECTATION_STAGES, evidence);
  if (unmet !== null && unmet.class !== 'up')
    return failed({ rule: unmet, failureClass: unmet.class }, evidence);
  return wellOrDegraded(evidence, found.detail === undefined ? [] : [upNote(found.detail, evidence)]);
}

interface Decision {
  readonly rule: Rule;
  readonly failureClass: FailureClass;
}

function refine(rule: Rule, failureClass: FailureClass, evidence: Evidence): Decision {
  const finer = REFINEMENTS.find(({ of, when }) => of === failureClass && matches(when, evidence));
  if (finer === undefined || finer.class === 'up') return { rule, failureClass };
  // What the first row knows of the fault and its details stays true.
  return {
    rule: { ...rule, ...finer, ...(rule.fault !== undefined && { fault: rule.fault }) },
    failureClass: finer.class,
  };
}

function failed({ rule, failureClass }: Decision, evidence: Evidence): Verdict {
  const failure = toFailure(failureClass);
  const state = stateOf(failure, evidence);
  return verdict(state, rule, failureClass, evidence, waitFor(failure, evidence));
}

/** The server's wait belongs to the answer that failed; a broken connection has asked for nothing. */
function waitFor({ kind }: Failure, evidence: Evidence): number | null {
  if (evidence.broken || kind === 'mismatch' || kind === 'redirect') return null;
  // A body that reports a used-up quota may still name the few seconds of its rate limit (Google does).
  return retryAfterMs(evidence, kind === 'quota' ? 'headers' : 'all');
}

/** `unknown`: the evidence says nothing about the service itself. */
function stateOf({ kind }: Failure, { target }: Evidence): State {
  if (kind === 'local' || kind === 'internal') return 'unknown';
  if (kind === 'blocked' && target.check === 'reach' && !target.authenticated) return 'unknown';
  return 'down';
}

function wellOrDegraded(evidence: Evidence, notes: readonly string[]): Verdict {
  const matching = DEGRADED_RULES.filter(({ when }) => matches(when, evidence));
  const [first, ...more] = matching;
  if (first === undefined || first.class === 'up') return well(evidence, notes);
  const told = verdict('degraded', first, first.class, evidence, null);
  const others = more.flatMap(({ class: other }) =>
    other === 'up' ? [] : [sentence(other, evidence, undefined, null)],
  );
  return { ...told, notes: [...notes, ...others, ...told.notes] };
}

function well(evidence: Evidence, notes: readonly string[]): Verdict {
  return {
    state: 'up',
    failure: null,
    fault: null,
    retryable: false,
    retryAfterMs: null,
    rule: null,
    message: upSentence(evidence),
    hint: '',
    notes: [...notes, ...notesOf(evidence)],
  };
}

function verdict(
  state: State,
  rule: Rule,
  failureClass: FailureClass,
  evidence: Evidence,
  waitMs: number | null,
): Verdict {
  const failure = toFailure(failureClass);
  const info = failureInfo(failure);
  const fault: Party = rule.fault ?? info.fault;
  return {
    state,
    failure,
    fault,
    retryable: info.retryable,
    retryAfterMs: waitMs,
    rule: rule.id,
    message: sentence(failureClass, evidence, rule.detail, waitMs),
    hint: hintFor(rule, failure, evidence),
    notes: notesOf(evidence),
  };
}

/** We were told to stop: no opinion. */
const INTERRUPTED: Verdict = {
  state: 'skipped',
  failure: null,
  fault: null,
  retryable: false,
  retryAfterMs: null,
  rule: null,
  message: 'interrupted before it was finished',
  hint: '',
  notes: [],
};
