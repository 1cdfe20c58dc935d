/** Servers that spoil the TLS handshake, and TLS settings that refuse the client. */

import type { TlsOptions } from 'node:tls';
import { authorityPem, type CertificateName, certificate } from './certificates.ts';
import { FIN, RST, scripted, send } from './script.ts';
import type { Behaviour } from './stand-in.ts';

/** A fatal alert record of TLS 1.2 and earlier framing, RFC 8446 section 6. */
const alert = (description: number): Uint8Array =>
  Uint8Array.of(0x15, 0x03, 0x03, 0x00, 0x02, 0x02, description);

/** Plain TCP servers that a TLS client speaks to. */
export const TLS_FAULTS = {
  /** The ClientHello is never answered. */
  silent: scripted('bytes', []),
  'fin-after-hello': scripted('bytes', [FIN]),
  'rst-after-hello': scripted('bytes', [RST]),
  'handshake-failure': scripted('bytes', [send(alert(40)), FIN]),
  'protocol-version': scripted('bytes', [send(alert(70)), FIN]),
  'internal-error': scripted('bytes', [send(alert(80)), FIN]),
  'unrecognized-name': scripted('bytes', [send(alert(112)), FIN]),
  /** A TLS port that speaks in clear: not even an alert. */
  'clear-text': scripted('bytes', [send('220 mail.example.test ESMTP\r\n'), FIN]),
} as const satisfies Readonly<Record<string, Behaviour>>;

export async function tlsWith(name: CertificateName): Promise<TlsOptions> {
  return { ...(await certificate(name)) };
}

/** Only a client with a certificate of the demo authority gets in. */
export async function clientCertificateWanted(): Promise<TlsOptions> {
  return {
    ...(await certificate('good')),
    ca: await authorityPem(),
    requestCert: true,
    rejectUnauthorized: true,
  };
}

/** Speaks nothing newer than TLS 1.0, which today's clients refuse (RFC 8996). */
export async function oldTls(): Promise<TlsOptions> {
  return {
    ...(await certificate('good')),
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1',
    ciphers: 'DEFAULT@SECLEVEL=0',
  };
}
