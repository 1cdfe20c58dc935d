// The process behind `heldOrigins`: answers every request after an exact time, and keeps book of its own lateness.
import { readFileSync } from 'node:fs';
import net from 'node:net';
import tls from 'node:tls';
import { quantile } from './stats.mjs';

const ANSWER =
  'HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 3\r\nconnection: close\r\n\r\nok\n';
/** A timer of Node's fires up to a millisecond late: it is set early, and the rest is waited out turn by turn. */
const EARLY_MS = 1.2;
let late = [];

process.on('message', async (message) => {
  if (message === 'lateness') {
    process.send({ median: quantile(late, 0.5), p99: quantile(late, 0.99) });
    late = [];
    return;
  }
  const { first, count, delayMs, cert, key } = message;
  const secure = cert === null ? null : { cert: readFileSync(cert), key: readFileSync(key) };
  const context = secure && tls.createSecureContext(secure);
  const serve = (socket) => {
    socket.on('error', () => {});
    if (delayMs === null) socket.resume();
    else socket.once('data', () => answerAt(socket, performance.now() + delayMs, delayMs));
  };
  const open = (port) =>
    new Promise((resolve, reject) => {
      const server = secure
        ? tls.createServer({ ...secure, secureContext: context }, serve)
        : net.createServer(serve);
      server.on('tlsClientError', () => {});
      server.once('error', reject);
      server.listen({ port, host: '127.0.0.1', backlog: 512 }, resolve);
    });
  for (let i = 0; i < count; i += 1) await open(first + i);
  process.send('ready');
});

function answerAt(socket, at, delayMs) {
  const finish = () => {
    const now = performance.now();
    if (now < at) {
      setImmediate(finish);
      return;
    }
    late.push(now - at);
    socket.end(ANSWER);
  };
  setTimeout(finish, Math.max(0, delayMs - EARLY_MS));
}

process.on('disconnect', () => process.exit(0));
