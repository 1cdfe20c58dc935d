/**
 * GitHub Actions: the table for the log, then annotations for what is not well. The job summary is a text of its own,
 * which whoever writes files appends where `GITHUB_STEP_SUMMARY` says. Nothing is masked with `::add-mask::`: that would
 * print the secret; there is none in a report.
 */

import { render as renderTable } from '../table/index.ts';
import type { Reporter } from '../types.ts';
import { annotations } from './annotations.ts';

export { summary } from './summary.ts';

export const render: Reporter = (report, style) => {
  const commands = annotations(report, style).map((line) => `${line}\n`);
  return [renderTable(report, style), ...commands].join('');
};
