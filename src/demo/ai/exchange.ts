/** What the stand-ins for AI services have in common: read a question, look at its key, give an answer or stream it. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { pathOf, type Reply, sendReply } from '../reply.ts';
import { END, playBody, type Step, send, wait } from '../script.ts';
import type { Behaviour } from '../stand-in.ts';

/** The question, as far as the stand-ins care. */
export interface Ask {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly header: (name: string) => string | null;
  /** The parsed body; an empty object where there was none or it was no JSON object. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** A 200 whose body is played step by step. */
export interface Streamed {
  readonly contentType: string;
  readonly steps: readonly Step[];
}

/** `hang`: the request is taken and nothing is said. */
export type Outcome = Reply | Streamed | 'hang';

/** An AI service: a pure function of the question. */
export type Service = (ask: Ask) => Outcome;

export function aiService(service: Service): Behaviour {
  return {
    via: 'http',
    listener: (request, response) => {
      readBody(request).then(
        (text) => deliver(response, service(toAsk(request, text))),
        () => response.destroy(),
      );
    },
  };
}

/** Pause between two pieces of a stream, so that it has a speed. */
export const PIECE_MS = 10;

/** The pieces one after the other, then the proper end of the body. */
export function paced(pieces: readonly string[], everyMs = PIECE_MS): readonly Step[] {
  return [...unfinished(pieces, everyMs), END];
}

/** The pieces, and then whatever the caller adds. */
export function unfinished(pieces: readonly string[], everyMs = PIECE_MS): readonly Step[] {
  return pieces.flatMap((piece, i) => (i === 0 ? [send(piece)] : [wait(everyMs), send(piece)]));
}

export const eventStream = (steps: readonly Step[]): Streamed => ({
  contentType: 'text/event-stream; charset=utf-8',
  steps,
});

const LARGEST_QUESTION = 1_048_576;

function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > LARGEST_QUESTION) reject(new Error('the question is too large'));
      else chunks.push(chunk);
    });
    request.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    request.once('error', reject);
  });
}

function toAsk(request: IncomingMessage, text: string): Ask {
  return {
    method: request.method ?? 'GET',
    path: pathOf(request),
    query: new URL(request.url ?? '/', 'http://stand-in').searchParams,
    header: (name) => [request.headers[name]].flat()[0] ?? null,
    body: parseObject(text),
  };
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function deliver(response: ServerResponse, outcome: Outcome): void {
  if (outcome === 'hang' || response.destroyed) return;
  if ('status' in outcome) return void sendReply(response, outcome);
  response.writeHead(200, { 'content-type': outcome.contentType, 'cache-control': 'no-cache' });
  response.flushHeaders();
  void playBody(response, outcome.steps);
}
