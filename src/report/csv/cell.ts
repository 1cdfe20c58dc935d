/** Cells of RFC 4180 that a spreadsheet shows and never evaluates. */

import { safeText } from '../safe.ts';

/**
 * What makes a spreadsheet take a text for a formula, at the beginning of a cell and after a semicolon, which begins one
 * where the locale's list separator is that. Full-width signs count, too. Source: OWASP, "CSV Injection".
 */
const FORMULA = /(^|;)(?=[\s"']*[=+\-@＝＋－＠])/gu;

export type Cell = string | number | boolean | null;

/** @returns empty for null; numbers and booleans as in JSON; text on one line, quoted where RFC 4180 wants it */
export function csvCell(value: Cell): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = safeText(value).replace(FORMULA, "$1'");
  return /[",;'\s]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @returns one record with its CRLF */
export function csvRecord(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}
