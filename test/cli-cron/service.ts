/** A service that can be broken and mended, and counts what it is asked; and one that takes heartbeats. */

import { jsonReply, sendReply, textReply } from '../../src/demo/reply.ts';
import type { StandIn } from '../../src/demo/stand-in.ts';
import { serve } from '../cli/servers.ts';

export interface Service {
  readonly url: string;
  status: number;
  asked: number;
  /** Answers wait until this is resolved. */
  hold: Promise<void>;
  /** Called when a request has come. */
  onAsked: () => void;
}

export async function startService(): Promise<Service> {
  const service = { url: '', status: 200, asked: 0, hold: Promise.resolve(), onAsked: () => {} };
  const standIn: StandIn = await serve({
    via: 'http',
    listener: (request, response) => {
      request.resume();
      service.asked += 1;
      service.onAsked();
      void service.hold.then(() => sendReply(response, jsonReply(service.status, { ok: true })));
    },
  });
  service.url = `${standIn.origin}/`;
  return service;
}

export interface Beat {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly authorization: string | undefined;
}

export interface Watchdog {
  readonly origin: string;
  readonly beats: Beat[];
  answer: { readonly status: number; readonly body: string };
}

export async function startWatchdog(): Promise<Watchdog> {
  const watchdog = { origin: '', beats: [] as Beat[], answer: { status: 200, body: 'OK' } };
  const standIn = await serve({
    via: 'http',
    listener: (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method = '', url = '' } = request;
        const body = Buffer.concat(chunks).toString('utf8');
        watchdog.beats.push({ method, path: url, body, authorization: request.headers.authorization });
        sendReply(response, textReply(watchdog.answer.status, watchdog.answer.body));
      });
    },
  });
  watchdog.origin = standIn.origin;
  return watchdog;
}
