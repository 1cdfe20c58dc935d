/** The plugin's exit code. */

import type { Policy } from '../../domain/policy.ts';
import type { Report } from '../../domain/report.ts';
import { standings } from '../standing.ts';
import type { PluginExitCode } from '../types.ts';

/**
 * What the run's own exit code amounts to for a monitoring system; it takes its place when `-r nagios` is the only
 * format asked for. 0: OK, or WARNING when something required is degraded. 1: CRITICAL. Everything else (inconclusive,
 * interrupted, a bug) is UNKNOWN, except that an interrupted run which found something down is CRITICAL, too.
 */
export function exitCode(report: Report, policy: Policy): PluginExitCode {
  switch (report.summary.exit_code) {
    case 0:
      return report.results.some(({ state, optional }) => state === 'degraded' && !optional) ? 1 : 0;
    case 1:
      return 2;
    case 130:
    case 143:
      return standings(report, policy).results.includes('fail') ? 2 : 3;
    default:
      return 3;
  }
}
