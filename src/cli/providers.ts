/** `aiprobe providers [ID]`: the catalogue and the config's own entries, or one of them with all that is known. */

import { nearest } from '../config/suggest.ts';
import { UserError } from '../domain/errors.ts';
import { SOURCES } from '../providers/sources.ts';
import { renderProvider } from '../report/provider.ts';
import { renderProviders } from '../report/providers.ts';
import type { Arguments } from './arguments.ts';
import { allProviders } from './catalogue.ts';
import type { Io } from './io.ts';
import { lookOf, styleFor } from './style.ts';

export async function providers(io: Io, { words, options }: Arguments): Promise<number> {
  const style = styleFor(io.stdout, io, lookOf(options));
  const [id] = words;
  const known = await allProviders(io, options);
  if (id === undefined) {
    await io.stdout.write(renderProviders(known, style));
    return 0;
  }
  const provider = known.find((one) => one.id === id);
  if (provider === undefined) {
    const near = nearest(
      id,
      known.map((one) => one.id),
    );
    throw new UserError(
      `unknown provider "${id}"${near === null ? '' : ` (did you mean "${near}"?)`}: "aiprobe providers" lists them all`,
    );
  }
  await io.stdout.write(renderProvider(provider, style, SOURCES));
  return 0;
}
