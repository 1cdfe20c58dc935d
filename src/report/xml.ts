/** A little XML 1.0: elements, attributes and text that no content can break out of. */

import { safeText } from './safe.ts';

export type Attributes = Readonly<Record<string, string | number | null>>;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** What XML 1.0 section 2.2 (Char) leaves out and `safeText` does not spell out already. */
const NO_CHARACTER = /[\ufffe\uffff]/g;

/** @returns one line of character data, for an attribute or an element; `>` too is an entity, so `]]>` cannot stand in it */
export function xmlText(text: string): string {
  return safeText(text)
    .replace(NO_CHARACTER, '\ufffd')
    .replace(/[&<>"']/g, (found) => ENTITIES[found] ?? '');
}

/** @param attributes null leaves one out */
export function element(name: string, attributes: Attributes, children: readonly string[] = []): string[] {
  const tag = `${name}${Object.entries(attributes)
    .map(([key, value]) => (value === null ? '' : ` ${key}="${xmlText(String(value))}"`))
    .join('')}`;
  return children.length === 0
    ? [`<${tag}/>`]
    : [`<${tag}>`, ...children.map((line) => `  ${line}`), `</${name}>`];
}

/** An element of lines of text, which begin at the margin as they do in a log. */
export function textElement(name: string, attributes: Attributes, lines: readonly string[]): string[] {
  const [opening = ''] = element(name, attributes, ['']);
  return [`${opening}${lines.map(xmlText).join('\n')}</${name}>`];
}
