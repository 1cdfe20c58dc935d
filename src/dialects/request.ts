/** What the requests of all dialects have in common. */

import { Secret } from '../domain/secret.ts';
import type { Generate, HttpRequest } from '../domain/target.ts';

const DEFAULT_PROMPT = 'ping';

/** The user's prompt as it is, or the shortest one, made unlike any before it by the nonce. */
export function promptOf(generate: Generate): string {
  if (generate.prompt !== '') return generate.prompt;
  return generate.nonce === undefined ? DEFAULT_PROMPT : `${DEFAULT_PROMPT} ${generate.nonce}`;
}

/** The prompt as the one message of a chat. */
export function messagesOf(
  generate: Generate,
): readonly { readonly role: 'user'; readonly content: string }[] {
  return [{ role: 'user', content: promptOf(generate) }];
}

/** @param body members that are undefined are left out */
export function jsonRequest(
  generate: Generate,
  body: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>> = {},
): HttpRequest {
  const accept = generate.stream ? 'text/event-stream' : 'application/json';
  return post(generate, JSON.stringify(body), { 'content-type': 'application/json', accept, ...headers });
}

/** @param headers names in lower case; one that `generate` has already stays as it is there */
export function post(
  generate: Generate,
  body: string,
  headers: Readonly<Record<string, string>>,
): HttpRequest {
  const given = new Set(generate.headers.map(([name]) => name.toLowerCase()));
  const missing = Object.entries(headers).filter(([name]) => !given.has(name));
  return {
    method: 'POST',
    url: generate.url,
    headers: [...generate.headers, ...missing],
    body: generate.confidential ? new Secret(body) : body,
    ...(generate.sign === undefined ? {} : { sign: generate.sign }),
  };
}
