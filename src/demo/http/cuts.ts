/** Connections and bodies that end too early, byte by byte as they look on the wire. */

import { END, FIN, RST, type Step, scripted, send, wait } from '../script.ts';
import type { Behaviour } from '../stand-in.ts';

/** Long enough for a peer to have read what was sent before an RST overtakes it. */
const READ_MS = 30;
const JSON_HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';

const onRequest = (...steps: Step[]): Behaviour => scripted('request', steps);

export const CUTS = {
  /** RST as soon as the connection is there. */
  'reset-on-accept': scripted('connection', [RST]),
  /** FIN as soon as the connection is there. */
  'closed-on-accept': scripted('connection', [FIN]),
  /** Reads the request, then RST. */
  'reset-after-request': onRequest(RST),
  /** Reads the request, then FIN: Redis and memcached do so with HTTP. */
  'closed-after-request': onRequest(FIN),
  'fin-in-headers': onRequest(send('HTTP/1.1 200 OK\r\nContent-Ty'), FIN),
  'rst-in-headers': onRequest(send('HTTP/1.1 200 OK\r\nContent-Ty'), wait(READ_MS), RST),
  /** 12 of 100 bytes, then FIN. */
  'short-of-length': onRequest(send(`${JSON_HEAD}Content-Length: 100\r\n\r\n{"status":"o`), FIN),
  /** 12 of 100 bytes, then RST. */
  'rst-in-body': onRequest(send(`${JSON_HEAD}Content-Length: 100\r\n\r\n{"status":"o`), wait(READ_MS), RST),
  /** One chunk, no last chunk, FIN (RFC 9112 section 8: incomplete). */
  'chunked-cut': onRequest(send(`${JSON_HEAD}Transfer-Encoding: chunked\r\n\r\nc\r\n{"status":"o\r\n`), FIN),
  'chunked-rst': onRequest(
    send(`${JSON_HEAD}Transfer-Encoding: chunked\r\n\r\nc\r\n{"status":"o\r\n`),
    wait(READ_MS),
    RST,
  ),
  /** No length, so FIN is the end (RFC 9112 section 6.3, rule 8): the payload alone shows the cut. */
  'cut-without-length': onRequest(send(`${JSON_HEAD}Connection: close\r\n\r\n{"status":"o`), FIN),
  /** The same with RST, which some clients take for the end too. */
  'rst-without-length': onRequest(
    send(`${JSON_HEAD}Connection: close\r\n\r\n{"status":"o`),
    wait(READ_MS),
    RST,
  ),
  /** Healthy: a body that its end delimits. */
  'whole-without-length': onRequest(send(`${JSON_HEAD}Connection: close\r\n\r\n{"status":"ok"}`), END),
} as const satisfies Readonly<Record<string, Behaviour>>;
