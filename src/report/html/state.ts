/** States and instants, as they look on the page. */

import type { State } from '../../domain/verdict.ts';
import { symbols } from '../palette.ts';
import { safeText } from '../safe.ts';
import { html, type Markup } from './markup.ts';

const SYMBOLS = symbols(true).state;

/** The symbol is for the eye alone. */
export function signOf(state: State): Markup {
  return html`<span class="sign" aria-hidden="true">${SYMBOLS[state]}</span>`;
}

/** Symbol and word: the color only repeats them. */
export function stateOf(state: State, word: string = state): Markup {
  return html`<span class="state ${state}">${signOf(state)} ${word}</span>`;
}

/** `2026-11-24 02:00:00 UTC`, to the second */
export function instantOf(text: string): Markup {
  const time = Date.parse(text);
  if (!Number.isFinite(time)) return html`${safeText(text, 40)}`;
  const iso = new Date(time).toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')} UTC</time>`;
}
