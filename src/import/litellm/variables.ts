/** LiteLLM's `os.environ/NAME`, and literal keys. */

import type { Ledger } from '../ledger.ts';
import { literal } from '../secrets.ts';
import type { MapItem } from '../value.ts';

const REFERENCE = /^os\.environ\/([A-Za-z_]\w*)$/;

/** A secret: the variable that the config names, or one of our own. */
export function textOrVariable(
  map: MapItem,
  key: string,
  ledger: Ledger,
  wish: string,
  purpose: string,
): string | undefined {
  const text = map.text(key)?.trim();
  if (text === undefined || text === '') return undefined;
  const [, name] = REFERENCE.exec(text) ?? [];
  return name === undefined
    ? ledger.hide(text, wish, purpose)
    : ledger.reference(name, 'the same as for LiteLLM');
}

/** A setting that is no secret. */
export function settingAt(map: MapItem, key: string, ledger: Ledger): string | undefined {
  const text = map.text(key)?.trim();
  if (text === undefined || text === '') return undefined;
  const [, name] = REFERENCE.exec(text) ?? [];
  return name === undefined ? literal(text) : ledger.reference(name, 'the same as for LiteLLM');
}
