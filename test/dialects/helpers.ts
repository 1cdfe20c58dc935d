/** Asks a dialect's readers as the prober would. */

import { loadDialect } from '../../src/dialects/index.ts';
import type { AnswerFacts } from '../../src/domain/observation.ts';
import type { DialectName } from '../../src/domain/provider.ts';
import type { Generate } from '../../src/domain/target.ts';

export interface Sample {
  readonly name: string;
  readonly dialect: DialectName;
  readonly body: string | Uint8Array;
  /** The transport cut it. */
  readonly incomplete?: boolean;
  readonly expect: Partial<AnswerFacts>;
}

export function question(dialect: DialectName, more: Partial<Generate> = {}): Generate {
  return {
    dialect,
    stream: true,
    url: 'https://api.example.com/v1/ask',
    headers: [['authorization', 'Bearer k']],
    model: 'm',
    prompt: '',
    maxTokens: 1,
    ...more,
  };
}

/** @param cuts where the body is cut into chunks, byte offsets in any order */
export async function readStream(sample: Sample, cuts: readonly number[] = []): Promise<AnswerFacts> {
  const dialect = await loadDialect(sample.dialect);
  const reader = dialect.reader(question(sample.dialect));
  for (const chunk of chunks(bytesOf(sample.body), cuts)) reader.push(chunk, 5);
  return reader.finish({ complete: sample.incomplete !== true, at: 9 });
}

export async function readDocument(dialect: DialectName, text: string): Promise<AnswerFacts> {
  const { readDocument } = await loadDialect(dialect);
  return readDocument(text, question(dialect, { stream: false }));
}

export function bytesOf(body: string | Uint8Array): Uint8Array {
  return typeof body === 'string' ? Buffer.from(body) : body;
}

function chunks(bytes: Uint8Array, cuts: readonly number[]): readonly Uint8Array[] {
  const edges = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
  return edges.slice(1).map((end, i) => bytes.subarray(edges[i], end));
}

/** A body of events, each given as its data. */
export function events(...data: readonly (string | object)[]): string {
  return data.map((item) => `data: ${typeof item === 'string' ? item : JSON.stringify(item)}\n\n`).join('');
}

export interface WireEvent {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** A body of typed events: the `type` of each stands in its `event:` line too. */
export function typed(...data: readonly WireEvent[]): string {
  return data.map((item) => `event: ${item.type}\ndata: ${JSON.stringify(item)}\n\n`).join('');
}
