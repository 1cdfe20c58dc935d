/** GitHub-flavoured Markdown: a table of all probes, and for each that is not well what happened and what to do. */

import type { Reporter } from '../types.ts';
import { documentOf } from './document.ts';

export const render: Reporter = (report, style) => {
  const { head, tableHead, rows, sections, tail } = documentOf(report, style);
  return [head, tableHead, ...rows, ...sections, tail].join('');
};
