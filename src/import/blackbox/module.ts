/** A module of blackbox_exporter (https://github.com/prometheus/blackbox_exporter/blob/master/CONFIGURATION.md): how to ask. */

import type { ExpectDraft, ProbeDraft } from '../draft.ts';
import { durationAt } from '../durations.ts';
import { absent, fromRe2 } from '../expressions.ts';
import type { Ledger } from '../ledger.ts';
import { basicHeader, bodyText, headerText, literal, urlText } from '../secrets.ts';
import { MapItem, textOf, type Value } from '../value.ts';

export interface Module {
  readonly name: string;
  readonly item: MapItem;
  used: boolean;
}

export function readModules(documents: readonly Value[]): ReadonlyMap<string, Module> {
  const modules = new Map<string, Module>();
  for (const document of documents) {
    if (!(document instanceof MapItem)) continue;
    for (const [name, item] of document.map('modules')?.all ?? []) {
      document.map('modules')?.get(name);
      if (item instanceof MapItem) modules.set(name, { name, item, used: false });
    }
  }
  return modules;
}

export type ModuleKeys = Pick<
  ProbeDraft,
  'method' | 'headers' | 'body' | 'timeout' | 'redirects' | 'proxy' | 'tls' | 'dns' | 'expect' | 'max_body'
>;

/** What every probe by this module has. @param probe for the names of variables */
export function httpKeys({ item }: Module, ledger: Ledger, probe: string): ModuleKeys {
  const http = item.map('http');
  const timeout = durationAt(item, 'timeout', ledger);
  if (http === undefined) return { timeout };
  const follow = http.all.has('follow_redirects')
    ? http.flag('follow_redirects')
    : !http.flag('no_follow_redirects');
  const body = http.text('body');
  const proxy = http.text('proxy_url');
  http.skip('enable_http2', 'ip_protocol_fallback');
  return {
    method: http.text('method')?.toUpperCase() ?? (body === undefined ? undefined : 'GET'),
    headers: headersOf(http, ledger, probe),
    body: body === undefined ? undefined : bodyText(ledger, probe, literal(body)),
    timeout,
    redirects: follow ? undefined : 0,
    proxy: proxy === undefined ? undefined : urlText(ledger, `${probe} proxy`, literal(proxy)),
    tls: tlsOf(http.map('tls_config')),
    dns: dnsOf(http),
    expect: expectOf(http, ledger),
    max_body: http.text('body_size_limit')?.replace(/^(\d+)([KMG])B?$/i, '$1$2iB'),
  };
}

function headersOf(http: MapItem, ledger: Ledger, probe: string): Record<string, string> | undefined {
  const headers = new Map<string, string>();
  const written = http.map('headers');
  for (const [name, value] of written?.all ?? []) {
    written?.get(name);
    headers.set(name, headerText(ledger, probe, name, literal(textOf(value) ?? '')));
  }
  const basic = http.map('basic_auth');
  const password = basic?.text('password');
  if (basic !== undefined && password !== undefined)
    headers.set('authorization', basicHeader(ledger, probe, basic.text('username') ?? '', password));
  const authorization = http.map('authorization');
  const token = http.text('bearer_token') ?? authorization?.text('credentials');
  if (token !== undefined) {
    const scheme = authorization?.text('type') ?? 'Bearer';
    const text = ledger.hide(token, `${probe} token`, `the ${scheme} token for ${probe}`);
    headers.set('authorization', `${scheme} ${text}`);
  }
  return headers.size === 0 ? undefined : Object.fromEntries(headers);
}

function tlsOf(config: MapItem | undefined): ProbeDraft['tls'] {
  if (config === undefined) return undefined;
  const tls = {
    ca: config.text('ca_file'),
    cert: config.text('cert_file'),
    key: config.text('key_file'),
    servername: config.text('server_name'),
    insecure: config.flag('insecure_skip_verify') || undefined,
  };
  return Object.values(tls).some((value) => value !== undefined) ? tls : undefined;
}

/** Both families are raced here; only where the exporter may not fall back is one of them meant. */
function dnsOf(http: MapItem): ProbeDraft['dns'] {
  if (http.all.get('ip_protocol_fallback') === undefined || http.flag('ip_protocol_fallback')) {
    http.skip('preferred_ip_protocol');
    return undefined;
  }
  const preferred = http.text('preferred_ip_protocol') ?? 'ip6';
  return { ip: preferred === 'ip4' ? 4 : 6 };
}

function expectOf(http: MapItem, ledger: Ledger): ExpectDraft | undefined {
  const statuses = (http.list('valid_status_codes') ?? []).map(textOf).map(Number);
  const body = [
    ...patterns(http, ['fail_if_body_not_matches_regexp', 'fail_if_not_matches_regexp'], ledger, false),
    ...patterns(http, ['fail_if_body_matches_regexp', 'fail_if_matches_regexp'], ledger, true),
  ];
  const header: Record<string, string> = {};
  addHeaders(http, 'fail_if_header_not_matches', header, ledger, false);
  addHeaders(http, 'fail_if_header_matches', header, ledger, true);
  const expect = {
    status: statuses.length === 0 ? undefined : statuses,
    header: Object.keys(header).length === 0 ? undefined : header,
    body: body.length === 0 ? undefined : body,
  };
  return Object.values(expect).some((value) => value !== undefined) ? expect : undefined;
}

function patterns(http: MapItem, keys: readonly string[], ledger: Ledger, negated: boolean): string[] {
  return keys.flatMap((key) =>
    (http.list(key) ?? []).flatMap((item) => expression(textOf(item) ?? '', item, ledger, negated) ?? []),
  );
}

function expression(text: string, at: Value, ledger: Ledger, negated: boolean): string | null {
  const regex = fromRe2(text);
  if (regex === null) {
    ledger.note(at.origin, 'this regular expression cannot be said in JavaScript');
    return null;
  }
  return literal(negated ? absent(regex.source, regex.flags) : `/${regex.source}/${regex.flags}`);
}

function addHeaders(
  http: MapItem,
  key: string,
  header: Record<string, string>,
  ledger: Ledger,
  negated: boolean,
): void {
  for (const item of http.list(key) ?? []) {
    if (!(item instanceof MapItem)) continue;
    const name = (item.text('header') ?? '').toLowerCase();
    const text = expression(item.text('regexp') ?? '', item, ledger, negated);
    if (text === null) continue;
    if (Object.hasOwn(header, name))
      ledger.note(item.origin, 'one expectation for each header: this second one is left out');
    else if (item.flag('allow_missing') || negated)
      ledger.note(item.origin, `a header that may be missing cannot be expected: ${name}`);
    else header[name] = text;
  }
}
