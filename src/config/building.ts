/** What the builders of a target share: the probe, its sheet of settings, the outside world as parameters, and the mistakes found. */

import type { Secret, Text } from '../domain/secret.ts';
import type { Ask } from '../domain/target.ts';
import { type Diagnostic, diagnose, diagnoseLoose, type Extra } from './diagnostic.ts';
import { COMMAND_LINE, type Overrides } from './flags.ts';
import type { Env } from './interpolate.ts';
import type { Wanting } from './missing.ts';
import type { PemFiles } from './pem-files.ts';
import type { Resolved } from './resolve.ts';
import { isSecretHeader, type SecretBag, userinfoSecrets } from './secrets.ts';
import type { Sheet } from './sheet.ts';

export interface Build {
  readonly probe: Resolved;
  readonly sheet: Sheet;
  readonly overrides: Overrides;
  readonly env: Env;
  readonly bag: SecretBag;
  /** Names of variables without which the probe cannot be made; reported or skipped by the caller. */
  readonly missing: Wanting[];
  readonly diagnostics: Diagnostic[];
  readonly files: PemFiles;
}

/** The part of a target that says what goes out. */
export interface Asked {
  readonly ask: Ask;
  /** Without userinfo. */
  readonly url: string;
  readonly authenticated: boolean;
  readonly model: string | null;
}

/** Notes a mistake at a key of the probe, or at its first line, or on the command line. */
export function complain(
  build: Build,
  path: readonly string[],
  message: string,
  { code = 'probe', ...extra }: Extra & { readonly code?: string } = {},
): void {
  const place = build.probe.place(...path) ?? build.probe.start;
  const text = build.probe.start === null ? `${build.probe.name}: ${message}` : message;
  build.diagnostics.push(
    place === null ? diagnoseLoose(COMMAND_LINE, code, text, extra) : diagnose(place, code, message, extra),
  );
}

export type Headers = Map<string, Text>;

/** The user's headers over a provider's. Values that are or hold a secret go out as secrets. */
export function collectHeaders(build: Build, provided: Readonly<Record<string, string>>): Headers {
  const headers: Headers = new Map();
  for (const [name, value] of Object.entries(provided)) headers.set(name.toLowerCase(), value);
  for (const [name, value] of Object.entries(build.probe.spec.headers ?? {})) {
    const secret =
      isSecretHeader(name) || build.probe.secrets.some((text) => text.length > 3 && value.includes(text));
    headers.set(name.toLowerCase(), secret ? build.bag.add(value) : value);
    build.sheet.note(
      `headers.${name.toLowerCase()}`,
      secret ? '***' : value,
      build.sheet.origin(`headers.${name}`),
    );
  }
  return headers;
}

/** Basic authentication from a URL's userinfo (RFC 7617); a header that is written out wins. */
export function addBasic(
  build: Build,
  headers: Headers,
  user: { user: string; password: string } | null,
): void {
  if (user === null || headers.has('authorization')) return;
  const pair = Buffer.from(`${user.user}:${user.password}`).toString('base64');
  const secret: Secret = build.bag.add(`Basic ${pair}`);
  build.bag.addAll([pair, ...userinfoSecrets(user)]);
  headers.set('authorization', secret);
  build.sheet.note('headers.authorization', '***', 'userinfo of the URL');
}

/** Whether some header carries a credential. */
export function carriesKey(headers: Headers): boolean {
  return [...headers.keys()].some(
    (name) => name === 'authorization' || (isSecretHeader(name) && name !== 'cookie'),
  );
}
