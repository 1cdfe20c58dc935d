/** The spellings in which a secret comes back from a service that repeats what it was sent. */

/** Shorter values stand in ordinary words; masking them would tell more than it hides. */
export const SHORTEST = 4;
/** From here on a value is no word: other cases of it, and its base64 inside of longer base64, are looked for too. */
const LONG = 12;

/** @returns the distinct forms of at least four characters, other spellings than the value's own without counting blanks */
export function formsOf(value: string): string[] {
  const lines = value.split(/\r?\n/).filter((line) => line.length >= 16);
  const forms = [value, value.trim(), ...(lines.length > 1 ? lines : [])].flatMap((text) => [
    text,
    ...percentForms(text),
    ...jsonForms(text),
    ...htmlForms(text),
    ...base64Forms(text),
    // Header names and host names come in lower case.
    ...(text.length >= LONG ? [text.toLowerCase(), text.toUpperCase()] : []),
  ]);
  const telling = (form: string) => (form === value ? form : form.replace(/\s/g, '')).length >= SHORTEST;
  return [...new Set(forms)].filter(telling);
}

/** RFC 3986 section 2.1 as different programs do it, and the form encoding of the URL standard. */
function percentForms(text: string): string[] {
  // Through UTF-8, where a lone surrogate, which cannot be encoded, becomes U+FFFD.
  const wellFormed = Buffer.from(text).toString();
  const strict = encodeURIComponent(wellFormed);
  const strictest = strict.replace(/[!'()*~]/g, percent);
  const forms = [
    strict,
    strictest,
    strictest.replaceAll('%20', '+'),
    // Python's quote() keeps the slash, a path segment all that RFC 3986 section 3.3 lets stand in it.
    strict.replaceAll('%2F', '/'),
    strict.replace(/%(?:24|26|2B|2C|3A|3B|3D|40)/g, decodeURIComponent),
    encodeURI(wellFormed),
    // A URL inside of another's query.
    encodeURIComponent(strict),
  ];
  return [
    ...forms.flatMap((form) => [form, form.replace(/%../g, (escaped) => escaped.toLowerCase())]),
    // What a server reads in a query or a form where the plus was sent as it is.
    text.replaceAll('+', ' '),
  ];
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** Encoders may escape the slash, and those for web pages `<`, `>` and `&` as well (RFC 8259 section 7). */
function jsonForms(text: string): string[] {
  const plain = JSON.stringify(text).slice(1, -1);
  const forWeb = plain.replace(/[<>&]/g, (found) => `\\u00${found.charCodeAt(0).toString(16)}`);
  const forms = [
    plain,
    plain.replaceAll('/', '\\/'),
    forWeb,
    forWeb.replaceAll('/', '\\/'),
    dotnetJson(plain),
  ];
  // A document inside a string of another document is escaped twice.
  return [...forms, ...forms.map((form) => JSON.stringify(form).slice(1, -1))];
}

/** System.Text.Json escapes more than others do, in capitals. */
function dotnetJson(plain: string): string {
  return plain
    .replaceAll('\\"', '\\u0022')
    .replace(
      /[<>&'+`]|[^\x20-\x7e]/g,
      (found) => `\\u${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
    );
}

/** The escapes of web pages: of most libraries, of Python, of Go's html/template, of Handlebars, of Mustache. */
const ENTITIES: readonly Readonly<Record<string, string>>[] = [
  { '"': '&quot;', "'": '&#39;' },
  { '"': '&quot;', "'": '&#x27;' },
  { '"': '&#34;', "'": '&#39;', '+': '&#43;' },
  { '"': '&quot;', "'": '&#x27;', '`': '&#x60;', '=': '&#x3D;' },
  { '"': '&quot;', "'": '&#39;', '`': '&#x60;', '=': '&#x3D;', '/': '&#x2F;' },
].map((quotes) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', ...quotes }));

function htmlForms(text: string): string[] {
  return ENTITIES.map((entities) => text.replace(/[&<>"'`+=/]/g, (found) => entities[found] ?? found));
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
