/** What `-r` takes. */

export const REPORTER_NAMES = [
  'table',
  'json',
  'ndjson',
  'junit',
  'tap',
  'github',
  'markdown',
  'csv',
  'prometheus',
  'nagios',
  'html',
] as const;
export type ReporterName = (typeof REPORTER_NAMES)[number];
