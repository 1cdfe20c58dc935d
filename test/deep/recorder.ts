/** A stand-in that writes down what it is asked, byte for byte, and gives one and the same answer. */

import type { ServerResponse } from 'node:http';
import { type Reply, sendReply } from '../../src/demo/reply.ts';
import { type StandIn, startStandIn } from '../../src/demo/stand-in.ts';

export interface Asked {
  readonly method: string;
  /** Path and query as they came. */
  readonly path: string;
  /** Names as they came, in order. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

export interface Recorder extends StandIn {
  /** In the order of arrival. */
  readonly asked: readonly Asked[];
}

export type Answering = (asked: Asked, response: ServerResponse) => void;

export const reply =
  (answer: Reply): Answering =>
  (_, response) =>
    sendReply(response, answer);

export async function startRecorder(answer: Answering): Promise<Recorder> {
  const asked: Asked[] = [];
  const standIn = await startStandIn({
    via: 'http',
    listener: (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.once('end', () => {
        const { method = '', url = '', rawHeaders } = request;
        const headers = rawHeaders.flatMap((name, i) =>
          i % 2 === 0 ? [[name, rawHeaders[i + 1] ?? ''] as const] : [],
        );
        // Audio is no text; its first bytes tell what it is.
        const one = { method, path: url, headers, body: Buffer.concat(chunks).toString('latin1') };
        asked.push(one);
        answer(one, response);
      });
    },
  });
  return { ...standIn, asked };
}
