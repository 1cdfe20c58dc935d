/** `kind.reason`: how a failure is named in `--fail-on`, `--ignore` and `explain`. */

import { safeText } from './safe.ts';

interface Classed {
  readonly kind: string | null;
  readonly reason: string | null;
}

/** @returns one safe line, empty when up */
export function failureClass({ kind, reason }: Classed): string {
  if (kind === null) return '';
  return safeText(reason === null ? kind : `${kind}.${reason}`, 80);
}
