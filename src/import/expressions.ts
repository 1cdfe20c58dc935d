/** Foreign patterns and comparisons in the little languages of `expect:`. */

/** A text that a regular expression finds literally. */
export function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** A text that must be contained, quoted so that it is read as no expression. */
export function contained(text: string): string {
  return /^\/.+\/[a-z]*$/s.test(text) ? `/${escapeRegExp(text)}/` : text;
}

/** The whole value is one of these, whether it is text, number or truth value. */
export function oneOf(texts: readonly string[]): string {
  const [only = '', ...more] = texts.map(escapeRegExp);
  return more.length === 0 ? `/^${only}$/` : `/^(?:${[only, ...more].join('|')})$/`;
}

/** The whole value is none of these. */
export function noneOf(texts: readonly string[]): string {
  return `/^(?!(?:${texts.map(escapeRegExp).join('|')})$)/`;
}

/** Text that nowhere holds this. */
export function absent(source: string, flags = ''): string {
  return `/^(?![\\s\\S]*(?:${source}))/${flags}`;
}

/**
 * A regular expression of Go (RE2) as one of ours.
 * @returns null when it cannot be said in JavaScript
 */
export function fromRe2(source: string): { readonly source: string; readonly flags: string } | null {
  const [, inline = '', rest = source] = /^\(\?([ims]+)\)(.*)$/s.exec(source) ?? [];
  const converted = rest
    .replaceAll('(?P<', '(?<')
    .replace(/\\A/g, '^')
    .replace(/\\z/g, '$')
    .replace(/\[\[:(alpha|digit|alnum|space|upper|lower):\]\]/g, (_, name: string) => POSIX[name] ?? '');
  const flags = [...new Set(inline)].join('');
  try {
    new RegExp(converted, flags);
  } catch {
    return null;
  }
  return converted === '' || /\(\?[imsU]/.test(converted) ? null : { source: converted, flags };
}

const POSIX: Readonly<Record<string, string>> = {
  alpha: '[A-Za-z]',
  digit: '[0-9]',
  alnum: '[A-Za-z0-9]',
  space: '\\s',
  upper: '[A-Z]',
  lower: '[a-z]',
};

/**
 * A path of dots and brackets (`data[0].id`, `a-b.c`) in JSONPath.
 * @returns null when it is more than that
 */
export function toJsonPath(path: string): string | null {
  let rest = path.replace(/^\$/, '');
  let made = '$';
  while (rest !== '') {
    const step = /^\.?([^.[\]"'\s()*?@$&=<>]+)|^\[(\d+)\]|^\.?\[["']([^"'\\]+)["']\]/.exec(rest);
    if (step === null) return null;
    const [whole, name = step[3], index] = step;
    if (index !== undefined) made += `[${index}]`;
    else made += /^[A-Za-z_]\w*$/.test(name ?? '') ? `.${name}` : `['${name}']`;
    rest = rest.slice(whole.length);
  }
  return made;
}

/** Text for `expect.json` that equals this text, also where it looks like an operator, a number or an expression. */
export function equals(text: string): string {
  const plain = text !== '' && !/^(?:[=!<>/]|-?\d|(?:true|false|null)$)/.test(text);
  return plain ? text : oneOf([text]);
}
