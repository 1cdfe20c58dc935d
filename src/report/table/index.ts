/**
 * The report for people. Probes stand in the config's order, where the eye finds them again from run to run; what is not
 * up is colored and has its sentence and hint right below. The end, which is what a terminal shows last, names the
 * failing ones again when the table is long, tells shared roots once, and sums up.
 */

import type { Cause, Report, Result } from '../../domain/report.ts';
import { count } from '../count.ts';
import { facts } from '../evidence.ts';
import { palette, symbols } from '../palette.ts';
import { labelled, paragraph } from '../prose.ts';
import { safeText } from '../safe.ts';
import type { Reporter, Style } from '../types.ts';
import { type Column, columns } from './columns.ts';
import { details, type Look } from './details.ts';
import { grid } from './grid.ts';
import { GAP, layout } from './layout.ts';
import { lookAlikes } from './look-alikes.ts';
import { causes, groups, names } from './sections.ts';
import { summary } from './summary.ts';

/** With more probes than this only those that are not up get a line, unless `-v` asks for all. */
const MAX_LISTED = 200;

/** With more lines than a terminal shows, the failing probes are named again at the end. */
const SCROLLS = 30;

const MIN_WIDTH = 40;
const INDENT = 12;
const INDENT_NARROW = 4;

export const render: Reporter = (report, style) => {
  const width = Math.max(style.width, MIN_WIDTH);
  const look: Look = {
    frame: { indent: width < 60 ? INDENT_NARROW : INDENT, width },
    palette: palette(style.color),
    symbols: symbols(style.unicode),
  };
  const listed =
    style.verbose || report.results.length <= MAX_LISTED
      ? report.results
      : report.results.filter(({ state }) => state !== 'up' && state !== 'skipped');
  const blocks = [
    table(report, listed, look, style),
    rest(report.results.length - listed.length, look),
    listed.length > SCROLLS ? notUp(listed, look) : [],
    causes(report, look, style.verbose),
    groups(report, look),
    summary(report, look, style),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
};

function table(report: Report, listed: readonly Result[], look: Look, style: Style): string[] {
  if (listed.length === 0) return [];
  const { palette, symbols, frame } = look;
  const placed = layout(columns(symbols, palette), listed, frame.width);
  const head = placed.map(({ column }) => ({ text: column.head, paint: palette.dim }));
  const rows = listed.map((result) => placed.map(({ column }) => cell(column, result)));
  const [header = '', ...lines] = grid(placed, [head, ...rows], symbols.ellipsis);
  const roots = toldRoots(report.causes);
  const alike = lookAlikes(listed, placed, symbols.ellipsis);
  const body = lines.flatMap((line, i) => {
    const result = listed[i];
    if (result === undefined) return [line];
    const name = result.state !== 'up' && alike.has(result.name) ? fullName(result, look) : [];
    return [line, ...name, ...below(result, roots.get(result.name) ?? null, look, style)];
  });
  return [header, ...body];
}

function fullName({ name }: Result, { frame, palette }: Look): string[] {
  return paragraph(frame, safeText(name), palette.strong);
}

function cell(column: Column, result: Result): { text: string; paint: (text: string) => string } {
  return { text: column.text(result), paint: (text) => column.paint(text, result) };
}

function below(result: Result, cause: Cause | null, look: Look, { verbose }: Style): string[] {
  const told = result.state === 'up' ? [] : details(result, verbose ? null : cause, look);
  return verbose ? [...told, ...labelled(look.frame, facts(result), look.palette.dim), ''] : told;
}

/** Probes whose root is told in full under the first probe of their cause. */
function toldRoots(all: readonly Cause[]): ReadonlyMap<string, Cause> {
  return new Map(all.flatMap((cause) => cause.probes.slice(1).map((name) => [name, cause] as const)));
}

function rest(hidden: number, { frame, palette }: Look): string[] {
  if (hidden === 0) return [];
  const text = `${count(hidden)} that are up or skipped are not listed; -v lists all`;
  return paragraph({ indent: 0, width: frame.width }, text, palette.dim);
}

function notUp(listed: readonly Result[], { frame, palette, symbols }: Look): string[] {
  return (['down', 'unknown', 'degraded'] as const).flatMap((state) => {
    const members = listed.filter((result) => result.state === state).map(({ name }) => name);
    if (members.length === 0) return [];
    const lead =
      palette.state[state](`${symbols.state[state]} ${state}`.padEnd(INDENT - GAP)) + ' '.repeat(GAP);
    return paragraph({ indent: 0, width: frame.width }, names(members, false), undefined, lead);
  });
}
