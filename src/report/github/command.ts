/** Workflow commands: lines of the log that GitHub Actions obeys. Source: GitHub docs, "Workflow commands"; toolkit, `command.ts`. */

import { safeText } from '../safe.ts';

export type Level = 'error' | 'warning';

/** Longer ones are cut by GitHub itself (64 KiB), and read by nobody. */
const MAX_MESSAGE = 4_000;

/** @param lines shown below one another; each is made safe */
export function annotation(level: Level, title: string, lines: readonly string[]): string {
  const message = lines.map((line) => safeText(line)).join('\n');
  return `::${level} title=${escapeProperty(safeText(title, 300))}::${escapeData(bounded(message))}`;
}

function bounded(text: string): string {
  if (text.length <= MAX_MESSAGE) return text;
  return `${text.slice(0, MAX_MESSAGE - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
