/**
 * Wire behaviour as data: a list of steps (send these bytes, wait, hang up so or so), played on a connection or on the
 * body of an HTTP response.
 */

import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type Behaviour, reset } from './stand-in.ts';

export type Step =
  | { readonly step: 'send'; readonly bytes: string | Uint8Array }
  | { readonly step: 'wait'; readonly ms: number }
  /** The same bytes again and again until the peer has had enough; with no pause, as fast as it reads. */
  | { readonly step: 'repeat'; readonly bytes: string | Uint8Array; readonly everyMs: number }
  /** Ends well: for a response, with its proper end; for a connection, with FIN. */
  | { readonly step: 'end' }
  /** Ends the connection with FIN, whatever was promised. */
  | { readonly step: 'fin' }
  /** Ends the connection with RST. */
  | { readonly step: 'rst' };

export const send = (bytes: string | Uint8Array): Step => ({ step: 'send', bytes });
export const wait = (ms: number): Step => ({ step: 'wait', ms });
export const repeat = (bytes: string | Uint8Array, everyMs = 0): Step => ({ step: 'repeat', bytes, everyMs });
export const END: Step = { step: 'end' };
export const FIN: Step = { step: 'fin' };
export const RST: Step = { step: 'rst' };

/** One byte after the other. */
export function drip(text: string, everyMs: number): readonly Step[] {
  return [...Buffer.from(text)].flatMap((byte) => [send(Uint8Array.of(byte)), wait(everyMs)]);
}

/** When a script begins: at once, with the peer's first bytes (a ClientHello), or with a whole request head. */
export type Cue = 'connection' | 'bytes' | 'request';

/** A script without an ending step leaves the connection open: it hangs. */
export function scripted(cue: Cue, steps: readonly Step[]): Behaviour {
  return {
    via: 'socket',
    handle: (socket) => onCue(socket, cue, () => void play(socketSink(socket), steps)),
  };
}

/** Plays the steps as the body of a response whose head is already given. */
export function playBody(response: ServerResponse, steps: readonly Step[]): Promise<void> {
  return play(responseSink(response), steps);
}

function onCue(socket: Socket, cue: Cue, begin: () => void): void {
  if (cue === 'connection') {
    begin();
    // What comes is thrown away, but it must be read: closing over unread bytes sends RST in place of FIN.
    socket.resume();
    return;
  }
  let head = '';
  let begun = false;
  socket.on('data', (chunk: Buffer) => {
    if (begun) return;
    head = (head + chunk.toString('latin1')).slice(-65_536);
    begun = cue === 'bytes' || head.includes('\r\n\r\n');
    if (begun) begin();
  });
}

/** What steps act on. */
interface Sink {
  readonly gone: AbortSignal;
  /** Resolves when the bytes are handed to the kernel, or the peer is gone. */
  write(bytes: string | Uint8Array): Promise<void>;
  end(): void;
  fin(): void;
  rst(): void;
}

async function play(sink: Sink, steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    if (sink.gone.aborted) return;
    await perform(sink, step);
  }
}

async function perform(sink: Sink, step: Step): Promise<void> {
  switch (step.step) {
    case 'send':
      return sink.write(step.bytes);
    case 'wait':
      return pause(step.ms, sink.gone);
    case 'repeat':
      while (!sink.gone.aborted) {
        await sink.write(step.bytes);
        await pause(step.everyMs, sink.gone);
      }
      return;
    case 'end':
      return sink.end();
    case 'fin':
      return sink.fin();
    case 'rst':
      return sink.rst();
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return delay(ms, undefined, { signal }).catch(() => undefined);
}

function socketSink(socket: Socket): Sink {
  return {
    gone: closed(socket),
    write: (bytes) => written(socket, (done) => socket.write(bytes, done)),
    end: () => void socket.end(),
    fin: () => void socket.end(),
    rst: () => reset(socket),
  };
}

function responseSink(response: ServerResponse): Sink {
  const socket = response.socket;
  if (socket === null) throw new Error('the response has lost its connection');
  return {
    gone: closed(socket),
    write: (bytes) => written(socket, (done) => response.write(bytes, done)),
    end: () => void response.end(),
    fin: () => void socket.end(),
    rst: () => reset(socket),
  };
}

function closed(socket: Socket): AbortSignal {
  const controller = new AbortController();
  if (socket.destroyed) controller.abort();
  socket.once('close', () => controller.abort());
  return controller.signal;
}

function written(socket: Socket, write: (done: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    if (socket.destroyed) return resolve();
    const done = () => {
      socket.off('close', done);
      resolve();
    };
    // A write that the peer's departure cuts short may never call back.
    socket.once('close', done);
    write(done);
  });
}
