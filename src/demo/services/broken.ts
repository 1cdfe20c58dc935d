/** The demo's services that break below HTTP: names, connections, TLS, bodies. */

import type { Zone } from '../dns-zone.ts';
import { CUTS } from '../http/cuts.ts';
import { MALFORMED } from '../http/malformed.ts';
import { HANGING, STALLED_BODY } from '../http/waiting.ts';
import { holdRefusedPort } from '../refused-port.ts';
import { clientCertificateWanted, TLS_FAULTS, tlsWith } from '../tls-faults.ts';
import { HEALTHY } from './healthy.ts';
import { atUrl, byName, insteadOfTls, overTls, type Service, service } from './service.ts';

/** What the demo's name server knows; `.test` is nobody's (RFC 6761). */
export const ZONE: Zone = {
  'good.aiprobe.test': { A: ['127.0.0.1'] },
  'half-dead.aiprobe.test': { A: ['127.0.0.1'], AAAA: ['::1'] },
  'no-address.aiprobe.test': {},
  'servfail.aiprobe.test': { rcode: 'SERVFAIL' },
  'refused.aiprobe.test': { rcode: 'REFUSED' },
  'silent.aiprobe.test': { silent: 'all' },
};

/** Lets the other phases take as long as they like within `total`. */
const within = (limit: string) => ({ timeout: { [limit]: '600ms', total: '4s' } });

export const DNS_SERVICES: readonly Service[] = [
  byName(['by-name', 'up', 'found by a name server of its own'], 'good.aiprobe.test', HEALTHY),
  byName(['half-dead', 'up', 'IPv6 is dead, IPv4 carries on'], 'half-dead.aiprobe.test', HEALTHY),
  byName(['no-such-name', 'dns.not-found', 'the name does not exist'], 'gone.aiprobe.test', HEALTHY),
  byName(['no-address', 'dns.no-address', 'the name has no address'], 'no-address.aiprobe.test', HEALTHY),
  byName(
    ['dns-failure', 'dns.server-failure', 'the name server has a problem'],
    'servfail.aiprobe.test',
    HEALTHY,
  ),
  byName(['dns-refused', 'dns.refused', 'the name server will not say'], 'refused.aiprobe.test', HEALTHY),
  byName(
    ['dns-silent', 'dns.timeout', 'the name server does not answer'],
    'silent.aiprobe.test',
    HEALTHY,
    within('dns'),
  ),
];

export const WIRE_SERVICES: readonly Service[] = [
  service(['refused', 'connect.refused', 'nobody listens'], async () => {
    const { port, close } = await holdRefusedPort();
    return { entry: { url: `http://127.0.0.1:${port}/health` }, close };
  }),
  atUrl(['reset', 'connect.reset', 'resets every connection'], CUTS['reset-after-request']),
  atUrl(['closed', 'connect.closed', 'hangs up without a word'], CUTS['closed-after-request']),
  atUrl(
    ['hanging', 'timeout.first-byte', 'takes the request and says nothing'],
    HANGING,
    within('first_byte'),
  ),
  atUrl(['stalled-body', 'timeout.stalled', 'falls silent amid its answer'], STALLED_BODY, within('idle')),
  atUrl(['truncated-body', 'protocol.truncated', 'sends less than it announced'], CUTS['short-of-length']),
  atUrl(['not-http', 'protocol.malformed', 'an SSH server'], MALFORMED['ssh-banner']),
];

export const TLS_SERVICES: readonly Service[] = [
  overTls(['expired-cert', 'tls.expired', 'its certificate has ended'], () => tlsWith('expired'), HEALTHY),
  overTls(
    ['self-signed', 'tls.untrusted', 'its certificate is its own word'],
    () => tlsWith('self-signed'),
    HEALTHY,
  ),
  overTls(
    ['wrong-host', 'tls.hostname', 'its certificate is for another name'],
    () => tlsWith('wrong-host'),
    HEALTHY,
  ),
  overTls(
    ['client-cert', 'tls.client-cert', 'wants a certificate from the client'],
    clientCertificateWanted,
    HEALTHY,
  ),
  insteadOfTls(['plain-on-tls', 'tls.protocol', 'plain HTTP on a TLS port'], HEALTHY),
  insteadOfTls(
    ['handshake-cut', 'tls.handshake', 'resets after the first TLS message'],
    TLS_FAULTS['rst-after-hello'],
  ),
  insteadOfTls(
    ['handshake-silent', 'timeout.tls', 'never answers the first TLS message'],
    TLS_FAULTS.silent,
    within('tls'),
  ),
];
