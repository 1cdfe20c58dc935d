/**
 * Splits XML into tags and text in one pass that never goes back. No document type, no entities but the five of XML
 * and numbers, each decoded once and never again: nothing in the input can grow.
 */

export type XmlToken =
  | { readonly type: 'open' | 'close'; readonly name: string }
  | { readonly type: 'text'; readonly text: string };

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

const NAME = /[A-Za-z_][\w.:-]{0,99}/y;

/** @returns the tokens; `null` is the last one of an input that is no XML, or that has a document type */
export function* tokens(xml: string): Generator<XmlToken | null> {
  let position = 0;
  while (position < xml.length) {
    const next = xml.indexOf('<', position);
    const end = next === -1 ? xml.length : next;
    if (end > position) yield { type: 'text', text: decodeEntities(xml.slice(position, end)) };
    if (next === -1) return;
    const markup = readMarkup(xml, next);
    if (markup === null) {
      yield null;
      return;
    }
    yield* markup.tokens;
    position = markup.end;
  }
}

interface Markup {
  readonly tokens: readonly XmlToken[];
  readonly end: number;
}

function readMarkup(xml: string, start: number): Markup | null {
  if (xml.startsWith('<![CDATA[', start)) {
    const end = xml.indexOf(']]>', start);
    return end === -1 ? null : { tokens: [{ type: 'text', text: xml.slice(start + 9, end) }], end: end + 3 };
  }
  if (xml.startsWith('<!--', start)) return skipTo(xml, start + 4, '-->');
  if (xml.startsWith('<?', start)) return skipTo(xml, start, '?>');
  // Also <!DOCTYPE: a feed needs none, and entities are declared there.
  return readTag(xml, start);
}

function skipTo(xml: string, start: number, mark: string): Markup | null {
  const end = xml.indexOf(mark, start);
  return end === -1 ? null : { tokens: [], end: end + mark.length };
}

function readTag(xml: string, start: number): Markup | null {
  const closing = xml[start + 1] === '/';
  NAME.lastIndex = start + (closing ? 2 : 1);
  const name = NAME.exec(xml)?.[0];
  if (name === undefined) return null;
  const end = endOfTag(xml, NAME.lastIndex);
  if (end === -1) return null;
  const close: XmlToken = { type: 'close', name };
  if (closing) return { tokens: [close], end: end + 1 };
  const open: XmlToken = { type: 'open', name };
  return { tokens: xml[end - 1] === '/' ? [open, close] : [open], end: end + 1 };
}

/** Where the tag's > stands: one inside a quoted attribute value is none. */
function endOfTag(xml: string, start: number): number {
  let position = start;
  while (position < xml.length) {
    const character = xml[position];
    if (character === '>') return position;
    if (character === '"' || character === "'") {
      position = xml.indexOf(character, position + 1);
      if (position === -1) return -1;
    }
    position += 1;
  }
  return -1;
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,4}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES.get(String(name)) ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
