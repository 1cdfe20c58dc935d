/** Stand-ins that end with the test file. */

import { afterAll } from 'vitest';
import { jsonReply, sendReply } from '../../src/demo/reply.ts';
import { type Behaviour, type ListenOptions, type StandIn, startStandIn } from '../../src/demo/stand-in.ts';

export async function serve(behaviour: Behaviour, options?: ListenOptions): Promise<StandIn> {
  const standIn = await startStandIn(behaviour, options);
  afterAll(() => standIn.close());
  return standIn;
}

/** A healthy answer of JSON to everything. */
export const HEALTHY: Behaviour = {
  via: 'http',
  listener: (request, response) => {
    request.resume();
    sendReply(response, jsonReply(200, { status: 'ok' }));
  },
};

/** Takes the request and never says a word. */
export const SILENT: Behaviour = { via: 'socket', handle: (socket) => void socket.resume() };
