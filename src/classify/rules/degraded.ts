/** Rows for what works and yet should be looked at; the first that matches is told, the others become notes. */

import type { Rule } from '../rule.ts';

const SETTINGS = "the probe's degraded: limits";

export const DEGRADED_RULES: readonly Rule[] = [
  {
    id: 'degraded.partial',
    when: { partial: true },
    class: 'degraded.partial',
    source: 'dns.all_addresses of the probe',
  },
  { id: 'degraded.slow', when: { slow: true }, class: 'degraded.slow', source: SETTINGS },
  {
    id: 'degraded.cert-expiring',
    when: { certificateEnding: true },
    class: 'degraded.cert-expiring',
    source: SETTINGS,
  },
  {
    id: 'degraded.near-limit',
    when: { nearLimit: true },
    class: 'degraded.near-limit',
    source: 'rate-limit headers that show under a tenth left',
  },
];
