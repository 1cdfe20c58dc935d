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
import type { Choice } from './sheet.ts';
import { tlsSettings } from './tls-files.ts';
import { formatSize } from './values.ts';

const CERT_DAYS = 14;
const MAX_BODY = 2 ** 20;
const RETRIES = 1;
const RETRY_DELAY_MS = 500;
const REDIRECTS = 5;
const NO_TLS: TlsSettings = { ca: [], cert: null, key: null, servername: null, insecure: false };

/** @returns null when the probe cannot be made; why is in `build.diagnostics` */
export async function buildTarget(build: Build, provider: Provider | null): Promise<Target | null> {
  const { name, check } = build.probe;
  noteSubject(build, provider);
  const asked =
    isApiCheck(check) && provider !== null ? askApi(build, provider, check) : askUrl(build, provider);
  if (asked === null) return null;
  // In the order in which `plan` lists the settings.
  return {
    name,
    provider,
    check,
    ...asked,
    ...standing(build),
    ...(await judgement(build)),
    ...attempts(build),
    ...protocol(build),
    ...(await route(build, asked.url)),
    statusPage: statusPageOf(build),
    skip: null,
  };
}

function noteSubject({ probe: { spec, check }, sheet, overrides }: Build, provider: Provider | null): void {
  if (provider !== null) sheet.note('provider', provider.id, sheet.origin('provider'));
  const flag = { name: '--check', value: overrides.check === check ? check : undefined };
  sheet.take('check', { flag, given: spec.check, fallback: check });
}

/** What the probe is to the run. */
function standing({ probe: { spec }, sheet }: Build): Pick<Target, 'tags' | 'optional'> {
  const tags = { given: spec.tags, fallback: [] };
  const optional = { given: spec.optional, fallback: false };
  return {
    tags: sheet.take<Target['tags']>('tags', tags, (all) => all.join(', ')),
    optional: sheet.take('optional', optional, (value) => (value ? 'true' : '')),
  };
}

/** What a good answer is, and what is not quite one. */
async function judgement(build: Build): Promise<Pick<Target, 'expect' | 'degraded' | 'certDays'>> {
  const { probe, sheet } = build;
  const { cert_days: given, ...limits } = probe.spec.degraded ?? {};
  noteExpectation(build);
  return {
    expect: await compileExpectation(probe.spec.expect),
    degraded: degradedLimits(build, limits),
    certDays: sheet.take('degraded.cert_days', { given, fallback: CERT_DAYS }, forWeb(build)),
  };
}

function attempts(build: Build): Pick<Target, 'timeout' | 'retries' | 'retryDelayMs'> {
  const { probe, sheet, overrides } = build;
  const { retries: given, retry_delay: delay } = probe.spec;
  const flag = { name: '--retries', value: overrides.retries };
  return {
    timeout: timeouts(build),
    retries: sheet.take('retries', { flag, given, fallback: RETRIES }),
    retryDelayMs: sheet.take('retry_delay', { given: delay, fallback: RETRY_DELAY_MS }, formatDuration),
  };
}

function protocol(build: Build): Pick<Target, 'redirects' | 'maxBody' | 'httpVersion'> {
  const { probe, sheet } = build;
  const { redirects, max_body, http_version } = probe.spec;
  const followed = probe.check === 'http' ? REDIRECTS : 0;
  const version: Choice<Target['httpVersion']> = { given: http_version, fallback: '1.1' };
  return {
    redirects: sheet.take('redirects', { given: redirects, fallback: followed }, forWeb(build)),
    maxBody: sheet.take('max_body', { given: max_body, fallback: MAX_BODY }, forWeb(build, formatSize)),
    httpVersion: sheet.take('http_version', version, forWeb(build)),
  };
}

/** How a setting is shown that means something for HTTP alone. */
function forWeb<T>({ probe }: Build, show: (value: T) => string = String): (value: T) => string {
  return probe.check === 'tcp' ? () => '' : show;
}

async function route(build: Build, url: string): Promise<Pick<Target, 'proxy' | 'tls' | 'dns' | 'resolve'>> {
  return {
    proxy: proxyOf(build, url),
    tls: build.probe.check === 'tcp' ? NO_TLS : await tlsSettings(build),
    dns: dnsOf(build),
    resolve: resolveOf(build),
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

function noteExpectation({ probe: { spec }, sheet }: Build): void {
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
}
