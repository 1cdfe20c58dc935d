/** A matcher by a function, for tests that care about what became of its outcome. */

import type { Matcher } from '../../src/domain/expectation.ts';

export function matcherBy(source: string, test: Matcher['test']): Matcher {
  return {
    source,
    test,
    indexOf: (outcome, values) => {
      for (const [index, value] of values.entries()) {
        const met = test(value);
        if (met === null) return null;
        if (met === outcome) return index;
      }
      return -1;
    },
  };
}
