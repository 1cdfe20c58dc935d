/** `aiprobe explain`: what a failure class means, what it likely comes from, and what to do. */

import { FAILURES, type FailureClass, type FailureInfo, KINDS, type Kind } from '../domain/failure.ts';
import type { Provider } from '../domain/provider.ts';
import { conditions, statusText } from './error-row.ts';
import { padEnd } from './measure.ts';
import { type Palette, palette, plain, symbols } from './palette.ts';
import { labelled, paragraph } from './prose.ts';
import { safeText } from './safe.ts';
import type { Style } from './types.ts';

const INDENT = 2;

type Fact = readonly [label: string, text: string];

interface Row {
  readonly kind: Kind;
  readonly name: string;
  readonly info: FailureInfo;
}

const ROWS: readonly Row[] = KINDS.flatMap((kind) =>
  Object.entries<FailureInfo>(FAILURES[kind]).map(([reason, info]) => ({
    kind,
    name: `${kind}.${reason}`,
    info,
  })),
);

/** @returns true for `dns`, `dns.timeout` and every other kind and class */
export function isExplainable(text: string): text is Kind | FailureClass {
  return ROWS.some(({ kind, name }) => kind === text || name === text);
}

/**
 * @param subject one class in full, one kind with all its reasons in full, or null: every class in a line
 * @param providers whose known failures are named under the class that they have
 */
export function renderExplain(
  subject: Kind | FailureClass | null,
  style: Style,
  providers: readonly Provider[] = [],
): string {
  const paint = palette(style.color);
  if (subject === null) return `${overview(paint).join('\n')}\n`;
  const rows = ROWS.filter(({ kind, name }) => kind === subject || name === subject);
  return `${rows.map((row) => [...entry(row, paint, style), ...shownBy(row, style, providers)].join('\n')).join('\n\n')}\n`;
}

function overview(paint: Palette): string[] {
  const column = ROWS.reduce((most, { name }) => Math.max(most, name.length), 0);
  const line = ({ name, info }: Row) =>
    `${paint.strong(padEnd(name, column))}  ${padEnd(info.fault, 8)}  ${info.title}`;
  return [
    ...ROWS.map(line),
    '',
    `The middle column says who has to act. ${paint.strong('aiprobe explain KIND[.REASON]')} tells more.`,
  ];
}

function entry({ name, info }: Row, paint: Palette, style: Style): string[] {
  const { arrow, separator } = symbols(style.unicode);
  const frame = { indent: INDENT, width: style.width };
  const retry = info.retryable ? 'another try may succeed' : 'another try does not help';
  const title = info.title === '' ? name : `${name}: ${info.title}`;
  return [
    ...paragraph({ indent: 0, width: style.width }, title, paint.strong),
    ...paragraph(frame, `fault: ${info.fault}; ${retry}`, paint.dim),
    ...(info.meaning === '' ? [] : paragraph(frame, info.meaning)),
    ...(info.causes.length === 0 ? [] : ['', '  Likely causes:']),
    ...info.causes.flatMap((cause) => paragraph(frame, cause, undefined, `${separator} `)),
    ...(info.hint === '' ? [] : ['', ...paragraph(frame, info.hint, undefined, `${arrow} `)]),
  ];
}

/** As it looks on the wire at the services that are known to give it. */
function shownBy({ name }: Row, style: Style, providers: readonly Provider[]): string[] {
  const shown = providers.flatMap(({ id, errors }) =>
    errors
      .filter((row) => row.class === name)
      .map(
        (row): Fact => [
          safeText(id),
          safeText([statusText(row), conditions(row)].filter((part) => part !== '').join(', ')),
        ],
      ),
  );
  if (shown.length === 0) return [];
  return [
    '',
    '  Known on the wire as:',
    ...labelled({ indent: INDENT + 2, width: style.width }, shown, plain),
  ];
}
