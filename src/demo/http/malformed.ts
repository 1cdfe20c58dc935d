/** Answers that are no HTTP, or HTTP that breaks RFC 9112. */

import { FIN, type Step, scripted, send } from '../script.ts';
import type { Behaviour } from '../stand-in.ts';

const onRequest = (...steps: Step[]): Behaviour => scripted('request', steps);
const OK_BODY = 'Content-Type: text/plain\r\nContent-Length: 2\r\n\r\nok';

export const MALFORMED = {
  /** Another protocol lives on that port: RFC 4253 section 4.2. */
  'ssh-banner': scripted('connection', [send('SSH-2.0-OpenSSH_9.6p1 Debian-5\r\n')]),
  /** The same, and it hangs up. */
  'ssh-banner-fin': scripted('connection', [send('SSH-2.0-OpenSSH_9.6p1 Debian-5\r\n'), FIN]),
  'smtp-banner': scripted('connection', [send('220 mail.example.test ESMTP\r\n'), FIN]),
  'random-bytes': onRequest(send(Uint8Array.of(0, 1, 2, 0xff, 0xfe, 13, 10, 13, 10)), FIN),
  'bad-status-line': onRequest(send(`HTTP/1.1 abc OK\r\n${OK_BODY}`), FIN),
  'bad-version': onRequest(send(`HTTP/9.9 200 OK\r\n${OK_BODY}`), FIN),
  'bad-header-name': onRequest(send(`HTTP/1.1 200 OK\r\nbad name: x\r\n${OK_BODY}`), FIN),
  'bad-chunk-size': onRequest(
    send('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nok\r\n0\r\n\r\n'),
    FIN,
  ),
  /** RFC 9112 section 6.3: two different lengths make the message invalid. */
  'two-lengths': onRequest(send(`HTTP/1.1 200 OK\r\nContent-Length: 1\r\n${OK_BODY}`), FIN),
  /** An interim answer that nobody asked for, then the real one: legal in RFC 9110 section 15.2, refused by some. */
  'unasked-continue': onRequest(send(`HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n${OK_BODY}`), FIN),
  'unasked-upgrade': onRequest(
    send('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'),
    FIN,
  ),
  /** More bytes than announced: what follows belongs to nobody. */
  'extra-bytes': onRequest(send(`HTTP/1.1 200 OK\r\n${OK_BODY}surplus`), FIN),
  /** HTTP/1.0 without a length, as old servers speak: healthy. */
  'http-1.0': onRequest(send('HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nok'), FIN),
} as const satisfies Readonly<Record<string, Behaviour>>;
