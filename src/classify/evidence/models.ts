/** Whether the model that was asked for stands in the list that came. */

import type { Evidence } from './evidence.ts';
import { isObject, valuesAt } from './path.ts';

/** The names in the answer of a `models` check; null when the answer has no such list. */
export function listedModels({ target, body }: Evidence): readonly string[] | null {
  const path = target.provider?.models?.list ?? null;
  if (path === null) return null;
  const container = path.replace(/\[\].*$/s, '');
  const lists = container === '' ? [body.json] : valuesAt(body.json, container);
  if (!lists.some(Array.isArray)) return null;
  return valuesAt(body.json, path).filter((name) => typeof name === 'string');
}

export function isListless(evidence: Evidence): boolean {
  const { check, provider } = evidence.target;
  const wanted = check === 'models' && (provider?.models?.list ?? null) !== null;
  return wanted && listedModels(evidence) === null;
}

/** Known only from a list that is whole: a first page proves nothing. */
export function isUnlisted(evidence: Evidence): boolean {
  const { model, check } = evidence.target;
  if (check !== 'models' || model === null || isPaged(evidence.body.json)) return false;
  const listed = listedModels(evidence);
  return listed !== null && !listed.some((name) => isSame(name, model));
}

/** Gemini lists `models/x`, Ollama adds `:latest`, gateways put a vendor before a slash. */
function isSame(listed: string, asked: string): boolean {
  const plain = (name: string) =>
    name
      .toLowerCase()
      .replace(/^models\//, '')
      .replace(/:latest$/, '');
  return plain(listed) === plain(asked) || listed.toLowerCase().endsWith(`/${plain(asked)}`);
}

function isPaged(document: unknown): boolean {
  return (
    isObject(document) &&
    (document.has_more === true ||
      Boolean(document.nextPageToken) ||
      Boolean(document.next_page_token) ||
      Boolean(document.next))
  );
}

/** Names that resemble what was asked, for a hint: the longest common beginning first. */
export function nearestModels(listed: readonly string[], asked: string): readonly string[] {
  const score = (name: string) =>
    commonLength(name.toLowerCase().replace(/^models\//, ''), asked.toLowerCase());
  return [...listed]
    .slice(0, 500)
    .sort((a, b) => score(b) - score(a))
    .slice(0, 3);
}

function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}
