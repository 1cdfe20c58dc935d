/** What is measured of the groups and of the run as a whole. */

import type { Report } from '../../domain/report.ts';
import { STATES } from '../../domain/verdict.ts';
import { safeText } from '../safe.ts';
import { uniqueNames } from '../unique.ts';
import type { Metric } from './exposition.ts';
import { flag, instantSeconds, seconds } from './probe-metrics.ts';

export function groupMetrics({ groups }: Report): Metric[] {
  const unique = uniqueNames(groups.map(({ name }) => safeText(name)));
  const metric = (
    name: string,
    help: string,
    value: (group: Report['groups'][number]) => number,
  ): Metric => ({
    name,
    help,
    samples: groups.map((group, i) => ({ labels: { group: unique[i] ?? group.name }, value: value(group) })),
  });
  return [
    metric('aiprobe_group_ok', 'Whether enough members of the group are up (1).', ({ ok }) => flag(ok)),
    metric('aiprobe_group_up_members', 'Members that are up or degraded.', ({ up }) => up),
    metric('aiprobe_group_required_members', 'Members that must be up.', ({ require }) => require),
    metric('aiprobe_group_members', 'Members of the group.', ({ members }) => members.length),
  ];
}

export function runMetrics({ run, summary }: Report): Metric[] {
  const { version, location, shard } = run;
  const gauge = (name: string, help: string, value: number | null): Metric => ({
    name,
    help,
    samples: value === null ? [] : [{ labels: {}, value }],
  });
  return [
    {
      name: 'aiprobe_run_info',
      help: 'Which program made the run, and where. Always 1.',
      samples: [{ labels: { version, location, shard }, value: 1 }],
    },
    {
      name: 'aiprobe_run_probes',
      help: 'How many probes are in each state.',
      samples: STATES.map((state) => ({ labels: { state }, value: summary[state] })),
    },
    gauge('aiprobe_run_exit_code', 'Exit code of the run: 0 is well, 3 is inconclusive.', summary.exit_code),
    gauge('aiprobe_run_duration_seconds', 'How long the run took.', seconds(run.duration_ms)),
    gauge(
      'aiprobe_run_timestamp_seconds',
      'When the run began, in seconds since 1970.',
      instantSeconds(run.started),
    ),
  ];
}
