/** Shares of a whole as a bar of inline SVG: the page's policy allows no style attribute. */

import { formatDuration } from '../../domain/duration.ts';
import type { Result } from '../../domain/report.ts';
import { phaseText, phaseTimes } from '../phases.ts';
import { html, type Markup } from './markup.ts';

export interface Share {
  /** Class of the stylesheet that gives it its color. */
  readonly look: string;
  readonly value: number;
}

const WHOLE = 1_000;

/** @returns null where there is nothing to divide; the words beside it have to say the same */
export function bar(shares: readonly Share[]): Markup | null {
  const sum = shares.reduce((total, { value }) => total + value, 0);
  if (sum <= 0) return null;
  let before = 0;
  const parts = shares.map(({ look, value }) => {
    const from = Math.round((before / sum) * WHOLE);
    before += value;
    const width = Math.round((before / sum) * WHOLE) - from;
    return width === 0 ? null : html`<rect class="${look}" x="${from}" width="${width}" height="10"/>`;
  });
  return html`<svg class="bar" viewBox="0 0 ${WHOLE} 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">${parts}</svg>`;
}

/** Where the time of the last attempt went, as bar and words; null when nothing was timed. */
export function timing(result: Result): Markup | null {
  const shares = Object.entries(phaseTimes(result)).map(([phase, ms]) => ({ look: phase, value: ms ?? 0 }));
  const picture = bar(shares);
  if (picture === null && phaseText(result) === '') return null;
  return html`${picture}<ul class="phases">${legend(result)}${marks(result)}</ul>`;
}

function legend(result: Result): readonly Markup[] {
  return Object.entries(phaseTimes(result)).flatMap(([phase, ms]) =>
    ms === null ? [] : [html`<li class="${phase}">${phase} ${formatDuration(ms)}</li>`],
  );
}

/** Counted from the start of the attempt. */
function marks({ timings_ms }: Result): readonly Markup[] {
  const { first_byte, first_token, total } = timings_ms;
  const named = { 'first byte at': first_byte, 'first token at': first_token, 'in all': total };
  return Object.entries(named).flatMap(([name, ms]) =>
    ms === null ? [] : [html`<li>${name} ${formatDuration(ms)}</li>`],
  );
}
