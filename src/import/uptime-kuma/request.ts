/** Method, headers, body and credentials of a monitor. */

import type { ProbeDraft } from '../draft.ts';
import type { Ledger } from '../ledger.ts';
import { basicHeader, bodyText, headerText, literal } from '../secrets.ts';
import type { MapItem } from '../value.ts';

const TYPES: Readonly<Record<string, string>> = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  xml: 'text/xml; charset=utf-8',
};

export function requestKeys(
  monitor: MapItem,
  name: string,
  ledger: Ledger,
): Pick<ProbeDraft, 'method' | 'headers' | 'body'> {
  const method = (monitor.text('method') ?? 'GET').toUpperCase();
  const body = monitor.text('body')?.trim() ?? '';
  const headers = new Map<string, string>();
  if (body !== '')
    headers.set('content-type', TYPES[monitor.text('httpBodyEncoding') ?? 'json'] ?? 'text/plain');
  addCredentials(monitor, name, headers, ledger);
  addHeaders(monitor, name, headers, ledger);
  return {
    method: method === 'GET' && body === '' ? undefined : method,
    headers: headers.size === 0 ? undefined : Object.fromEntries(headers),
    body: body === '' ? undefined : bodyText(ledger, name, literal(body)),
  };
}

function addCredentials(monitor: MapItem, name: string, headers: Map<string, string>, ledger: Ledger): void {
  const user = monitor.text('basic_auth_user') ?? '';
  const password = monitor.text('basic_auth_pass') ?? '';
  const token = monitor.text('bearer_token') ?? '';
  const how = monitor.text('authMethod') ?? (user === '' ? '' : 'basic');
  if (how === 'basic') headers.set('authorization', basicHeader(ledger, name, user, password));
  else if (how === 'bearer' && token !== '')
    headers.set(
      'authorization',
      `Bearer ${ledger.hide(token, `${name} token`, `the bearer token of ${name}`)}`,
    );
  else if (how !== '')
    ledger.note(monitor.origin, `the authentication "${how}" cannot be used: it is asked without`);
  const secrets = ['oauth_client_secret', 'tlsKey', 'radiusPassword', 'mqttPassword', 'pushToken'];
  for (const key of secrets) {
    const secret = monitor.text(key) ?? '';
    if (secret !== '') ledger.forget(secret);
  }
  for (const key of [
    'oauth_client_id',
    'oauth_token_url',
    'oauth_scopes',
    'oauth_audience',
    'tlsCa',
    'tlsCert',
  ])
    monitor.skip(key);
}

/** Kuma keeps headers as a JSON text. */
function addHeaders(monitor: MapItem, name: string, headers: Map<string, string>, ledger: Ledger): void {
  const text = monitor.text('headers') ?? '';
  if (text.trim() === '') return;
  const parsed = parseRecord(text);
  if (parsed === null) {
    ledger.note(monitor.origin, 'its headers are no JSON object and are left out');
    return;
  }
  for (const [header, value] of Object.entries(parsed)) {
    const lower = header.toLowerCase();
    headers.set(lower, headerText(ledger, name, lower, literal(String(value))));
  }
}

function parseRecord(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
