/** What the transport says: the error that ended the attempt, and what of it decides. */

import type { Observation, WireError } from '../../domain/observation.ts';

export interface Wire {
  readonly error: WireError | null;
  /** The error's code and, while connecting, the codes of all addresses behind the name. */
  readonly codes: ReadonlySet<string>;
  /** Why the certificate was not accepted; null when it was, or when none was asked for. */
  readonly certificate: string | null;
  /** The server had shown its certificate before the error. */
  readonly certificateSeen: boolean;
  /** TCP to the proxy was up. */
  readonly proxyReached: boolean;
  /** Bytes of the body had come. */
  readonly bodyBegan: boolean;
  /** The body had begun and then nothing came for most of the time. */
  readonly silent: boolean;
}

/** Names of OpenSSL's verification errors, and Node's own for a name that does not fit. */
const VERIFY =
  /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_|INVALID_CA|HOSTNAME_MISMATCH|CRL_|PATH_LENGTH_EXCEEDED|INVALID_PURPOSE)/;

export function readWire(observation: Observation): Wire {
  const { error, tls } = observation;
  const codes = new Set(error === null ? [] : [error.code]);
  if (error?.phase === 'connect') {
    for (const { outcome, code } of observation.addresses)
      if (outcome === 'failed' && code !== null) codes.add(code);
  }
  const bodyBegan =
    error?.phase === 'body' && (error.silentMs !== null || (observation.response?.body.bytes ?? 0) > 0);
  return {
    error,
    codes,
    certificate: certificateError(error, tls?.verifyError ?? null),
    // Not by its subject: that may be empty (RFC 5280 section 4.1.2.6).
    certificateSeen: tls !== null && tls.validTo !== null,
    proxyReached: observation.addresses.some(({ outcome }) => outcome === 'connected'),
    bodyBegan,
    silent: bodyBegan && isSilence(observation),
  };
}

function certificateError(error: WireError | null, verifyError: string | null): string | null {
  if (error === null) return null;
  if (error.code === 'CERTIFICATE') return verifyError ?? 'UNKNOWN';
  return VERIFY.test(error.code) ? error.code : null;
}

/** A silence of more than half the time since the header: a drip that slow is none. */
function isSilence({ error, marks }: Observation): boolean {
  const silence = error?.silentMs ?? null;
  if (silence === null) return error?.limit === 'idle';
  return error?.limit === 'idle' || silence * 2 > marks.end - (marks.headers ?? 0);
}
