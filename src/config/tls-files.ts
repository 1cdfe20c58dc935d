/** Certificates and keys of a probe: read from files, checked before anything is probed. */

import { dirname, isAbsolute, join } from 'node:path';
import type { TlsSettings } from '../domain/target.ts';
import { type Build, complain } from './building.ts';
import { diagnoseLoose } from './diagnostic.ts';

export async function tlsSettings(build: Build): Promise<TlsSettings> {
  const { probe, overrides, sheet, files, bag } = build;
  const spec = probe.spec.tls ?? {};
  const authorities = caFiles(build).filter((file) => isUsable(build, file, 'CERTIFICATE'));
  const ca = files.bundle(authorities.map(({ path }) => path));
  const cert =
    spec.cert === undefined ? null : readPem(build, fileOf(build, 'cert', spec.cert), 'CERTIFICATE');
  const key = spec.key === undefined ? null : readPem(build, fileOf(build, 'key', spec.key), 'PRIVATE KEY');
  if ((spec.cert === undefined) !== (spec.key === undefined)) {
    complain(build, ['tls'], 'a client certificate needs both "tls.cert" and "tls.key"');
  }
  const written = authorities.some(({ origin }) => !origin.startsWith('$'));
  const problem = await files.verify(written ? ca : [], cert, key);
  if (problem !== null) complain(build, ['tls'], `certificate files: ${problem}`);
  const insecure = {
    flag: { name: '--insecure', value: overrides.insecure },
    given: spec.insecure,
    fallback: false,
  };
  return {
    ca,
    cert,
    key: key === null ? null : bag.add(key),
    servername: sheet.take(
      'tls.servername',
      { given: spec.servername, fallback: null },
      (name) => name ?? '',
    ),
    insecure: sheet.take('tls.insecure', insecure, (value) => (value ? 'true' : '')),
  };
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
  return [
    { path: bundle, at: [], origin: '$SSL_CERT_FILE' },
    ...(extra === undefined || extra === '' ? [] : [{ path: extra, at: [], origin: '$NODE_EXTRA_CA_CERTS' }]),
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

function readPem(build: Build, file: File, kind: string): string | null {
  if (file.path.includes('-----BEGIN')) {
    // Nothing of it is repeated: it may be a private key.
    complain(build, file.at, `${file.origin}: this is the text of a PEM file; write the name of the file`);
    return null;
  }
  const content = build.files.read(file.path, kind);
  const key = file.at.length === 0 ? 'tls.ca' : file.at.join('.');
  build.sheet.note(key, file.path, file.at.length === 0 ? file.origin : build.sheet.origin(key));
  if ('value' in content) return content.value;
  const message = `${file.origin}: ${file.path} ${content.problem}`;
  // As OpenSSL and Node do: a variable that names no file stops nothing.
  if (!file.origin.startsWith('$')) complain(build, file.at, message);
  else build.diagnostics.push(diagnoseLoose(file.origin, 'tls-file', message, { severity: 'warning' }));
  return null;
}

function isUsable(build: Build, file: File, kind: string): boolean {
  return readPem(build, file, kind) !== null;
}
