/** A target for a question of our own (a control probe, a status page): nothing expected, nothing tried twice. */

import { NO_EXPECTATION } from './expectation.ts';
import type { Ask, Target } from './target.ts';

/** @param total limit of the attempt, milliseconds */
export function plainTarget(
  ask: Exclude<Ask, { via: 'generate' }>,
  total: number,
  over: Partial<Target> = {},
): Target {
  const url = ask.via === 'http' ? ask.request.url : `tcp://${ask.host}:${ask.port}`;
  return {
    name: url,
    provider: null,
    check: ask.via,
    url,
    ask,
    authenticated: false,
    model: null,
    tags: [],
    optional: true,
    expect: NO_EXPECTATION,
    degraded: {},
    certDays: 0,
    timeout: { total, dns: null, connect: null, tls: null, first_byte: null, first_token: null, idle: null },
    retries: 0,
    retryDelayMs: 0,
    redirects: 0,
    maxBody: 65_536,
    httpVersion: '1.1',
    proxy: null,
    tls: { ca: [], cert: null, key: null, servername: null, insecure: false },
    dns: { server: null, ip: null, allAddresses: false },
    resolve: [],
    statusPage: false,
    skip: null,
    ...over,
  };
}
