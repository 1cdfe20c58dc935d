/** Text that tries to act on whoever prints it, and services that give back what was sent to them. */

import { always, answering, jsonReply, type Reply } from '../reply.ts';
import { END, scripted, send } from '../script.ts';
import type { Behaviour } from '../stand-in.ts';

const ESC = '\u001b';

/** Clears the screen, sets the title, hides in a link, moves the cursor, tries commands of CI systems and formulas. */
export const HOSTILE_TEXT = [
  `${ESC}[2J${ESC}[31mred${ESC}[0m`,
  `${ESC}]0;planted title\u0007`,
  `${ESC}]8;;http://evil.example.test/${ESC}\\link${ESC}]8;;${ESC}\\`,
  '\u009b1A\u0008\u0008\rovertyped',
  '::error file=planted.js,line=1::planted',
  '##vso[task.complete result=Succeeded;]planted',
  '<script>alert(1)</script>&amp;"\'`|',
  '=HYPERLINK("http://evil.example.test")',
  '\u202Edesrever\u2066\u200B',
].join('\n');

/** In a JSON error message, where HTTP lets anything through. */
export const HOSTILE_BODY: Behaviour = always(
  jsonReply(500, { error: { message: HOSTILE_TEXT, type: HOSTILE_TEXT, code: HOSTILE_TEXT, param: null } }),
);

/** Raw, as plain text. */
export const HOSTILE_PLAIN_BODY: Behaviour = always({
  status: 502,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: HOSTILE_TEXT,
});

/** In the reason phrase and in header values, of bytes that HTTP allows there: obs-text and commands. */
export const HOSTILE_HEAD: Behaviour = scripted('request', [
  send(
    Buffer.from(
      'HTTP/1.1 503 ::error::planted \u009b31m\r\n' +
        'x-request-id: ::warning::planted\r\n' +
        'x-planted: \u009b31mred\r\n' +
        'retry-after: ::error::planted\r\n' +
        'content-length: 4\r\n\r\ndown',
      'latin1',
    ),
  ),
  END,
]);

/** The same with ESC itself, which a strict parser refuses in a header. */
export const ESCAPES_IN_HEAD: Behaviour = scripted('request', [
  send(`HTTP/1.1 503 ${ESC}[31mred\r\nx-planted: ${ESC}[2Jgone\r\ncontent-length: 4\r\n\r\ndown`),
  END,
]);

/** Sends the reader to an address full of it. */
export const HOSTILE_LOCATION: Behaviour = scripted('request', [
  send(
    Buffer.from(
      'HTTP/1.1 302 Found\r\nlocation: http://\u009b31m::error::/\r\ncontent-length: 0\r\n\r\n',
      'latin1',
    ),
  ),
  END,
]);

/** Bytes that are no UTF-8 although the header says so. */
export const INVALID_UTF8: Reply = {
  status: 200,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: Uint8Array.of(0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xc3, 0x28, 0xff, 0x22, 0x7d),
};

/** Gives every header and the URL of the request back, in the body and in a header: what leaks, leaks here. */
export function echo(status = 200): Behaviour {
  return answering((request) => {
    const authorization = request.headers.authorization ?? String(request.headers['x-api-key'] ?? '');
    return jsonReply(
      status,
      { error: { message: `refused: ${authorization}` }, url: request.url, headers: request.headers },
      authorization === '' ? {} : { 'x-echo': authorization },
    );
  });
}
