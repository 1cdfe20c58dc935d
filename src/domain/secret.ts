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
  const sorted = sort(forms);
  const begins = beginning(forms);
  return (text) => {
    let masked = '';
    let from = 0;
    let at = nextBeginning(begins, text, 0);
    while (at !== -1) {
      const length = lengthOfSecret(text, at, sorted);
      if (length > 0) {
        masked += text.slice(from, at) + MASK;
        from = at + length;
      }
      at = nextBeginning(begins, text, at + Math.max(1, length));
    }
    return from === 0 ? text : masked + text.slice(from);
  };
}

/** A thousand secrets have twenty thousand forms, most of which begin alike: one after another took half a minute for 1 MiB (measured). */
interface Forms {
  readonly all: ReadonlySet<string>;
  /** By UTF-16 units. */
  readonly inOrder: readonly string[];
  /** The longest first, so that a secret that contains another is replaced whole. */
  readonly lengths: readonly number[];
}

function sort(all: ReadonlySet<string>): Forms {
  const lengths = [...new Set([...all].map(({ length }) => length))].sort((a, b) => b - a);
  return { all, inOrder: [...all].sort(), lengths };
}

function beginning(forms: ReadonlySet<string>): RegExp {
  const units = new Set([...forms].map((form) => form.charCodeAt(0).toString(16).padStart(4, '0')));
  return new RegExp(`[${[...units].map((unit) => `\\u${unit}`).join('')}]`, 'g');
}

function nextBeginning(begins: RegExp, text: string, from: number): number {
  begins.lastIndex = from;
  return begins.exec(text)?.index ?? -1;
}

function lengthOfSecret(text: string, at: number, { all, inOrder, lengths }: Forms): number {
  const begun = longestCommon(text, at, inOrder);
  if (begun < SHORTEST) return 0;
  const whole = lengths.find((length) => length <= begun && all.has(text.slice(at, at + length)));
  if (whole !== undefined) return whole;
  return begun > TELLS_NOTHING && CUT.test(text.slice(at + begun, at + begun + 2)) ? begun : 0;
}

/** How much of some form stands there. The ones that have most in common with a text are its neighbours in their order. */
function longestCommon(text: string, at: number, inOrder: readonly string[]): number {
  let low = 0;
  let high = inOrder.length;
  let longest = 0;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const form = inOrder[middle] ?? '';
    const common = commonLength(text, at, form);
    longest = Math.max(longest, common);
    // NaN, where the form or the text ends, is not greater.
    const isBefore = common === form.length || form.charCodeAt(common) < text.charCodeAt(at + common);
    if (isBefore) low = middle + 1;
    else high = middle;
  }
  return longest;
}

function commonLength(text: string, at: number, form: string): number {
  let length = 0;
  while (length < form.length && text.charCodeAt(at + length) === form.charCodeAt(length)) length += 1;
  return length;
}
