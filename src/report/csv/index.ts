/** RFC 4180: a header, then one record for each result, on one line each. */

import type { Reporter } from '../types.ts';
import { csvRecord } from './cell.ts';
import { COLUMNS } from './columns.ts';

const READERS = Object.values(COLUMNS);

export const render: Reporter = (report) => {
  const records = report.results.map((result) => csvRecord(READERS.map((read) => read(result, report))));
  return [csvRecord(Object.keys(COLUMNS)), ...records].join('');
};
