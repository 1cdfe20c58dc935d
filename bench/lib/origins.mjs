// What is probed: many origins on loopback, each a port of its own, served by a process that costs little.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { certificate } from './certificate.mjs';
import { which } from './command.mjs';
import { keep, scratch, stop } from './scratch.mjs';

/** Below the ports that Linux hands out for outgoing connections (32768 and up), so that probes cannot take them. */
export const FIRST_PORT = { plain: 10_000, tls: 20_000 };
const HERE = dirname(fileURLToPath(import.meta.url));

const urls = (first, count, tls) =>
  Array.from({ length: count }, (_, i) => `${tls ? 'https' : 'http'}://127.0.0.1:${first + i}/`);

/** nginx, one worker: some 20 microseconds an answer. Needs the package `nginx`. */
export async function nginxOrigins(count, tls) {
  const program = which('nginx') ?? '/usr/sbin/nginx';
  const first = FIRST_PORT[tls ? 'tls' : 'plain'];
  const { cert, key } = await certificate();
  const folder = scratch();
  const name = tls ? 'nginx-tls' : 'nginx';
  const file = join(folder, `${name}.conf`);
  const secure = `ssl_certificate ${cert}; ssl_certificate_key ${key}; ssl_session_cache off; ssl_session_tickets off;`;
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${folder}/${name};`,
  );
  writeFileSync(
    file,
    `worker_processes 1; daemon off; pid ${folder}/${name}.pid; error_log ${folder}/${name}.log error;
     events { worker_connections ${count + 4_096}; }
     http { access_log off; default_type text/plain; ${temporary.join(' ')} ${tls ? secure : ''}
       server { listen 127.0.0.1:${first}-${first + count - 1}${tls ? ' ssl' : ''} backlog=512; location / { return 200 "ok\\n"; } } }`,
  );
  const child = keep(spawn(program, ['-c', file, '-e', `${folder}/${name}.log`], { stdio: 'ignore' }));
  await accepting(first + count - 1, child);
  if (child.exitCode !== null)
    throw new Error(`nginx ended: ${readFileSync(`${folder}/${name}.log`, 'utf8').slice(0, 500)}`);
  return { urls: urls(first, count, tls), stop: () => stop(child) };
}

/**
 * Origins that hold each answer for so many milliseconds (never, where `delayMs` is null), in a Node process of their own.
 * `lateness()` is how late that process itself answered since the last call: median and 99th percentile, milliseconds.
 */
export async function heldOrigins(count, delayMs, tls, first = FIRST_PORT[tls ? 'tls' : 'plain']) {
  const { cert, key } = await certificate();
  const child = keep(
    spawn(process.execPath, [join(HERE, 'held-server.mjs')], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    }),
  );
  const ended = new Promise((_, reject) => {
    child.once('exit', (code) => reject(new Error(`the server of held answers ended with code ${code}`)));
  });
  // Nobody waits for it when it is told to stop.
  ended.catch(() => {});
  const told = () => Promise.race([ended, new Promise((resolve) => child.once('message', resolve))]);
  const ready = told();
  child.send({ first, count, delayMs, cert: tls ? cert : null, key: tls ? key : null });
  await ready;
  return {
    urls: urls(first, count, tls),
    lateness: () => {
      const answer = told();
      child.send('lateness');
      return answer;
    },
    stop: () => stop(child),
  };
}

async function accepting(port, child) {
  for (let tries = 0; tries < 300; tries += 1) {
    if (child.exitCode !== null || (await connects(port))) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nothing listens on port ${port}`);
}

function connects(port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
