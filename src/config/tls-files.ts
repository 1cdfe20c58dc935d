/** Certificates and keys of a probe: read from files, checked before anything is probed. */

import { dirname, isAbsolute, join } from 'node:path';
import type { TlsSettings } from '../domain/target.ts';
import { type Build, complain } from './building.ts';
import { diagnoseLoose } from './diagnostic.ts';
import type { PemKind } from './pem-files.ts';

export async function tlsSettings(build: Build): Promise<TlsSettings> {
  const { probe, overrides, sheet, files, bag } = build;
  const spec = probe.spec.tls ?? {};
  const authorities = caFiles(build).filter((file) => readPem(build, file, 'CERTIFICATE') !== null);
  const cert = spec.cert === undefined ? null : fileOf(build, 'cert', spec.cert);
  const key = spec.key === undefined ? null : fileOf(build, 'key', spec.key);
  if ((cert === null) !== (key === null)) {
    complain(build, ['tls'], 'a client certificate needs both "tls.cert" and "tls.key"');
  }
  const certText = cert === null ? null : readPem(build, cert, 'CERTIFICATE');
  const keyText = key === null ? null : readPem(build, key, 'PRIVATE KEY');
  await verifyFiles(build, authorities, { cert, certText, key, keyText });
  const insecure = {
    flag: { name: '--insecure', value: overrides.insecure },
    given: spec.insecure,
    fallback: false,
  };
  const ca = authorities.map(({ path }) => path);
  return {
    ca: files.bundle(ca),
    cert: certText,
    key: keyText === null ? null : bag.add(keyText),
    servername: sheet.take(
      'tls.servername',
      { given: spec.servername, fallback: null },
      (name) => name ?? '',
    ),
    insecure: sheet.take('tls.insecure', insecure, (value) => (value ? 'true' : '')),
    files: { ca, cert: cert?.path ?? null, key: key?.path ?? null },
  };
}

interface ClientFiles {
  readonly cert: File | null;
  readonly certText: string | null;
  readonly key: File | null;
  readonly keyText: string | null;
}

/** What OpenSSL would refuse later, said at the key that names the file. Those of the environment are not ours to judge. */
async function verifyFiles(
  build: Build,
  authorities: readonly File[],
  { cert, certText, key, keyText }: ClientFiles,
): Promise<void> {
  const { files } = build;
  const say = (file: File, problem: string | null) => {
    if (problem !== null) complain(build, file.at, `${file.origin}: ${file.path} ${problem}`);
    return problem === null;
  };
  for (const file of authorities) {
    const content = files.read(file.path, 'CERTIFICATE');
    if ('value' in content && !file.origin.startsWith('$')) say(file, await files.verify(content.value));
  }
  if (cert === null || certText === null) return;
  const sound = say(cert, await files.verify(certText));
  if (sound && key !== null && keyText !== null) say(key, await files.verifyPair(certText, keyText));
}

interface File {
  readonly path: string;
  /** The key that names it; empty: a flag or variable does. */
  readonly at: readonly string[];
  /** `--ca`, `tls.ca`, `$SSL_CERT_FILE`. */
  readonly origin: string;
}

/** --ca, else the probe's own, else the variables that OpenSSL and Node know. */
function caFiles(build: Build): File[] {
  const { overrides, env, probe } = build;
  if (overrides.ca !== undefined) return [{ path: overrides.ca, at: [], origin: '--ca' }];
  const own = probe.spec.tls?.ca;
  if (own !== undefined) return [fileOf(build, 'ca', own)];
  const bundle = env.SSL_CERT_FILE;
  if (bundle === undefined || bundle === '') return [];
  const extra = env.NODE_EXTRA_CA_CERTS;
  const further = extra !== undefined && extra !== '' && extra !== bundle;
  return [
    { path: bundle, at: [], origin: '$SSL_CERT_FILE' },
    ...(further ? [{ path: extra, at: [], origin: '$NODE_EXTRA_CA_CERTS' }] : []),
  ];
}

/** Relative to the file that names it. */
function fileOf(build: Build, key: string, path: string): File {
  const at = ['tls', key];
  const home = path.startsWith('~/') ? build.env.HOME : undefined;
  if (home !== undefined) return { path: join(home, path.slice(2)), at, origin: `tls.${key}` };
  const config = build.probe.place(...at)?.source.name ?? '';
  return { path: isAbsolute(path) ? path : join(dirname(config), path), at, origin: `tls.${key}` };
}

function readPem(build: Build, file: File, kind: PemKind): string | null {
  if (file.path.includes('-----BEGIN')) {
    // Nothing of it is repeated: it may be a private key.
    complain(build, file.at, `${file.origin}: this is the text of a PEM file; write the name of the file`);
    return null;
  }
  const content = build.files.read(file.path, kind);
  if ('value' in content) {
    const key = file.at.length === 0 ? 'tls.ca' : file.at.join('.');
    build.sheet.note(key, file.path, file.at.length === 0 ? file.origin : build.sheet.origin(key));
    return content.value;
  }
  if (!file.origin.startsWith('$')) {
    complain(build, file.at, `${file.origin}: ${content.problem}`, { code: 'tls-file' });
  } else {
    // As OpenSSL and Node do: a variable that names no file stops nothing.
    build.diagnostics.push(diagnoseLoose(file.origin, 'tls-file', content.problem, { severity: 'warning' }));
  }
  return null;
}
