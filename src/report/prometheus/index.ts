/**
 * Prometheus, for the textfile collector of node_exporter: one gauge for each reading of the run, in base units. The
 * collector refuses a file in which two samples are alike, so names that became alike are told apart.
 */

import type { Report, Result } from '../../domain/report.ts';
import { safeText } from '../safe.ts';
import type { Reporter } from '../types.ts';
import { uniqueNames } from '../unique.ts';
import { exposition, type Labels, type Metric } from './exposition.ts';
import { PROBE_METRICS, type ProbeMetric } from './probe-metrics.ts';
import { groupMetrics, runMetrics } from './run-metrics.ts';

export const render: Reporter = (report) =>
  exposition([...probeMetrics(report), ...groupMetrics(report), ...runMetrics(report)]);

function probeMetrics({ results }: Report): Metric[] {
  const names = uniqueNames(results.map(({ name }) => safeText(name)));
  const labelled = results.map((result, i) => [result, identity(result, names[i] ?? '')] as const);
  return PROBE_METRICS.map((metric) => probeMetric(metric, labelled));
}

/** What tells one probe's samples from another's. */
function identity({ provider, check }: Result, probe: string): Labels {
  return { probe, provider, check };
}

function probeMetric(
  { name, help, read }: ProbeMetric,
  labelled: readonly (readonly [Result, Labels])[],
): Metric {
  const samples = labelled.flatMap(([result, identity]) =>
    read(result).flatMap(({ value, labels }) =>
      value === null ? [] : [{ labels: { ...identity, ...labels }, value }],
    ),
  );
  return { name, help, samples };
}
