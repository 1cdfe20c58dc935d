/** What a probe of a bare URL asks: an HTTP request, or a TCP connection. */

import type { Provider } from '../domain/provider.ts';
import { Secret, type Text } from '../domain/secret.ts';
import { addKey } from './add-key.ts';
import { type Asked, addBasic, type Build, carriesKey, collectHeaders, complain } from './building.ts';
import { parseAddress, userinfo, withoutUserinfo } from './url.ts';

/** @param provider whose rows judge the answer, and whose way to carry a key is used where one is written */
export function askUrl(build: Build, provider: Provider | null): Asked | null {
  const { spec, check } = build.probe;
  const text = spec.url ?? '';
  const parsed = parseAddress(text);
  if ('problem' in parsed) {
    complain(build, ['url'], `url: ${parsed.problem}`);
    return null;
  }
  const address = parsed.value;
  if (address.scheme === 'tcp') return askTcp(build, address.host, address.port);
  if (check !== 'tcp') return askHttp(build, address.url, provider);
  const port = Number(address.url.port || (address.scheme === 'https' ? 443 : 80));
  return askTcp(build, address.url.hostname.replace(/^\[|\]$/g, ''), port);
}

function askTcp(build: Build, host: string, port: number): Asked {
  const url = `tcp://${host.includes(':') ? `[${host}]` : host}:${port}`;
  build.sheet.note('url', url, build.sheet.origin('url'));
  return { ask: { via: 'tcp', host, port }, url, authenticated: false, model: null };
}

function askHttp(build: Build, given: URL, provider: Provider | null): Asked {
  const { spec } = build.probe;
  const url = withoutUserinfo(given).href;
  build.sheet.note('url', url, build.sheet.origin('url'));
  const headers = collectHeaders(build, {});
  addBasic(build, headers, userinfo(given));
  if (provider !== null && spec.key !== undefined) addKey(build, provider, headers);
  const body = bodyOf(build);
  if (spec.json !== undefined && !headers.has('content-type'))
    headers.set('content-type', 'application/json');
  const method = build.sheet.take('method', { given: spec.method, fallback: body === null ? 'GET' : 'POST' });
  if (body !== null && /^(HEAD|TRACE)$/.test(method))
    complain(build, ['method'], `a ${method} request has no body`);
  const request = { method, url, headers: [...headers], body };
  return { ask: { via: 'http', request }, url, authenticated: carriesKey(headers), model: null };
}

/** A body that holds a secret is one: no redirect may carry it to another origin. */
function bodyOf(build: Build): Text | null {
  const text = bodyText(build);
  if (text === null) return null;
  const holds = (secret: string) =>
    secret.length > 3 && (text.includes(secret) || text.includes(JSON.stringify(secret).slice(1, -1)));
  return build.probe.secrets.some(holds) ? new Secret(text) : text;
}

function bodyText({ probe: { spec }, sheet }: Build): string | null {
  if (spec.json !== undefined) {
    const text = JSON.stringify(spec.json);
    sheet.note('json', text, sheet.origin('json'));
    return text;
  }
  if (spec.body !== undefined) sheet.note('body', spec.body, sheet.origin('body'));
  return spec.body ?? null;
}
