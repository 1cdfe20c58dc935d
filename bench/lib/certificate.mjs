// One self-signed certificate for 127.0.0.1, which every contestant is told to trust. P-256: the cheap kind for a server.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { scratch } from './scratch.mjs';

let files = null;

/** @returns paths of the certificate and its key, PEM */
export async function certificate() {
  if (files !== null) return files;
  const made = await generate([{ name: 'commonName', value: 'aiprobe bench' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  });
  files = { cert: join(scratch(), 'cert.pem'), key: join(scratch(), 'key.pem') };
  writeFileSync(files.cert, made.cert);
  writeFileSync(files.key, made.private, { mode: 0o600 });
  return files;
}
