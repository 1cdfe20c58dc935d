/** The words of a piece of HTML from a feed: for reading, never for showing as markup. */

/** @returns the text without tags, in one line, at most 2,000 characters */
export function plain(html: string): string {
  return html
    .slice(0, 20_000)
    .replace(/<[^<>]{0,500}>/g, ' ')
    .replace(/&(?:nbsp|#160);/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 2_000);
}
