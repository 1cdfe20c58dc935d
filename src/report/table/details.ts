/** What stands under the line of a probe that is not up: what happened, what to do, what else is known. */

import type { Cause, Result } from '../../domain/report.ts';
import { circumstances } from '../circumstances.ts';
import type { Palette, Symbols } from '../palette.ts';
import { type Frame, paragraph } from '../prose.ts';
import { safeText } from '../safe.ts';

export interface Look {
  readonly frame: Frame;
  readonly palette: Palette;
  readonly symbols: Symbols;
}

/** @param cause the root that was told in full under another probe already, or null */
export function details(result: Result, cause: Cause | null, { frame, palette, symbols }: Look): string[] {
  const first = cause?.probes[0];
  if (cause !== null && first !== undefined) {
    const root = `same root as ${safeText(first, 80)}: ${safeText(cause.shared, 200)}`;
    return paragraph(frame, root, palette.dim);
  }
  const message = safeText(result.message);
  const hint = safeText(result.hint ?? '');
  const more = circumstances(result).join(` ${symbols.separator} `);
  return [
    ...(message === ''
      ? []
      : paragraph(frame, message, result.state === 'skipped' ? palette.dim : undefined)),
    ...(hint === '' || result.state === 'skipped'
      ? []
      : paragraph(frame, hint, undefined, `${symbols.arrow} `)),
    ...(more === '' ? [] : paragraph(frame, more, palette.dim)),
  ];
}
