/**
 * A value that must never be shown. Printing, serialising or inspecting one gives `***`;
 * only `reveal()` gives the text, and only the code that puts it on the wire calls that.
 */

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

/** Replaces every form in which a secret is likely to come back (plain, URL-encoded, JSON-escaped, base64) by `***`. */
export type Redact = (text: string) => string;

/** Shorter values stand in ordinary words; masking them would tell more than it hides. */
const SHORTEST = 4;

/**
 * @param secrets what must not be shown; values under four characters are left alone
 */
export function redactor(secrets: readonly Secret[]): Redact {
  const forms = new Set<string>();
  for (const secret of secrets) {
    for (const form of formsOf(secret.reveal())) if (form.length >= SHORTEST) forms.add(form);
  }
  if (forms.size === 0) return (text) => text;
  // The longest first, so that a secret that contains another is replaced whole.
  const alternatives = [...forms].sort((a, b) => b.length - a.length).map(escapeRegExp);
  const pattern = new RegExp(alternatives.join('|'), 'g');
  return (text) => text.replace(pattern, MASK);
}

function formsOf(value: string): string[] {
  const lines = value.split(/\r?\n/).filter((line) => line.length >= 16);
  const base64 = Buffer.from(value).toString('base64').replace(/=+$/, '');
  return [
    value,
    value.trim(),
    encodeURIComponent(value),
    encodeURI(value),
    JSON.stringify(value).slice(1, -1),
    base64,
    base64.replaceAll('+', '-').replaceAll('/', '_'),
    ...(lines.length > 1 ? lines : []),
  ];
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
