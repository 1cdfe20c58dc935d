/** RSS 2.0 and Atom feeds → their items, as far as a status page needs them. */

import { instant } from './times.ts';
import { httpUrl, text } from './values.ts';
import { tokens } from './xml.ts';

export interface FeedItem {
  readonly title: string;
  /** The description as it came, with its markup. */
  readonly html: string;
  readonly published: string | null;
  readonly url: string | null;
  /** Lower case. */
  readonly categories: readonly string[];
}

export interface Feed {
  readonly title: string;
  readonly link: string | null;
  /** When the feed was made; null where it does not say. */
  readonly built: string | null;
  /** In the feed's order: the newest first. */
  readonly items: readonly FeedItem[];
}

/** More items than the newest hundred say nothing of now. */
const MOST_ITEMS = 100;
const LONGEST_FIELD = 20_000;
const DEEPEST = 100;

const ROOTS: readonly string[] = ['rss', 'feed', 'rdf:RDF'];
const ITEMS: readonly string[] = ['item', 'entry'];

/** Element name → texts, in order. */
type Fields = Map<string, string[]>;

/** @returns the feed, or null when the text is no well-formed RSS or Atom */
export function parseFeed(xml: string): Feed | null {
  const path: string[] = [];
  const channel: Fields = new Map();
  const items: Fields[] = [];
  let fields = channel;
  let itemDepth = 0;
  for (const token of tokens(xml)) {
    if (token === null) return null;
    switch (token.type) {
      case 'open':
        path.push(token.name);
        if (path.length > DEEPEST || (path.length === 1 && !ROOTS.includes(token.name))) return null;
        if (itemDepth === 0 && ITEMS.includes(token.name)) {
          if (items.length === MOST_ITEMS) return toFeed(channel, items);
          fields = new Map();
          items.push(fields);
          itemDepth = path.length;
        } else if (itemDepth === 0 || path.length === itemDepth + 1) begin(fields, token.name);
        break;
      case 'close':
        if (path.pop() !== token.name) return null;
        if (path.length < itemDepth) {
          fields = channel;
          itemDepth = 0;
        }
        break;
      case 'text':
        // Markup inside a field that is not escaped: its text belongs to the field.
        append(fields, path[itemDepth === 0 ? path.length - 1 : itemDepth], token.text);
    }
  }
  return path.length === 0 ? toFeed(channel, items) : null;
}

function begin(fields: Fields, name: string): void {
  const values = fields.get(name);
  if (values === undefined) fields.set(name, ['']);
  else if (values.length < 20) values.push('');
}

function append(fields: Fields, name: string | undefined, more: string): void {
  const values = name === undefined ? undefined : fields.get(name);
  if (values === undefined) return;
  const value = values.at(-1) ?? '';
  if (value.length < LONGEST_FIELD) values[values.length - 1] = value + more.slice(0, LONGEST_FIELD);
}

/** A feed without a title is not taken for one that has nothing to tell. */
function toFeed(channel: Fields, items: readonly Fields[]): Feed | null {
  const title = text(first(channel, 'title'));
  if (title === null) return null;
  return {
    title,
    link: httpUrl(first(channel, 'link')),
    built: instant(first(channel, 'lastBuildDate', 'pubDate', 'updated')),
    items: items.map((fields) => ({
      title: text(first(fields, 'title')) ?? 'Incident',
      html: first(fields, 'description', 'content', 'summary') ?? '',
      published: instant(first(fields, 'pubDate', 'updated', 'published')),
      url: httpUrl(first(fields, 'link', 'guid')),
      categories: (fields.get('category') ?? []).map((category) =>
        category.trim().slice(0, 60).toLowerCase(),
      ),
    })),
  };
}

function first(fields: Fields, ...names: readonly string[]): string | null {
  for (const name of names) {
    const found = text(
      fields.get(name)?.find((value) => value.trim() !== ''),
      LONGEST_FIELD,
    );
    if (found !== null) return found;
  }
  return null;
}
