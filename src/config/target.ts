/** One resolved probe → one Target: every setting chosen among flag, probe, defaults, catalogue and built-in, and noted. */

import { formatDuration } from '../domain/duration.ts';
import { NO_EXPECTATION } from '../domain/expectation.ts';
import type { Provider } from '../domain/provider.ts';
import type { Target, TlsSettings } from '../domain/target.ts';
import { askApi } from './ask-api.ts';
import { askUrl } from './ask-url.ts';
import type { Build } from './building.ts';
import { isApiCheck } from './checks.ts';
import { compileExpectation } from './expectation.ts';
import { degradedLimits, TOTAL_MS, timeouts, UNLIMITED } from './limits.ts';
import { dnsOf, proxyOf, resolveOf, statusPageOf } from './network.ts';
import { tlsSettings } from './tls-files.ts';

const CERT_DAYS = 14;
const MAX_BODY = 2 ** 20;
const RETRIES = 1;
const RETRY_DELAY_MS = 500;
const REDIRECTS = 5;
const NO_TLS: TlsSettings = { ca: [], cert: null, key: null, servername: null, insecure: false };

/** @returns null when the probe cannot be made; why is in `build.diagnostics` */
export async function buildTarget(build: Build, provider: Provider | null): Promise<Target | null> {
  const { probe, sheet, overrides } = build;
  const { spec, check, name } = probe;
  if (provider !== null) sheet.note('provider', provider.id, sheet.origin('provider'));
  sheet.take('check', {
    flag: { name: '--check', value: overrides.check === check ? check : undefined },
    given: spec.check,
    fallback: check,
  });
  const asked =
    isApiCheck(check) && provider !== null ? askApi(build, provider, check) : askUrl(build, provider);
  if (asked === null) return null;
  const { cert_days: certDays, ...limits } = spec.degraded ?? {};
  const forWeb = (value: string | number) => (check === 'tcp' ? '' : String(value));
  return {
    name,
    provider,
    check,
    ...asked,
    tags: sheet.take('tags', { given: spec.tags, fallback: [] }, (tags) => tags.join(', ')),
    optional: sheet.take('optional', { given: spec.optional, fallback: false }, (value) =>
      value ? 'true' : '',
    ),
    expect: await compileExpectation(noteExpectation(build)),
    degraded: degradedLimits(build, limits),
    certDays: sheet.take('degraded.cert_days', { given: certDays, fallback: CERT_DAYS }, forWeb),
    timeout: timeouts(build),
    retries: sheet.take('retries', {
      flag: { name: '--retries', value: overrides.retries },
      given: spec.retries,
      fallback: RETRIES,
    }),
    retryDelayMs: sheet.take(
      'retry_delay',
      { given: spec.retry_delay, fallback: RETRY_DELAY_MS },
      formatDuration,
    ),
    redirects: sheet.take(
      'redirects',
      { given: spec.redirects, fallback: check === 'http' ? REDIRECTS : 0 },
      forWeb,
    ),
    maxBody: sheet.take('max_body', { given: spec.max_body, fallback: MAX_BODY }, forWeb),
    httpVersion: sheet.take<'1.1' | '2'>(
      'http_version',
      { given: spec.http_version, fallback: '1.1' },
      forWeb,
    ),
    proxy: proxyOf(build, asked.url),
    tls: check === 'tcp' ? NO_TLS : await tlsSettings(build),
    dns: dnsOf(build),
    resolve: resolveOf(build),
    statusPage: statusPageOf(build),
    skip: null,
  };
}

/** A probe that waits for a variable: shown, never made. */
export function waitingTarget(build: Build, provider: Provider | null, message: string): Target {
  const { spec, name, check } = build.probe;
  const url = spec.url ?? spec.base_url ?? provider?.base_url ?? '';
  return {
    name,
    provider,
    check,
    url,
    ask: { via: 'http', request: { method: 'GET', url, headers: [], body: null } },
    authenticated: false,
    model: spec.model ?? null,
    tags: spec.tags ?? [],
    optional: spec.optional ?? false,
    expect: NO_EXPECTATION,
    degraded: {},
    certDays: CERT_DAYS,
    timeout: { ...UNLIMITED, total: TOTAL_MS },
    retries: 0,
    retryDelayMs: RETRY_DELAY_MS,
    redirects: 0,
    maxBody: MAX_BODY,
    httpVersion: '1.1',
    proxy: null,
    tls: NO_TLS,
    dns: { server: null, ip: null, allAddresses: false },
    resolve: [],
    statusPage: null,
    skip: { kind: 'config', reason: 'missing-env', message },
  };
}

function noteExpectation({ probe: { spec }, sheet }: Build) {
  const { status, header, body, json, cert_days } = spec.expect ?? {};
  if (status !== undefined) sheet.note('expect.status', status.source, sheet.origin('expect.status'));
  for (const [name, { source }] of Object.entries(header ?? {})) {
    sheet.note(`expect.header.${name}`, source, sheet.origin('expect.header'));
  }
  for (const { source } of body ?? []) sheet.note('expect.body', source, sheet.origin('expect.body'));
  for (const [path, { source }] of Object.entries(json ?? {})) {
    sheet.note(`expect.json ${path}`, source, sheet.origin('expect.json'));
  }
  if (cert_days !== undefined)
    sheet.note('expect.cert_days', String(cert_days), sheet.origin('expect.cert_days'));
  return spec.expect;
}
