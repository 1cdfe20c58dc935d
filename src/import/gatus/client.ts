/** `client:` of a Gatus endpoint: how it is reached (https://github.com/TwiN/gatus#client-configuration). */

import type { ProbeDraft } from '../draft.ts';
import { durationAt } from '../durations.ts';
import type { Ledger } from '../ledger.ts';
import { urlText } from '../secrets.ts';
import type { MapItem } from '../value.ts';
import { withVariables } from './variables.ts';

type ClientKeys = Pick<ProbeDraft, 'timeout' | 'redirects' | 'proxy' | 'tls' | 'dns'>;

export function clientKeys(
  client: MapItem | undefined,
  ledger: Ledger,
  name: string,
  http: boolean,
): ClientKeys {
  if (client === undefined) return {};
  const timeout = durationAt(client, 'timeout', ledger);
  const dns = dnsOf(client, ledger);
  if (!http) return { timeout, dns };
  const files = client.map('tls');
  const tls = {
    cert: files?.text('certificate-file'),
    key: files?.text('private-key-file'),
    insecure: client.flag('insecure') || undefined,
  };
  return {
    timeout,
    redirects: client.flag('ignore-redirect') ? 0 : undefined,
    proxy: proxyOf(client, ledger, name),
    tls: Object.values(tls).some((value) => value !== undefined) ? tls : undefined,
    dns,
  };
}

/** `udp://10.0.0.2:53`; names are asked over UDP here, and over TCP where the answer is long. */
function dnsOf(client: MapItem, ledger: Ledger): ProbeDraft['dns'] {
  const text = withVariables(ledger, client.text('dns-resolver') ?? '');
  const server = /^(?:tcp|udp):\/\/(.+)$/.exec(text)?.[1];
  return server === undefined ? undefined : { server };
}

function proxyOf(client: MapItem, ledger: Ledger, name: string): string | undefined {
  const text = withVariables(ledger, client.text('proxy-url') ?? '');
  if (text === '') return undefined;
  if (/^https?:\/\//i.test(text)) return urlText(ledger, `${name} proxy`, text);
  ledger.note(client.origin, 'only proxies of the kind http:// and https:// can be used');
  return undefined;
}
