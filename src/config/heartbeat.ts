/** `heartbeat:` and `--heartbeat`: the address that hears of each run, and the way to it. */

import type { Heartbeat } from '../domain/plan.ts';
import { Secret } from '../domain/secret.ts';
import { type Diagnostic, diagnoseLoose } from './diagnostic.ts';
import { COMMAND_LINE, type Overrides } from './flags.ts';
import type { Env } from './interpolate.ts';
import type { PemFiles } from './pem-files.ts';
import { proxyFor } from './proxy.ts';
import { headerSecrets, urlSecrets } from './secrets.ts';

/** Services that take heartbeats tell their users apart by a token in the path: letters and digits mixed, or long. */
const TOKEN = /^(?=\D*\d)(?=[^a-z]*[a-z])[\w-]{10,}$|^[a-z0-9]{20,}$/i;

export interface HeartbeatBuilt {
  readonly heartbeat: Heartbeat | null;
  readonly secrets: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** @param written what the config says; the flag wins, and can say that there is none */
export function buildHeartbeat(
  written: string | null,
  overrides: Pick<Overrides, 'heartbeat' | 'proxy' | 'ca' | 'insecure'>,
  env: Env,
  files: PemFiles,
): HeartbeatBuilt {
  const url = overrides.heartbeat === undefined ? written : overrides.heartbeat || null;
  if (url === null) return { heartbeat: null, secrets: [], diagnostics: [] };
  const named = overrides.proxy === undefined ? null : { url: overrides.proxy, origin: '--proxy' };
  const found = proxyFor(url, env, named);
  const proxy = 'value' in found ? found.value : null;
  // Flags first, then what OpenSSL and Node are told; a file that cannot be read is complained of where probes use it.
  const authority = overrides.ca ?? env.SSL_CERT_FILE ?? '';
  const diagnostics =
    'problem' in found ? [diagnoseLoose(COMMAND_LINE, 'flag', `heartbeat: ${found.problem}`)] : [];
  return {
    heartbeat: {
      url: new Secret(url),
      proxy,
      ca: authority === '' ? [] : files.bundle([authority]),
      insecure: overrides.insecure === true,
    },
    secrets: [...tokensOf(url), ...(proxy?.authorization ? headerSecrets(proxy.authorization.reveal()) : [])],
    diagnostics,
  };
}

function tokensOf(url: string): string[] {
  const segments = new URL(url).pathname.split('/').filter((segment) => TOKEN.test(segment));
  return [...urlSecrets(url), ...segments];
}
