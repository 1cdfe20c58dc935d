/** Text in plugin output: no bar, which begins performance data, and nothing that a macro would carry into a shell or a page. */

import { safeText } from '../safe.ts';

/**
 * Nagios puts the output between double quotes into the command lines of notifications, often through `printf "%b"`, and
 * into its pages; it strips some of these characters only where it is configured to (`illegal_macro_output_chars`).
 */
const REPLACED: Readonly<Record<string, string>> = {
  '|': '/',
  '`': "'",
  '"': "'",
  '<': '(',
  '>': ')',
  '\\': '/',
  $: '_',
};

/** @returns one line */
export function pluginText(text: string, max?: number): string {
  return safeText(text, max).replace(/[|`"<>\\$]/g, (found) => REPLACED[found] ?? '');
}
