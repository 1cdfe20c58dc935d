/** Prometheus text exposition format, version 0.0.4: samples of one metric together, HELP and TYPE once, before them. */

import { safeText } from '../safe.ts';

/** null leaves the label out. */
export type Labels = Readonly<Record<string, string | null>>;

export interface Sample {
  readonly labels: Labels;
  readonly value: number;
}

export interface Metric {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

/** All metrics are gauges: each says how it stood at one run. One without samples is left out. */
export function exposition(metrics: readonly Metric[]): string {
  return metrics
    .filter(({ samples }) => samples.length > 0)
    .map(({ name, help, samples }) => {
      const lines = samples.map(({ labels, value }) => `${name}${labelText(labels)} ${value}\n`);
      return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${lines.join('')}`;
    })
    .join('');
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).flatMap(([name, value]) =>
    value === null ? [] : [`${name}="${escapeValue(value)}"`],
  );
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

/** The format escapes backslash, double quote and line feed; `safeText` leaves no line feed, and no lone surrogate, which UTF-8 cannot hold. */
function escapeValue(value: string): string {
  return safeText(value).replace(/[\\"]/g, '\\$&');
}
