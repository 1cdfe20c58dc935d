/** The key of a probe: what is written, else the provider's usual variable; and how it goes out. */

import type { Auth } from '../domain/provider.ts';
import { Secret, type Text } from '../domain/secret.ts';
import type { AwsSigning } from '../domain/target.ts';
import type { Env } from './interpolate.ts';

export type Credential =
  | { readonly via: 'none' }
  | {
      readonly via: 'header';
      readonly header: readonly [string, Text];
      readonly secret: string;
      readonly variable: string | null;
    }
  | {
      readonly via: 'sign';
      readonly sign: AwsSigning;
      readonly secrets: readonly string[];
      readonly variable: string;
    }
  /** A key is needed and none of these variables is set. */
  | { readonly via: 'missing'; readonly variables: readonly string[] };

/**
 * @param written the probe's `key`; undefined: the usual variable
 * @param region for signing
 */
export function credentialFor(
  auth: Auth | null,
  written: string | undefined,
  region: string | null,
  env: Env,
): Credential {
  if (auth === null || (auth.header === null && written === undefined)) return { via: 'none' };
  if (auth.scheme === 'sigv4' && written === undefined) return awsCredential(auth, region, env);
  const variables = [auth.env, ...(auth.env_alt ?? [])].filter((name) => name !== null);
  const variable = variables.find((name) => isSet(env, name)) ?? null;
  const key = written ?? (variable === null ? undefined : env[variable]);
  if (key === undefined || (key === '' && written === undefined)) {
    return auth.required ? { via: 'missing', variables } : { via: 'none' };
  }
  if (key === '') return { via: 'none' };
  return {
    via: 'header',
    header: keyHeader(auth, key),
    secret: key,
    variable: written === undefined ? variable : null,
  };
}

function keyHeader(auth: Auth, key: string): readonly [string, Secret] {
  const name = (auth.header ?? 'authorization').toLowerCase();
  switch (auth.scheme) {
    case 'raw':
      return [name, new Secret(key)];
    case 'Token':
      return [name, new Secret(`Token ${key}`)];
    case 'Bearer':
    case 'sigv4':
      // Amazon takes an API key of its own as a bearer token in place of a signature.
      return [name, new Secret(`Bearer ${key}`)];
  }
}

const BEDROCK_TOKEN = 'AWS_BEARER_TOKEN_BEDROCK';

/** https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys-use.html: the bearer token goes before a signature. */
function awsCredential(auth: Auth, region: string | null, env: Env): Credential {
  const token = env[BEDROCK_TOKEN];
  if (token !== undefined && token !== '') {
    return { via: 'header', header: keyHeader(auth, token), secret: token, variable: BEDROCK_TOKEN };
  }
  const [id, secret, session] = [env.AWS_ACCESS_KEY_ID, env.AWS_SECRET_ACCESS_KEY, env.AWS_SESSION_TOKEN];
  if (id === undefined || id === '' || secret === undefined || secret === '') {
    return { via: 'missing', variables: ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', BEDROCK_TOKEN] };
  }
  const sessionToken = session === undefined || session === '' ? null : new Secret(session);
  return {
    via: 'sign',
    sign: {
      accessKeyId: new Secret(id),
      secretAccessKey: new Secret(secret),
      sessionToken,
      region: region ?? 'us-east-1',
      service: 'bedrock',
    },
    secrets: [id, secret, ...(sessionToken === null ? [] : [sessionToken.reveal()])],
    variable: 'AWS_ACCESS_KEY_ID',
  };
}

function isSet(env: Env, name: string): boolean {
  const value = env[name];
  return value !== undefined && value !== '';
}
