/** One endpoint of Gatus as a probe. */

import type { ExpectDraft, ProbeDraft } from '../draft.ts';
import { durationAt } from '../durations.ts';
import type { Ledger } from '../ledger.ts';
import { bodyText, headerText, urlText } from '../secrets.ts';
import { statusesWhere } from '../statuses.ts';
import { type MapItem, textOf } from '../value.ts';
import { clientKeys } from './client.ts';
import { addCondition, type Gathered } from './conditions.ts';
import { withVariables } from './variables.ts';

/** @returns null when nothing of it can be asked; the ledger says why */
export function readEndpoint(endpoint: MapItem, ledger: Ledger): ProbeDraft | null {
  const { origin } = endpoint;
  const url = withVariables(ledger, endpoint.text('url') ?? '').trim();
  const scheme = /^([a-z]+):\/\//i.exec(url)?.[1]?.toLowerCase() ?? '';
  const why = whyNot(endpoint, scheme);
  if (why !== null) {
    endpoint.plain();
    ledger.note(origin, `"${endpoint.text('name') ?? ''}" is left out: ${why}`);
    return null;
  }
  const fill = (text: string) => withVariables(ledger, text);
  const group = fill(endpoint.text('group') ?? '');
  const own = fill(endpoint.text('name') ?? '');
  const name = ledger.nameFor(
    own,
    group === '' ? undefined : `${group}/${own}`,
    url.replace(/[?#].*$|\/\/[^/]*@/g, ''),
  );
  endpoint.skip('ui', 'enabled');
  const http = scheme !== 'tcp';
  return {
    name,
    url: urlText(ledger, name, url),
    ...(http ? requestKeys(endpoint, ledger, name, group, url) : {}),
    interval: durationAt(endpoint, 'interval', ledger),
    ...clientKeys(endpoint.map('client'), ledger, name, http),
    ...conditionKeys(endpoint, ledger, scheme),
    tags: group === '' ? undefined : [group],
  };
}

function whyNot(endpoint: MapItem, scheme: string): string | null {
  if (endpoint.all.has('enabled') && !endpoint.flag('enabled')) return 'it is switched off there';
  if (endpoint.all.has('dns')) return 'a DNS query cannot be probed (every probe of a name resolves it)';
  if (endpoint.all.has('ssh')) return 'SSH cannot be probed';
  if (scheme === 'http' || scheme === 'https' || scheme === 'tcp') return null;
  return scheme === '' ? 'it has no URL that can be probed' : `${scheme}:// cannot be probed`;
}

function requestKeys(endpoint: MapItem, ledger: Ledger, name: string, group: string, url: string) {
  const headers = headersOf(endpoint, ledger, name);
  const graphql = endpoint.flag('graphql');
  const written = endpoint.text('body') ?? '';
  const filled = withVariables(ledger, written)
    .replaceAll('[ENDPOINT_NAME]', name)
    .replaceAll('[ENDPOINT_GROUP]', group)
    .replaceAll('[ENDPOINT_URL]', url);
  if (/\[(?:LOCAL_ADDRESS|RANDOM_STRING_\d+)\]/.test(filled))
    ledger.note(endpoint.origin, 'a placeholder in the body stays as it is written');
  const body = bodyText(ledger, name, filled);
  const method = endpoint.text('method')?.toUpperCase();
  return {
    method: method ?? (filled === '' ? undefined : 'GET'),
    headers,
    ...(graphql ? { json: { query: body } } : { body: body === '' ? undefined : body }),
  };
}

function headersOf(endpoint: MapItem, ledger: Ledger, name: string): Record<string, string> | undefined {
  const headers = endpoint.map('headers');
  if (headers === undefined) return undefined;
  const entries = [...headers.all].map(([header, value]): [string, string] => [
    header,
    headerText(ledger, name, header, withVariables(ledger, textOf(value) ?? '')),
  ]);
  headers.plain();
  return Object.fromEntries(entries);
}

function conditionKeys(
  endpoint: MapItem,
  ledger: Ledger,
  scheme: string,
): Pick<ProbeDraft, 'expect' | 'degraded'> {
  const gathered: Gathered = { statuses: [], body: [], json: {} };
  for (const condition of endpoint.list('conditions') ?? []) {
    const text = textOf(condition) ?? '';
    const why = onlyHttp(text, scheme) ?? addCondition(withVariables(ledger, text), gathered);
    if (why !== null) ledger.note(condition.origin, `the condition ${text} is left out: ${why}`);
  }
  if (gathered.slowerThan !== undefined)
    ledger.note(
      endpoint.origin,
      'slower than [RESPONSE_TIME] is degraded here, not down ("--fail-on degraded" fails on it)',
    );
  return {
    expect: scheme === 'tcp' ? undefined : expectOf(gathered, ledger, endpoint),
    degraded: gathered.slowerThan === undefined ? undefined : { total: gathered.slowerThan },
  };
}

function onlyHttp(condition: string, scheme: string): string | null {
  if (scheme === 'https' || /^\[(?:CONNECTED|RESPONSE_TIME)\]/.test(condition)) return null;
  if (scheme === 'http') return /CERTIFICATE/.test(condition) ? 'http:// has no certificate' : null;
  return 'a TCP probe only connects';
}

/** Gatus takes every status for good where no condition names one. */
function expectOf(gathered: Gathered, ledger: Ledger, endpoint: MapItem): ExpectDraft {
  const { statuses, body, json, certDays } = gathered;
  const status = statusesWhere(statuses);
  if (status === null)
    ledger.note(endpoint.origin, 'no status meets all of its conditions; 2xx is expected instead');
  return {
    status: statuses.length === 0 ? '200-599' : (status ?? undefined),
    body: body.length === 0 ? undefined : body,
    json: Object.keys(json).length === 0 ? undefined : json,
    cert_days: certDays,
  };
}
