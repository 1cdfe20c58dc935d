/** Gatus fills in `$NAME` and `${NAME}` before it reads its file; `$$` is a dollar (https://github.com/TwiN/gatus#configuration). */

import type { Ledger } from '../ledger.ts';

export function withVariables(ledger: Ledger, text: string): string {
  return text.replace(/\$(?:\$|\{(\w+)\}|(\w+))/g, (whole, braced?: string, bare?: string) => {
    const name = braced ?? bare;
    if (name === undefined) return '$';
    return /^[A-Za-z_]/.test(name)
      ? ledger.reference(name, 'the same as for Gatus')
      : whole.replace('${', () => '$${');
  });
}
