/** Reads single values out of documents that may hold anything: bounded, never throwing, null for what is not there. */

export type Json = Readonly<Record<string, unknown>>;

/** Lists are cut here, so that a hostile document costs bounded work. The largest real page has some 500 components. */
const LONGEST_LIST = 5_000;
const LONGEST_TEXT = 300;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object under that key; an empty one where there is none. */
export function at(value: unknown, key: string): Json {
  const found = isObject(value) ? value[key] : undefined;
  return isObject(found) ? found : {};
}

/** The objects of a list; none where it is no list. */
export function objects(value: unknown): Json[] {
  return Array.isArray(value) ? value.slice(0, LONGEST_LIST).filter(isObject) : [];
}

/** The text, without blanks around it and cut to a bearable length; null for an empty one and for anything else. */
export function text(value: unknown, longest = LONGEST_TEXT): string | null {
  if (typeof value !== 'string') return null;
  // Cut first: trimming a megabyte of blanks is work too.
  const trimmed = value.slice(0, longest * 2).trim();
  return trimmed === '' ? null : trimmed.slice(0, longest);
}

/** An identifier, which some platforms write as a number. */
export function id(value: unknown): string | null {
  return typeof value === 'number' ? String(value) : text(value, 100);
}

/** A small number, which some platforms write as a string of digits. */
export function code(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d{1,3}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) ? number : null;
}

/** A word of a fixed set: lower case. */
export function word(value: unknown): string | null {
  return text(value, 60)?.toLowerCase() ?? null;
}

/** Only http and https: the address is shown to people, who click on it. */
export function httpUrl(value: unknown): string | null {
  const address = text(value, 500);
  return address !== null && /^https?:\/\/\S+$/i.test(address) ? address : null;
}
