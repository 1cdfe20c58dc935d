/** Below the table: failures with one root, told once, and the groups. */

import type { Cause, GroupResult, Report } from '../../domain/report.ts';
import type { State } from '../../domain/verdict.ts';
import { causeText, groupText } from '../circumstances.ts';
import { count } from '../count.ts';
import { padEnd, truncateMiddle, width } from '../measure.ts';
import { paragraph } from '../prose.ts';
import { safeText } from '../safe.ts';
import type { Look } from './details.ts';

/** Names listed of one set; `-v` lists all. */
const MAX_NAMES = 12;
const MAX_NAME_COLUMNS = 30;

export function causes(report: Report, look: Look, verbose: boolean): string[] {
  return report.causes.flatMap((cause) => causeLines(cause, look, verbose));
}

function causeLines(cause: Cause, { frame, palette }: Look, verbose: boolean): string[] {
  const top = { indent: 0, width: frame.width };
  return [
    ...paragraph(top, causeText(cause), palette.strong),
    ...paragraph({ indent: 2, width: frame.width }, names(cause.probes, verbose), palette.dim),
  ];
}

export function groups(report: Report, look: Look): string[] {
  const widest = report.groups.reduce((most, { name }) => Math.max(most, width(safeText(name))), 0);
  const column = Math.min(widest, MAX_NAME_COLUMNS);
  return report.groups.flatMap((group) => groupLines(group, column, look));
}

function groupLines(group: GroupResult, column: number, { palette, symbols, frame }: Look): string[] {
  const state: State = group.ok ? 'up' : 'down';
  const name = padEnd(truncateMiddle(safeText(group.name), column, symbols.ellipsis), column);
  const label = `${palette.state[state](symbols.state[state])} group ${palette.strong(name)}  `;
  return paragraph({ indent: 0, width: frame.width }, groupText(group), undefined, label);
}

export function names(all: readonly string[], verbose: boolean): string {
  const listed = verbose ? all : all.slice(0, MAX_NAMES);
  const rest = all.length - listed.length;
  return listed.map((name) => safeText(name, 80)).join(', ') + (rest > 0 ? ` and ${count(rest)} more` : '');
}
