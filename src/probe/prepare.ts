/** Puts a target's question into words before the attempt's clock starts: loading a dialect or signing is no network time. */

import { randomBytes } from 'node:crypto';
import type { Dialect } from '../dialects/dialect.ts';
import type { Generate, HttpRequest, Target } from '../domain/target.ts';

/** A question to a model, with the one who can read the answer. */
export interface Question {
  readonly dialect: Dialect;
  readonly generate: Generate;
}

export interface Prepared {
  /** null for a tcp check. */
  readonly request: HttpRequest | null;
  readonly question: Question | null;
}

/** @param wallMs milliseconds since 1970, for signatures */
export async function prepare({ ask }: Target, wallMs: number): Promise<Prepared> {
  if (ask.via === 'tcp') return { request: null, question: null };
  if (ask.via === 'http') return { request: await signed(ask.request, wallMs), question: null };
  const { loadDialect } = await import('../dialects/index.ts');
  const dialect = await loadDialect(ask.generate.dialect);
  // A fresh word in each prompt: an answer out of a prompt cache would prove nothing.
  const generate = { nonce: randomBytes(4).toString('hex'), ...ask.generate };
  return { request: await signed(dialect.request(generate), wallMs), question: { dialect, generate } };
}

async function signed(request: HttpRequest, wallMs: number): Promise<HttpRequest> {
  if (request.sign === undefined) return request;
  const { sign } = await import('../dialects/sigv4.ts');
  return sign(request, wallMs);
}
