/**
 * The error object of an API, wherever it stands: by the provider's own shape first, then by the shapes that are
 * common (`{error: {type, code, message}}`, `{error: "text"}`, `{message}`, `{detail}`, `{errors: [..]}`, Google's,
 * RFC 9457 problem documents, one wrapped in an array, one that a gateway has put into its own message).
 */

import type { ErrorShape } from '../../domain/provider.ts';
import type { Headers } from './headers.ts';
import { parseJson } from './json.ts';
import { isObject, valuesAt } from './path.ts';

/** What the provider's shape names. */
export const PARTS = ['type', 'code', 'message', 'param', 'inner', 'legacy', 'reason'] as const;
export type Part = (typeof PARTS)[number];

export interface Problem {
  /** Values of the parts, lower case, by the provider's shape and the common ones. */
  readonly parts: Readonly<Record<Part, readonly string[]>>;
  /** Every identifier that an error was given, lower case: types, codes, reasons, whatever their key. */
  readonly ids: ReadonlySet<string>;
  /** The provider's own words, as they came; empty when it has none. */
  readonly message: string;
  /** The HTTP status that the object itself names (400 to 599), or null. */
  readonly status: number | null;
}

const LONGEST_MESSAGE = 4_096;

/** Where the parts stand in the shapes that are common. */
const COMMON: Readonly<Record<Part, readonly string[]>> = {
  type: [
    'error.type',
    'type',
    'error_type',
    '__type',
    'error.status',
    'error.error_type',
    'name',
    'header:x-amzn-errortype',
  ],
  code: [
    'error.code',
    'code',
    'errors[0].code',
    'error_code',
    'err_code',
    'error.details.error_code',
    'detail.code',
    'detail.error.code',
    'error.http_status_code',
  ],
  message: [
    'error.message',
    'message',
    'error',
    'detail',
    'detail.message',
    'detail[].msg',
    'errors[0].message',
    'errors[]',
    'err_msg',
    'error_message',
    'title',
    'Message',
    'msg',
    'error.detail',
    'header:x-error-message',
  ],
  param: ['error.param', 'param'],
  inner: ['error.innererror.code', 'error.inner_error.code'],
  legacy: ['detail.status'],
  reason: [
    'error.details[].reason',
    'error.details[].violations[].quotaId',
    'error.errors[].reason',
    'error.metadata.error_type',
  ],
};

/** An identifier: a word without white space, such as a type or a code. */
const IDENTIFIER = /^[\w.:/#-]{1,120}$/;

/** @param document the error object as parsed, or undefined when there is none (headers may still tell) */
export function readProblem(document: unknown, headers: Headers, shape: ErrorShape | null): Problem {
  const root = Array.isArray(document) ? document[0] : document;
  const sources = [...shapes(shape), COMMON];
  const read = (part: Part) =>
    sources.flatMap((paths) => (paths[part] ?? []).flatMap((path) => textsAt(root, headers, path)));
  const own: Record<Part, string[]> = {
    type: [],
    code: [],
    message: [],
    param: [],
    inner: [],
    legacy: [],
    reason: [],
  };
  for (const part of PARTS) own[part] = read(part);
  const message = (own.message.find((text) => text.includes(' ')) ?? own.message[0] ?? '').slice(
    0,
    LONGEST_MESSAGE,
  );
  const wrapped = unwrap(message);
  const inside = wrapped === undefined ? null : readProblem(wrapped, NO_HEADERS, null);
  const ids = new Set([
    ...PARTS.flatMap((part) => own[part])
      .filter((text) => IDENTIFIER.test(text))
      .map(identifier),
    ...(inside?.ids ?? []),
  ]);
  const parts = { ...own };
  for (const part of PARTS)
    parts[part] = own[part].map((text) => (part === 'message' ? text.toLowerCase() : identifier(text)));
  return { parts, ids, message, status: inside?.status ?? statusIn(own.code) };
}

const NO_HEADERS: Headers = new Map();

function shapes(shape: ErrorShape | null): Partial<Record<Part, readonly string[]>>[] {
  if (shape === null) return [];
  return [shape, ...(shape.also ?? [])].map((one) => {
    const paths: Partial<Record<Part, readonly string[]>> = {};
    for (const part of PARTS) {
      const path = one[part];
      if (path !== undefined) paths[part] = [path];
    }
    return paths;
  });
}

function textsAt(root: unknown, headers: Headers, path: string): string[] {
  if (path.startsWith('header:')) {
    const value = headers.get(path.slice('header:'.length).trim().toLowerCase());
    return value === undefined ? [] : [value];
  }
  if (root === undefined) return [];
  return valuesAt(root, path).flatMap((value) =>
    typeof value === 'string' || typeof value === 'number' ? [String(value).slice(0, LONGEST_MESSAGE)] : [],
  );
}

/** AWS writes `namespace#Name:http://...` (Smithy, awsJson error types): the name alone counts. */
function identifier(text: string): string {
  const start = text.indexOf('#') + 1;
  const end = text.indexOf(':', start);
  const name = start > 0 || /:https?:/i.test(text) ? text.slice(start, end === -1 ? undefined : end) : text;
  return name.trim().toLowerCase();
}

/** Gateways (LiteLLM and others) put the upstream's whole error into their own message. */
function unwrap(message: string): unknown {
  const start = message.indexOf('{');
  const end = message.lastIndexOf('}');
  if (start <= 0 || end <= start) return undefined;
  const inner = parseJson(message.slice(start, end + 1));
  return isObject(inner) ? inner : undefined;
}

function statusIn(codes: readonly string[]): number | null {
  const named = codes.map(Number).find((code) => Number.isInteger(code) && code >= 400 && code <= 599);
  return named ?? null;
}
