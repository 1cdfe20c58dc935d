/**
 * HTML that no text can break out of: in a template, strings become text, and only what a template made is markup.
 * Attributes have to stand in double quotes. Source: WHATWG HTML, 13.1.2.3 (attributes), 13.1.4 (character references).
 */

import { safeText } from '../safe.ts';
import { xmlText } from '../xml.ts';

/** Markup that is whole and safe. Made by `html` and `trusted` alone. */
class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type { Markup };

/** null is nothing; of a list, all one after another. */
export type Content = string | number | null | Markup | readonly Content[];

/** ``html`<p title="${text}">${text}</p>` `` */
export function html(literals: TemplateStringsArray, ...values: readonly Content[]): Markup {
  let text = literals[0] ?? '';
  values.forEach((value, i) => {
    text += written(value) + (literals[i + 1] ?? '');
  });
  return new Markup(text);
}

/** @param text written in this folder; never from a config or the network */
export function trusted(text: string): Markup {
  return new Markup(text);
}

function written(value: Content): string {
  if (value === null) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'string') return xmlText(value);
  return typeof value === 'number' ? String(value) : value.map(written).join('');
}

const MAX_NAME = 300;

/** A name of any script: it neither turns its neighbours around nor is turned by them. */
export function nameOf(name: string): Markup {
  return html`<bdi>${safeText(name, MAX_NAME)}</bdi>`;
}

/** @param anchor the section on this page that tells of it; null: there is none */
export function linkedName(name: string, anchor: string | null): Markup {
  return anchor === null ? nameOf(name) : html`<a href="#${anchor}">${nameOf(name)}</a>`;
}

/** A link that opens a web page and nothing else; whatever is no plain http(s) address stays text. */
export function linkTo(address: string): Markup {
  const url = URL.canParse(address) ? new URL(address) : null;
  const isPlain = url !== null && /^https?:$/.test(url.protocol) && url.username + url.password === '';
  // What is shown is where it leads: a name of letters that look alike is shown as it is looked up.
  return isPlain ? html`<a href="${url.href}" rel="noreferrer">${url.href}</a>` : html`${address}`;
}
