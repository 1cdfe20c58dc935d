/** What a run may cost in tokens, estimated before anything is asked. */

import { estimateTokens } from '../dialects/tokens.ts';
import { UserError } from '../domain/errors.ts';
import type { Plan } from '../domain/plan.ts';
import type { Target } from '../domain/target.ts';
import type { TokenCost } from '../report/plan.ts';

export function costOf({ ask }: Target): TokenCost {
  return ask.via === 'generate' ? estimateTokens(ask.generate) : { input: 0, output: 0 };
}

/** @throws UserError when the run may use more than the budget, every retry counted, or the budget is no number */
export function checkBudget(plan: Plan, text: string): void {
  const budget = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(budget)) {
    throw new UserError(`--budget: "${text}" is not a whole number of tokens`);
  }
  const asked = plan.targets.filter(({ skip }) => skip === null);
  const worst = asked.reduce((sum, target) => {
    const { input, output } = costOf(target);
    return sum + (input + output) * (1 + target.retries);
  }, 0);
  if (worst <= budget) return;
  throw new UserError(
    `this run may use about ${worst} tokens with all its retries, more than --budget ${budget}; nothing was asked ("aiprobe plan" shows what costs)`,
  );
}
