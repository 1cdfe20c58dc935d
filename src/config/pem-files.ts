/** PEM files, each read and checked once, however many probes use it. Bundles of the same files are the same array. */

import type { Parsed } from './values.ts';

export class PemFiles {
  readonly #readFile: (path: string) => string;
  readonly #contents = new Map<string, Parsed<string>>();
  readonly #bundles = new Map<string, readonly string[]>();
  readonly #verdicts = new Map<string, string | null>();

  /** @param readFile throws when it cannot read */
  constructor(readFile: (path: string) => string) {
    this.#readFile = readFile;
  }

  /** @param kind `CERTIFICATE` or `PRIVATE KEY` */
  read(path: string, kind: string): Parsed<string> {
    const known = this.#contents.get(`${kind} ${path}`);
    if (known !== undefined) return known;
    const content = this.#load(path, kind);
    this.#contents.set(`${kind} ${path}`, content);
    return content;
  }

  #load(path: string, kind: string): Parsed<string> {
    try {
      const text = this.#readFile(path);
      if (new RegExp(`-----BEGIN [A-Z ]*${kind}-----`).test(text)) return { value: text };
      return { problem: `is no PEM file with a ${kind.toLowerCase()}` };
    } catch (error) {
      return { problem: `cannot be read: ${error instanceof Error ? error.message : String(error)}` };
    }
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

  /** OpenSSL's own word whether the parts fit together. @returns what is wrong, or null */
  async verify(ca: readonly string[], cert: string | null, key: string | null): Promise<string | null> {
    if (ca.length === 0 && cert === null && key === null) return null;
    const name = [...ca, cert ?? '', key ?? ''].join('\0');
    const known = this.#verdicts.get(name);
    if (known !== undefined) return known;
    const verdict = await problemOf(ca, cert, key);
    this.#verdicts.set(name, verdict);
    return verdict;
  }
}

async function problemOf(
  ca: readonly string[],
  cert: string | null,
  key: string | null,
): Promise<string | null> {
  const [{ createSecureContext }, { X509Certificate }] = await Promise.all([
    import('node:tls'),
    import('node:crypto'),
  ]);
  try {
    // A context passes over what it cannot read; a certificate that is read by itself does not.
    for (const text of [...ca, cert ?? ''])
      for (const [block] of text.matchAll(CERTIFICATE)) new X509Certificate(block);
    if (cert !== null && key !== null) createSecureContext({ cert, key });
    return null;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    const mismatch = code === 'ERR_OSSL_X509_KEY_VALUES_MISMATCH';
    return mismatch ? 'the key does not belong to the certificate' : `OpenSSL refuses them (${code})`;
  }
}

const CERTIFICATE =
  /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[^-]*-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g;
