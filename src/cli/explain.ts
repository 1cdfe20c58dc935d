/** `aiprobe explain [KIND[.REASON]]`: what a failure class means, its likely causes, what to do. */

import { nearest } from '../config/suggest.ts';
import { UserError } from '../domain/errors.ts';
import { FAILURES, KINDS } from '../domain/failure.ts';
import { isExplainable, renderExplain } from '../report/explain.ts';
import type { Arguments } from './arguments.ts';
import { allProviders } from './catalogue.ts';
import type { Io } from './io.ts';
import { lookOf, styleFor } from './style.ts';

export async function explain(io: Io, { words, options }: Arguments): Promise<number> {
  const style = styleFor(io.stdout, io, lookOf(options));
  const [subject] = words;
  if (subject !== undefined && !isExplainable(subject)) {
    const known = KINDS.flatMap((kind) => [
      kind,
      ...Object.keys(FAILURES[kind]).map((reason) => `${kind}.${reason}`),
    ]);
    const near = nearest(subject, known);
    throw new UserError(
      `unknown failure class "${subject}"${near === null ? '' : ` (did you mean "${near}"?)`}: "aiprobe explain" lists them all`,
    );
  }
  await io.stdout.write(renderExplain(subject ?? null, style, await allProviders(io, options)));
  return 0;
}
