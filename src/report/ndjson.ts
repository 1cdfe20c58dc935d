/** One result object a line as each finishes; last the run, with everything but the results. */

import type { Report, Result } from '../domain/report.ts';
import { jsonText } from './json-text.ts';
import type { Reporter, StreamReporter } from './types.ts';

export const stream: StreamReporter = {
  result: (result) => `${jsonText(result)}\n`,
  end: (report) => `${jsonText(runOf(report))}\n`,
};

export const render: Reporter = (report) =>
  report.results.map((result: Result) => stream.result(result)).join('') + stream.end(report);

function runOf({ schema, run, summary, groups, causes }: Report): Omit<Report, 'results'> {
  return { schema, run, summary, groups, causes };
}
