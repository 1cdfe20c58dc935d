/** A port that refuses connections for as long as it is held. */

import net from 'node:net';
import { closeServer, listen, trackSockets } from './stand-in.ts';

export interface RefusedPort {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * A port that was merely free a moment ago may be given to somebody else. So the port is that of a connection of our
 * own: taken, and nobody listens on it.
 */
export async function holdRefusedPort(): Promise<RefusedPort> {
  const server = net.createServer();
  const sockets = trackSockets(server);
  const client = net.connect(await listen(server, 0, '127.0.0.1'), '127.0.0.1');
  await new Promise((resolve, reject) => client.once('connect', resolve).once('error', reject));
  return {
    port: client.localPort ?? 0,
    close: () => {
      client.destroy();
      return closeServer(server, sockets);
    },
  };
}
