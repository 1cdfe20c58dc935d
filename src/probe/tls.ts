/**
 * The TLS handshake. Node is told not to reject: the certificate's facts are wanted also when verification fails, and
 * verdict and facts come from the same handshake. Nothing is sent over a connection whose certificate was not accepted.
 */

import type { X509Certificate } from 'node:crypto';
import net from 'node:net';
import type tls from 'node:tls';
import type { TlsFacts } from '../domain/observation.ts';
import { reveal } from '../domain/secret.ts';
import type { TlsSettings } from '../domain/target.ts';
import { lateTls } from './late-builtins.ts';
import type { Lifeline } from './lifeline.ts';
import { failure, fromNodeError, type Outcome, success, wireError } from './outcome.ts';

type Material = Pick<TlsSettings, 'ca' | 'cert' | 'key'>;

/** Building a context costs more than a handshake's arithmetic (measured): one for all targets with the same settings. */
export class SecureContexts {
  readonly #contexts = new Map<string, tls.SecureContext>();
  /** Bundles are large, and V8 hashes a text only once: each gets a number to stand for it. */
  readonly #numbers = new Map<string, number>();

  /** @throws the OpenSSL error when a certificate or key cannot be used */
  for(material: Material): tls.SecureContext {
    const { ca, cert, key } = material;
    const secretKey = key === null ? null : reveal(key);
    const id = [cert, secretKey, ...ca].map((text) => this.#number(text)).join();
    const context =
      this.#contexts.get(id) ??
      lateTls().createSecureContext({
        ...(ca.length > 0 && { ca: [...ca] }),
        ...(cert !== null && { cert }),
        ...(secretKey !== null && { key: secretKey }),
      });
    this.#contexts.set(id, context);
    return context;
  }

  #number(text: string | null): number {
    if (text === null) return -1;
    const number = this.#numbers.get(text) ?? this.#numbers.size;
    this.#numbers.set(text, number);
    return number;
  }
}

export interface HandshakeInput {
  readonly socket: net.Socket;
  /** Host of the URL: SNI and the name to verify unless the settings name another. */
  readonly host: string;
  readonly settings: Pick<TlsSettings, 'servername' | 'insecure'>;
  readonly context: tls.SecureContext;
  readonly alpn: readonly string[];
  readonly life: Lifeline;
  /** Called in the event itself, before any certificate is looked at. */
  readonly onSecure: () => void;
  /** Gets what is known of the other side, also when there is no connection in the end. */
  readonly onFacts: (facts: TlsFacts) => void;
}

export function handshake(input: HandshakeInput): Promise<Outcome<tls.TLSSocket>> {
  const { life, settings, onFacts } = input;
  const name = (settings.servername ?? input.host).replace(/^\[|\]$|\.$/g, '');
  const { viaProxy } = life;
  return new Promise((resolve) => {
    let offFail = () => {};
    const socket = lateTls().connect({
      socket: input.socket,
      secureContext: input.context,
      ALPNProtocols: [...input.alpn],
      rejectUnauthorized: false,
      // Verified below, on the X509Certificate.
      checkServerIdentity: () => undefined,
      // RFC 6066 section 3: no address literals in SNI.
      ...(net.isIP(name) === 0 && { servername: name }),
    });
    // Node builds its legacy object of the certificate for `checkServerIdentity` in any case: a twentieth of the probe.
    socket.getPeerCertificate = noCertificate;
    const settle = (outcome: Outcome<tls.TLSSocket>) => {
      offFail();
      socket.off('error', onError);
      // Whatever it says from now on is for somebody else, or for nobody.
      socket.on('error', () => {});
      if (!outcome.ok) socket.destroy();
      resolve(outcome);
    };
    const onError = (error: Error) => {
      const certificate = socket.getPeerX509Certificate();
      if (certificate !== undefined) onFacts(factsOf(socket, certificate, null));
      settle(failure(fromNodeError('tls', error, 'ECONNRESET', { viaProxy })));
    };
    socket.once('error', onError);
    socket.once('secureConnect', () => {
      input.onSecure();
      const certificate = socket.getPeerX509Certificate();
      const verifyError = socket.authorizationError
        ? String(socket.authorizationError)
        : nameError(certificate, name);
      onFacts(factsOf(socket, certificate, verifyError));
      const accepted = verifyError === null || settings.insecure;
      settle(
        accepted
          ? success(socket)
          : failure(wireError('tls', 'CERTIFICATE', { message: verifyError, viaProxy })),
      );
    });
    offFail = life.onFail((error) => settle(failure(error)));
  });
}

const noCertificate = () => ({}) as tls.DetailedPeerCertificate;

/** Node's own code for a certificate that names another host, kept so that one vocabulary serves all. */
function nameError(certificate: X509Certificate | undefined, name: string): string | null {
  if (certificate === undefined) return 'ERR_TLS_CERT_ALTNAME_INVALID';
  const match = net.isIP(name) === 0 ? certificate.checkHost(name) : certificate.checkIP(name);
  return match === undefined ? 'ERR_TLS_CERT_ALTNAME_INVALID' : null;
}

const MAX_NAMES = 20;

function factsOf(
  socket: tls.TLSSocket,
  certificate: X509Certificate | undefined,
  verifyError: string | null,
): TlsFacts {
  return {
    protocol: socket.getProtocol(),
    cipher: socket.getCipher()?.name ?? null,
    alpn: socket.alpnProtocol || null,
    subject: shortName(certificate?.subject),
    issuer: shortName(certificate?.issuer),
    validFrom: instant(certificate?.validFrom),
    validTo: instant(certificate?.validTo),
    names: namesOf(certificate?.subjectAltName),
    verifyError,
  };
}

function instant(text: string | undefined): string | null {
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

/** `CN=R3` out of a distinguished name, else its organisation, else the whole on one line. */
function shortName(distinguished: string | undefined): string | null {
  if (distinguished === undefined || distinguished === '') return null;
  const parts = new Map(
    distinguished.split('\n').map((line) => [line.split('=', 1)[0] ?? '', line.slice(line.indexOf('=') + 1)]),
  );
  return (parts.get('CN') ?? parts.get('O') ?? distinguished.replaceAll('\n', ', ')).slice(0, 200);
}

function namesOf(subjectAltName: string | undefined): readonly string[] {
  if (subjectAltName === undefined) return [];
  return subjectAltName
    .slice(0, 8_192)
    .split(', ')
    .map((entry) => entry.replace(/^(DNS|IP Address):/, ''))
    .slice(0, MAX_NAMES);
}
