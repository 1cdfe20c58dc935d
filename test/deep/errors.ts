/** The answer that an error row of the catalogue describes, put into words by the provider's own error shape. */

import { htmlReply, jsonReply, type Reply, textReply } from '../../src/demo/reply.ts';
import type { ErrorRow, ErrorShape, Provider } from '../../src/domain/provider.ts';

const OPENAI_LIKE: ErrorShape = { type: 'error.type', code: 'error.code', message: 'error.message' };
const NAMED = ['type', 'code', 'param', 'inner', 'legacy'] as const;

/** The error object, and headers that are part of the error. */
export interface Described {
  readonly document: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
}

export function describeError(provider: Provider, row: ErrorRow): Described {
  const shape = provider.error_shape ?? OPENAI_LIKE;
  const document: Record<string, unknown> = {};
  const headers: Record<string, string> = {};
  const say = (part: (typeof NAMED)[number] | 'message', value: unknown): void => {
    const path = shape[part] ?? shape.also?.find((one) => one[part] !== undefined)?.[part] ?? `error.${part}`;
    if (path.startsWith('header:')) headers[path.slice('header:'.length)] = String(value);
    else put(document, path, value);
  };
  for (const part of NAMED) {
    const value = first(row[part]);
    if (value !== undefined) say(part, value === '*' ? 'anything' : value);
  }
  const words =
    first(row.match)?.replaceAll('..', ' some ') ?? (row.where === 'stream' ? 'some words' : undefined);
  if (words !== undefined && !/^[{<]/.test(words)) say('message', words);
  for (const [path, value] of Object.entries(row.field ?? {}))
    put(document, path, value === '*' ? 'some' : value);
  for (const [name, value] of Object.entries(row.header ?? {}))
    if (value !== '!') headers[name] = value === '*' ? 'some' : value.replace(/^=/, '');
  if (Object.keys(document).length === 0) say('message', 'some words');
  return { document, headers };
}

/** An answer with a status of its own. */
export function errorReply(provider: Provider, row: ErrorRow): Reply {
  const { document, headers } = describeError(provider, row);
  const words = first(row.match);
  const status = row.where === undefined ? statusOf(row) : 200;
  if (row.body === 'html')
    return htmlReply(status, `<!doctype html><title>${words ?? 'Error'}</title>`, headers);
  if (row.body === 'text') return textReply(status, words ?? 'some words', headers);
  if (row.body === 'empty') return { status, headers, body: '' };
  if (words?.startsWith('{') === true) return { ...jsonReply(status, {}, headers), body: words };
  return jsonReply(status, document, headers);
}

export function statusOf({ status }: Pick<ErrorRow, 'status'>): number {
  if (status === '5xx') return 500;
  if (status === undefined || status === '4xx') return 418;
  return first(status) ?? 418;
}

export function first<T extends string | number>(value: T | readonly T[] | undefined): T | undefined {
  return typeof value === 'object' ? value[0] : value;
}

/** Puts a value where a dotted path with `[]` says. */
function put(document: Record<string, unknown>, path: string, value: unknown): void {
  const steps = path.replaceAll(/\[\d*\]/g, '.[]').split('.');
  let at: object = document;
  steps.forEach((step, i) => {
    const key = step === '[]' ? 0 : step;
    const isLast = i === steps.length - 1;
    const next: unknown = isLast ? value : (Reflect.get(at, key) ?? (steps[i + 1] === '[]' ? [] : {}));
    Reflect.set(at, key, next);
    if (typeof next === 'object' && next !== null) at = next;
  });
}
