/** What a status page answered → a document: JSON or a feed; or why it is neither. */

import { decode } from './decode.ts';
import { type Feed, parseFeed } from './feed.ts';

export interface StatusInput {
  /** Where it was read: some platforms are told apart by it. */
  readonly url: string;
  readonly body: Uint8Array | string;
  readonly contentType: string | null;
}

export type StatusDocument =
  | { readonly type: 'json'; readonly url: string; readonly value: unknown }
  | { readonly type: 'feed'; readonly url: string; readonly feed: Feed };

/** `foreign`: well-formed, but the shape of no platform that is known. */
export type ParseProblem = 'too-large' | 'empty' | 'html' | 'not-json' | 'bad-xml' | 'foreign';

export type ParseFailure = { readonly ok: false; readonly problem: ParseProblem };

/** Google's incidents are 170 kB, the largest page known 400 kB; UTF-16 doubles that. */
const LARGEST = 2 * 1_024 * 1_024;

export function toDocument({
  url,
  body,
  contentType,
}: StatusInput): { readonly ok: true; readonly document: StatusDocument } | ParseFailure {
  if (body.length > LARGEST) return { ok: false, problem: 'too-large' };
  const source = decode(body, contentType).trim();
  if (source === '') return { ok: false, problem: 'empty' };
  if (!source.startsWith('<')) return json(url, source);
  if (/^<(?:!doctype\s+html|html)\b/i.test(source)) return { ok: false, problem: 'html' };
  const feed = parseFeed(source);
  if (feed === null) return { ok: false, problem: 'bad-xml' };
  return { ok: true, document: { type: 'feed', url, feed } };
}

function json(url: string, source: string): ReturnType<typeof toDocument> {
  try {
    return { ok: true, document: { type: 'json', url, value: JSON.parse(source) } };
  } catch {
    return { ok: false, problem: 'not-json' };
  }
}
