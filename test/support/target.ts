/** Targets for tests: complete, with the defaults that the config would give. */

import { NO_EXPECTATION } from '../../src/domain/expectation.ts';
import type { HttpRequest, Target } from '../../src/domain/target.ts';

/** Whatever a test does not care about. */
export const TARGET_BASE: Omit<Target, 'name' | 'url' | 'ask' | 'check'> = {
  provider: null,
  authenticated: false,
  model: null,
  tags: [],
  optional: false,
  expect: NO_EXPECTATION,
  degraded: {},
  certDays: 14,
  timeout: {
    total: 5_000,
    dns: null,
    connect: null,
    tls: null,
    first_byte: null,
    first_token: null,
    idle: null,
  },
  retries: 0,
  retryDelayMs: 0,
  redirects: 5,
  maxBody: 1_048_576,
  httpVersion: '1.1',
  proxy: null,
  tls: { ca: [], cert: null, key: null, servername: null, insecure: false },
  dns: { server: null, ip: null, allAddresses: false },
  resolve: [],
  statusPage: null,
  skip: null,
};

export function httpTarget(
  url: string,
  over: Partial<Target> = {},
  request: Partial<HttpRequest> = {},
): Target {
  const ask: Target['ask'] = {
    via: 'http',
    request: { method: 'GET', url, headers: [], body: null, ...request },
  };
  return { ...TARGET_BASE, name: url, url, check: 'http', ask, ...over };
}

export function tcpTarget(host: string, port: number, over: Partial<Target> = {}): Target {
  return {
    ...TARGET_BASE,
    name: `${host}:${port}`,
    url: `tcp://${host}:${port}`,
    check: 'tcp',
    ask: { via: 'tcp', host, port },
    ...over,
  };
}

/** The default timeouts with some of them set. */
export function timeouts(over: Partial<Target['timeout']>): Target['timeout'] {
  return { ...TARGET_BASE.timeout, ...over };
}
