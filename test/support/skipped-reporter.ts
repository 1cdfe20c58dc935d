/** After a test run: each test that did not run, with its reason if it gave one, and the numbers on a line alone. */

import type { Reporter, TestModule } from 'vitest/node';

export default class SkippedReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const counts = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    for (const test of tests) {
      const result = test.result();
      counts[result.state] += 1;
      if (result.state !== 'skipped') continue;
      const why = result.note === undefined ? '' : ` (${result.note})`;
      process.stdout.write(`skipped: ${test.module.relativeModuleId} > ${test.fullName}${why}\n`);
    }
    const failed = counts.failed + modules.filter((module) => module.errors().length > 0).length;
    process.stdout.write(`\n${counts.passed} passed, ${failed} failed, ${counts.skipped} skipped\n`);
  }
}
