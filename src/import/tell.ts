/** What the ledger has to say, for comments and for the terminal: one safe line for each thing, the same thing once. */

import type { Ledger, Note } from './ledger.ts';

/** Places named for one and the same thing. */
const PLACES = 6;
const LONGEST = 300;

export function tell(ledger: Ledger): readonly string[] {
  const redact = ledger.redact();
  const alike = new Map<string, Note[]>();
  for (const note of ledger.notes) {
    const key = `${note.origin.file}\n${generic(note.origin.path)}\n${note.text}`;
    alike.set(key, [...(alike.get(key) ?? []), note]);
  }
  return [...alike.values()].sort(byPlace).map((notes) => printable(redact(line(notes))));
}

function byPlace([a]: readonly Note[], [b]: readonly Note[]): number {
  if (a === undefined || b === undefined || a.origin.file !== b.origin.file) return 0;
  return a.origin.line - b.origin.line;
}

function line(notes: readonly Note[]): string {
  const [first] = notes;
  if (first === undefined) return '';
  const { file, path } = first.origin;
  const lines = [...new Set(notes.map(({ origin }) => origin.line))];
  if (notes.length === 1)
    return `${file}:${first.origin.line}: ${path === '' ? '' : `${path}: `}${first.text}`;
  const shown = lines.slice(0, PLACES).join(', ');
  const more = lines.length > PLACES ? `, and ${lines.length - PLACES} more` : '';
  return `${file}:${first.origin.line}: ${generic(path)}: ${first.text} (${notes.length} times: ${lines.length === 1 ? 'line' : 'lines'} ${shown}${more})`;
}

/** `endpoints[].alerts` for each of them. */
function generic(path: string): string {
  return path.replace(/\[\d+\]/g, '[]');
}

/** Text of a stranger's file on a terminal and behind a `#`: no control character, no mark that turns text around. */
export function printable(text: string): string {
  const flat = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, ' ');
  return flat.length > LONGEST ? `${flat.slice(0, LONGEST)}...` : flat;
}
