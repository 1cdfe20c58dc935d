/** The spellings in which a secret comes back from a service that repeats what it was sent. */

/** Shorter values stand in ordinary words; masking them would tell more than it hides. */
export const SHORTEST = 4;
/** From here on a value is no word: other cases of it, and its base64 inside of longer base64, are looked for too. */
const LONG = 12;

/** @returns the distinct forms of at least four characters */
export function formsOf(value: string): string[] {
  const lines = value.split(/\r?\n/).filter((line) => line.length >= 16);
  const forms = [value, value.trim(), ...(lines.length > 1 ? lines : [])].flatMap((text) => [
    text,
    ...percentForms(text),
    ...jsonForms(text),
    htmlForm(text),
    ...base64Forms(text),
    // Header names and host names come in lower case.
    ...(text.length >= LONG ? [text.toLowerCase(), text.toUpperCase()] : []),
  ]);
  return [...new Set(forms)].filter((form) => form.length >= SHORTEST);
}

/** RFC 3986 section 2.1 as different programs do it, and the form encoding of the URL standard. */
function percentForms(text: string): string[] {
  // Through UTF-8, where a lone surrogate, which cannot be encoded, becomes U+FFFD.
  const wellFormed = Buffer.from(text).toString();
  const strict = encodeURIComponent(wellFormed);
  const strictest = strict.replace(/[!'()*~]/g, percent);
  return [strict, strictest, strictest.replaceAll('%20', '+'), encodeURI(wellFormed)].flatMap((form) => [
    form,
    form.replace(/%../g, (escaped) => escaped.toLowerCase()),
  ]);
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** Encoders may escape the slash, and those for web pages `<`, `>` and `&` as well (RFC 8259 section 7). */
function jsonForms(text: string): string[] {
  const plain = JSON.stringify(text).slice(1, -1);
  const forWeb = plain.replace(/[<>&]/g, (found) => `\\u00${found.charCodeAt(0).toString(16)}`);
  const forms = [plain, plain.replaceAll('/', '\\/'), forWeb, forWeb.replaceAll('/', '\\/')];
  // A document inside a string of another document is escaped twice.
  return [...forms, ...forms.map((form) => JSON.stringify(form).slice(1, -1))];
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function htmlForm(text: string): string {
  return text.replace(/[&<>"']/g, (found) => ENTITIES[found] ?? found);
}

function base64Forms(text: string): string[] {
  const whole = Buffer.from(text).toString('base64').replace(/=+$/, '');
  const parts = text.length >= LONG ? [0, 1, 2].map((before) => base64Within(text, before)) : [];
  return [whole, ...parts].flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]);
}

/** What the secret alone decides of the base64 of a text in which it stands after `before` bytes (modulo 3). */
function base64Within(text: string, before: number): string {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
  const encoded = bytes.toString('base64');
  return encoded.slice(Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6));
}
