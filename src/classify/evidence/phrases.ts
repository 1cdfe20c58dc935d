/** Phrases in a text: `..` in a phrase stands for any text. Plain searches, so hostile text costs no more than its length. */

/** @param text in lower case */
export function saysAny(text: string, phrases: readonly string[]): boolean {
  return phrases.some((phrase) => says(text, phrase));
}

function says(text: string, phrase: string): boolean {
  let from = 0;
  for (const piece of piecesOf(phrase)) {
    const at = text.indexOf(piece, from);
    if (at === -1) return false;
    from = at + piece.length;
  }
  return true;
}

/** Phrases come from rule tables and the catalogue: few, and asked again and again. */
const PIECES = new Map<string, readonly string[]>();

function piecesOf(phrase: string): readonly string[] {
  let pieces = PIECES.get(phrase);
  if (pieces === undefined) {
    pieces = phrase
      .toLowerCase()
      .split('..')
      .map((piece, _, all) => (all.length === 1 ? piece : piece.trim()));
    PIECES.set(phrase, pieces);
  }
  return pieces;
}
