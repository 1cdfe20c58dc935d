/** PEM files, each read and checked once, however many probes use it. Bundles of the same files are the same array. */

import { whyUnreadable } from '../domain/errors.ts';
import type { Parsed } from './values.ts';

export type PemKind = 'CERTIFICATE' | 'PRIVATE KEY';

const CERTIFICATE =
  /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[^-]*-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g;

export class PemFiles {
  readonly #readFile: (path: string) => string;
  readonly #contents = new Map<string, Parsed<string>>();
  readonly #bundles = new Map<string, readonly string[]>();
  readonly #verdicts = new Map<string, Promise<string | null>>();

  /** @param readFile throws when it cannot read */
  constructor(readFile: (path: string) => string) {
    this.#readFile = readFile;
  }

  read(path: string, kind: PemKind): Parsed<string> {
    const known = this.#contents.get(`${kind} ${path}`);
    if (known !== undefined) return known;
    const content = this.#load(path, kind);
    this.#contents.set(`${kind} ${path}`, content);
    return content;
  }

  #load(path: string, kind: PemKind): Parsed<string> {
    let text: string;
    try {
      text = this.#readFile(path);
    } catch (error) {
      return { problem: `cannot read ${path}: ${whyUnreadable(error)}` };
    }
    if (!new RegExp(`-----BEGIN [A-Z0-9 ]*${kind}-----`).test(text)) {
      return { problem: `${path} is no PEM file with a ${kind.toLowerCase()}` };
    }
    const whole = new RegExp(`-----END [A-Z0-9 ]*${kind}-----`).test(text);
    return whole ? { value: text } : { problem: `${path} breaks off within a ${kind.toLowerCase()}` };
  }

  bundle(paths: readonly string[]): readonly string[] {
    const name = paths.join('\0');
    const known = this.#bundles.get(name);
    if (known !== undefined) return known;
    const texts = paths.flatMap((path) => {
      const content = this.read(path, 'CERTIFICATE');
      return 'value' in content ? [content.value] : [];
    });
    this.#bundles.set(name, texts);
    return texts;
  }

  /** OpenSSL's own word whether the certificates of a text can be read. @returns what is wrong, or null */
  verify(certificates: string): Promise<string | null> {
    return this.#once(certificates, () => unreadableCertificate(certificates));
  }

  /** OpenSSL's own word whether a certificate and its key fit together. @returns what is wrong with the key, or null */
  verifyPair(certificate: string, key: string): Promise<string | null> {
    return this.#once(`${certificate}\0${key}`, () => unfitKey(certificate, key));
  }

  #once(name: string, judge: () => Promise<string | null>): Promise<string | null> {
    const known = this.#verdicts.get(name);
    if (known !== undefined) return known;
    const verdict = judge();
    this.#verdicts.set(name, verdict);
    return verdict;
  }
}

/** A context passes over what it cannot read; a certificate that is read by itself does not. */
async function unreadableCertificate(text: string): Promise<string | null> {
  const { X509Certificate } = await import('node:crypto');
  try {
    for (const [block] of text.matchAll(CERTIFICATE)) new X509Certificate(block);
    return null;
  } catch (error) {
    return `holds a certificate that OpenSSL cannot read (${codeOf(error)})`;
  }
}

async function unfitKey(cert: string, key: string): Promise<string | null> {
  const { createSecureContext } = await import('node:tls');
  try {
    createSecureContext({ cert, key });
    return null;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ERR_OSSL_X509_KEY_VALUES_MISMATCH') return 'does not belong to the certificate';
    const encrypted = /-----BEGIN ENCRYPTED |^Proc-Type: .*ENCRYPTED/m.test(key);
    return encrypted
      ? 'is encrypted; a key without a passphrase is needed (openssl pkey -in FILE -out NEW)'
      : `cannot be used by OpenSSL (${code})`;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
}
