/** The result as one JSON document (SPEC 5), its keys always in the same order. */

import { jsonText } from './json-text.ts';
import type { Reporter } from './types.ts';

export const render: Reporter = (report) => `${jsonText(report, 2)}\n`;
