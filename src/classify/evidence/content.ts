/** What a body is made of, whatever its Content-Type claims. */

import { isNestedTooDeep, parseJson } from './json.ts';

export type Content = 'empty' | 'json' | 'html' | 'xml' | 'text';

/** Marks of edges and the words of error pages stand at the beginning; the rest of a large body is not searched. */
const HEAD = 16_384;

const HTML = /^<(!doctype\s+html|html|head|body|title|h1|center|script|meta|div|!--)/i;

/** The fields of an event stream, whatever it is labelled as. */
const EVENTS = /^(?:data|event|id|retry):/;

export interface Body {
  readonly content: Content;
  /** The document, undefined where the body is no JSON, or JSON that is nested deeper than anybody reads. */
  readonly json: unknown;
  /** The first 16 Ki characters, in lower case: what phrases are looked for in. */
  readonly head: string;
  /** Title of an HTML page, white space folded, else empty. */
  readonly title: string;
}

/**
 * @param text the decoded body
 * @param contentType value of the header, or empty
 */
export function readBody(text: string, contentType: string): Body {
  const begin = text.slice(0, HEAD).replace(/^[\s\uFEFF]+/, '');
  if (begin === '') return { content: 'empty', json: undefined, head: '', title: '' };
  const document = mayBeJson(begin, text) ? parseJson(text.replace(/^\uFEFF/, '')) : undefined;
  const content = contentOf(begin, document, contentType);
  const json = content === 'json' && isNestedTooDeep(text) ? undefined : document;
  return { content, json, head: begin.toLowerCase(), title: content === 'html' ? titleOf(begin) : '' };
}

/** Parsing a large body that is none, or that was cut off, costs most before it fails. */
function mayBeJson(begin: string, text: string): boolean {
  const last = text.trimEnd().at(-1);
  if (begin.startsWith('{')) return last === '}';
  if (begin.startsWith('[')) return last === ']';
  return /^(?:"|-?\d|true|false|null)/.test(begin) && text.length <= HEAD;
}

function contentOf(begin: string, json: unknown, contentType: string): Content {
  if (json !== undefined) return 'json';
  if (HTML.test(begin)) return 'html';
  if (EVENTS.test(begin)) return 'text';
  if (begin.startsWith('<?xml')) return /<html/i.test(begin.slice(0, 512)) ? 'html' : 'xml';
  if (/^\s*(text\/html|application\/xhtml)/i.test(contentType)) return 'html';
  return begin.startsWith('<') ? 'xml' : 'text';
}

function titleOf(begin: string): string {
  const open = /<title[^>]{0,200}>/i.exec(begin);
  if (open === null) return '';
  const start = open.index + open[0].length;
  const rest = begin.slice(start, start + 500);
  const end = rest.indexOf('<');
  return rest
    .slice(0, end === -1 ? 200 : end)
    .replace(/\s+/g, ' ')
    .trim();
}
