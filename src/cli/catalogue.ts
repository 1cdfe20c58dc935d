/** The built-in catalogue, and with it the providers that a config describes: to every command they are the same thing. */

import { ownProviders } from '../config/own-providers.ts';
import type { Provider } from '../domain/provider.ts';
import { PROVIDER_IDS, PROVIDERS } from '../providers/index.ts';
import type { Options } from './arguments.ts';
import type { Io } from './io.ts';
import { readOptionalConfig } from './prepare.ts';

/** @throws UserError when a config is named, or found here, and is wrong */
export async function allProviders(io: Io, options: Options): Promise<readonly Provider[]> {
  const config = await readOptionalConfig(io, options, PROVIDER_IDS);
  const own = [...ownProviders(config, io.env, () => {}).byId.values()];
  const replaced = new Set(own.map(({ id }) => id));
  return [...own, ...Object.values(PROVIDERS).filter(({ id }) => !replaced.has(id))];
}
