/**
 * A value that must never be shown. Printing, serialising or inspecting one gives `***`;
 * only `reveal()` gives the text, and only the code that puts it on the wire calls that.
 */

import { formsOf, SHORTEST } from './secret-forms.ts';

const MASK = '***';

export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return MASK;
  }
}

/** Text that may hold a secret: a header's value, a body. */
export type Text = string | Secret;

export function reveal(text: Text): string {
  return typeof text === 'string' ? text : text.reveal();
}

/**
 * Replaces every form in which a secret is likely to come back (see `secret-forms.ts`) by `***`, and the beginning of
 * one where the text was cut off in the midst of it.
 */
export type Redact = (text: string) => string;

/** So much of a secret before a cut gives nothing away: `sk-proj-` and its like. */
const TELLS_NOTHING = 8;
/** What stands behind a text that was cut: an ellipsis, the end of a quotation, nothing. */
const CUT = /^(?:…|\\?["']|$)/;

/**
 * @param secrets what must not be shown; values under four characters are left alone
 */
export function redactor(secrets: readonly Secret[]): Redact {
  const forms = new Set(secrets.flatMap((secret) => formsOf(secret.reveal())));
  if (forms.size === 0) return (text) => text;
  const byPrefix = groupByPrefix(forms);
  const begins = beginning(forms);
  return (text) => {
    let masked = '';
    let from = 0;
    let at = nextBeginning(begins, text, 0);
    while (at !== -1) {
      const length = lengthOfSecret(text, at, byPrefix.get(text.slice(at, at + SHORTEST)) ?? []);
      if (length > 0) {
        masked += text.slice(from, at) + MASK;
        from = at + length;
      }
      at = nextBeginning(begins, text, at + Math.max(1, length));
    }
    return from === 0 ? text : masked + text.slice(from);
  };
}

/** One pattern of all forms would take seconds to compile for a thousand secrets. */
function groupByPrefix(forms: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  // The longest first, so that a secret that contains another is replaced whole.
  for (const form of [...forms].sort((a, b) => b.length - a.length)) {
    const prefix = form.slice(0, SHORTEST);
    const group = groups.get(prefix);
    if (group === undefined) groups.set(prefix, [form]);
    else group.push(form);
  }
  return groups;
}

function beginning(forms: ReadonlySet<string>): RegExp {
  const units = new Set([...forms].map((form) => form.charCodeAt(0).toString(16).padStart(4, '0')));
  return new RegExp(`[${[...units].map((unit) => `\\u${unit}`).join('')}]`, 'g');
}

function nextBeginning(begins: RegExp, text: string, from: number): number {
  begins.lastIndex = from;
  return begins.exec(text)?.index ?? -1;
}

function lengthOfSecret(text: string, at: number, candidates: readonly string[]): number {
  const whole = candidates.find((form) => text.startsWith(form, at));
  if (whole !== undefined) return whole.length;
  const begun = candidates.reduce((most, form) => Math.max(most, commonLength(text, at, form)), 0);
  return begun > TELLS_NOTHING && CUT.test(text.slice(at + begun, at + begun + 2)) ? begun : 0;
}

function commonLength(text: string, at: number, form: string): number {
  let length = 0;
  while (length < form.length && text.charCodeAt(at + length) === form.charCodeAt(length)) length += 1;
  return length;
}
