/** The output formats by name, each loaded when it is asked for. A new format is one file, one name in `names.ts` and one line here. */

import type { ReporterName } from './names.ts';
import type { ReporterModule } from './types.ts';

export const REPORTERS = {
  table: () => import('./table/index.ts'),
  json: () => import('./json.ts'),
  ndjson: () => import('./ndjson.ts'),
  junit: () => import('./junit/index.ts'),
  tap: () => import('./tap.ts'),
  github: () => import('./github/index.ts'),
  markdown: () => import('./markdown/index.ts'),
  csv: () => import('./csv/index.ts'),
  prometheus: () => import('./prometheus/index.ts'),
  nagios: () => import('./nagios/index.ts'),
  html: () => import('./html/index.ts'),
} satisfies Record<ReporterName, () => Promise<ReporterModule>>;

export function isReporterName(name: string): name is ReporterName {
  return Object.hasOwn(REPORTERS, name);
}

export function loadReporter(name: ReporterName): Promise<ReporterModule> {
  return REPORTERS[name]();
}

export { defaultReporter } from './default.ts';
export { REPORTER_NAMES, type ReporterName } from './names.ts';
export type { PluginExitCode, Reporter, ReporterModule, StreamReporter, Style } from './types.ts';
