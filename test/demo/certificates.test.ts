import { X509Certificate } from 'node:crypto';
import type tls from 'node:tls';
import { describe, expect, it } from 'vitest';
import { authorityPem, type CertificateName, certificate } from '../../src/demo/certificates.ts';
import { clientCertificateWanted, oldTls } from '../../src/demo/tls-faults.ts';
import { always, textReply, withTlsServer } from '../support/servers/index.ts';
import { curl, rawExchange, split } from '../support/servers/raw-client.ts';

const HELLO = always(textReply(200, 'hello'));

/** What a client that trusts the demo's authority says; null when it is content. */
async function complaint(name: CertificateName): Promise<string | null> {
  const ca = await authorityPem();
  return withTlsServer(name, HELLO, async ({ port }) => {
    const { code, text } = await rawExchange(port, { tls: { ca } });
    expect(code === null).toBe(text.endsWith('hello'));
    return code;
  });
}

describe('the demo certificates', () => {
  it.each<[CertificateName, string | null]>([
    ['good', null],
    ['short-lived', null],
    ['full-chain', null],
    ['expired', 'CERT_HAS_EXPIRED'],
    ['not-yet-valid', 'CERT_NOT_YET_VALID'],
    ['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['wrong-host', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['missing-intermediate', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ])('%s: a client says %s', async (name, code) => {
    expect(await complaint(name)).toBe(code);
  });

  it('are refused by whoever does not know the authority', async () => {
    await withTlsServer('good', HELLO, async ({ port, origin }) => {
      expect((await rawExchange(port, { tls: {} })).code).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
      expect((await curl(origin)).exit).toBe(60);
    });
  });

  it('are made once in a process, and end when they should', async () => {
    expect(await certificate('good')).toBe(await certificate('good'));
    const left =
      Date.parse(new X509Certificate((await certificate('short-lived')).cert).validTo) - Date.now();
    expect(Math.floor(left / 86_400_000)).toBe(5);
  });

  it('can hold escape codes and workflow commands', async () => {
    const { subject } = new X509Certificate((await certificate('hostile')).cert).toLegacyObject();
    expect(subject.CN).toBe('\u001b[31mred\u001b[0m ::error::planted');
  });
});

describe('TLS settings that refuse the client', () => {
  it('want a certificate, and take one of the demo authority', async () => {
    const ca = await authorityPem();
    await withTlsServer(await clientCertificateWanted(), HELLO, async ({ port }) => {
      expect((await rawExchange(port, { tls: { ca } })).code).toBe(
        'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
      );
      const answer = await rawExchange(port, { tls: { ca, ...(await certificate('client')) } });
      expect(split(answer).body).toBe('hello');
    });
  });

  it('speak TLS 1.0 only', async () => {
    await withTlsServer(await oldTls(), HELLO, async ({ port }) => {
      expect((await rawExchange(port, { tls: { rejectUnauthorized: false } })).code).toMatch(
        /ALERT_PROTOCOL_VERSION$|^EPROTO$/,
      );
      const old: tls.ConnectionOptions = {
        minVersion: 'TLSv1',
        ciphers: 'DEFAULT@SECLEVEL=0',
        rejectUnauthorized: false,
      };
      expect(split(await rawExchange(port, { tls: old })).body).toBe('hello');
    });
  });
});
