/** The table as a whole: every row decides some case, and so none is shadowed; every class is reachable. */

import { describe, expect, it } from 'vitest';
import { classify } from '../../src/classify/index.ts';
import { DEGRADED_RULES } from '../../src/classify/rules/degraded.ts';
import { COMMON_STAGES } from '../../src/classify/rules/index.ts';
import { REFINEMENTS } from '../../src/classify/rules/refine.ts';
import { inWords } from '../../src/domain/code-words.ts';
import { FAILURE_CLASSES } from '../../src/domain/failure.ts';
import { target } from '../support/observation.ts';
import { CASES } from './cases.ts';

const rules = [...COMMON_STAGES.flatMap((stage) => stage.rules), ...REFINEMENTS, ...DEGRADED_RULES];

/** Said by later stages, from more than one attempt or from the config. */
const NOT_FROM_ONE_ATTEMPT = [
  'local.network-down',
  'config.missing-env',
  'degraded.flaky',
  'degraded.incident',
];

describe('the rule table', () => {
  it.each(CASES.map((one) => [one.rule, one] as const))('%s', (_, { rule, gives, saw, asked }) => {
    const verdict = classify(saw, asked ?? target());
    if (gives === 'up') {
      expect(verdict).toMatchObject({ state: 'up', failure: null, rule: null });
      expect(verdict.notes.join()).not.toBe('');
      return;
    }
    expect(verdict.rule).toBe(rule);
    expect(`${verdict.failure?.kind}.${verdict.failure?.reason}`).toBe(gives);
    expect(verdict.message).not.toMatch(/undefined|null|NaN|\[object/);
    const code = saw.error?.code ?? '';
    if (inWords(code) !== code) expect(verdict.message).not.toContain(code);
    expect(verdict.message.split('\n')).toHaveLength(1);
    expect(verdict.hint.length).toBeGreaterThan(20);
  });

  it('has a case for every row, and every case names a row', () => {
    const ids = rules.map(({ id }) => id);
    const cased = CASES.map(({ rule }) => rule);
    expect(ids.filter((id) => !cased.includes(id))).toEqual([]);
    expect(cased.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('has no id twice and names a source for each row', () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    expect(rules.filter(({ source }) => source.length < 4)).toEqual([]);
  });

  it('reaches every class that one attempt can show', () => {
    const reached = new Set(CASES.map(({ gives }) => gives));
    const missing = FAILURE_CLASSES.filter((one) => !reached.has(one) && !NOT_FROM_ONE_ATTEMPT.includes(one));
    expect(missing).toEqual([]);
  });
});
