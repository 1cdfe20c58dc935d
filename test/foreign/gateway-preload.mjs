/** Preloaded into the gateway, which is otherwise as it was published: what it needs to run as a test's child. */

import { Server } from 'node:net';

const { fetch, Response } = globalThis;
const { listen } = Server.prototype;

/** It would listen on every interface; here on loopback alone, and it tells its port. */
Server.prototype.listen = function listenOnLoopback(first, ...rest) {
  const port = typeof first === 'object' && first !== null ? first.port : first;
  const callback = rest.find((one) => typeof one === 'function');
  this.once('listening', () => process.stdout.write(`port ${this.address().port}\n`));
  return listen.call(this, { port, host: '127.0.0.1' }, callback);
};

/** Under Node it hands on the headers of fetch, which are read-only, and then adds to them: it gets a copy. */
globalThis.fetch = async (...question) => {
  const { body, status, statusText, headers } = await fetch(...question);
  return new Response(body, { status, statusText, headers });
};
