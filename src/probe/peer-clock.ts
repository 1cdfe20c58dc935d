/**
 * A certificate that is "not yet valid" is more often a wrong clock here than a wrong certificate there. The Date header
 * of the same server decides (RFC 9110 section 6.6.1): it is asked for by a request that carries nothing of ours.
 */

import type { Observation } from '../domain/observation.ts';
import { plainTarget } from '../domain/plain-target.ts';
import type { Target } from '../domain/target.ts';

const LIMIT_MS = 3_000;

export function doubtsOwnClock({ error, tls }: Observation): boolean {
  return error?.code === 'CERTIFICATE' && tls?.verifyError === 'CERT_NOT_YET_VALID';
}

/** Over the same way, without the certificate's say, the path, the key and the client certificate. */
export function dateQuestion(target: Target, url: string): Target {
  const request = { method: 'HEAD', url: new URL('/', url).href, headers: [], body: null };
  const tls = { ...target.tls, cert: null, key: null, insecure: true };
  const { proxy, dns, resolve } = target;
  const total = Math.min(target.timeout.total, LIMIT_MS);
  return plainTarget({ via: 'http', request }, total, {
    tls,
    proxy,
    dns: { ...dns, allAddresses: false },
    resolve,
  });
}

/** What was seen, with the other side's answer to the question for the date beside the error. */
export function withPeerDate(seen: Observation, { response }: Observation): Observation {
  const date = response?.headers.find(([name]) => name === 'date');
  return response === null || date === undefined
    ? seen
    : { ...seen, response: { ...response, headers: [date] } };
}
