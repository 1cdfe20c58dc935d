// The floor of any prober on undici: the same requests, nothing judged, nothing timed, nothing reported.
// node bare-undici.mjs URLS AT_ONCE [CA]
import { readFileSync } from 'node:fs';
import tls from 'node:tls';
import { setFlagsFromString } from 'node:v8';

setFlagsFromString('--liftoff-only');
Error.stackTraceLimit = 0;
const { Client } = await import('undici');

const [file, atOnce, ca] = process.argv.slice(2);
const urls = readFileSync(file, 'utf8').trim().split('\n');
const secureContext = ca && tls.createSecureContext({ ca: readFileSync(ca) });
const connect = { autoSelectFamily: false, ...(ca && { secureContext, maxCachedSessions: 0 }) };

let next = 0;
function probeNext() {
  const url = urls[next];
  if (url === undefined) return;
  next += 1;
  const client = new Client(new URL(url).origin, { headersTimeout: 0, bodyTimeout: 0, connect });
  client.dispatch(
    { method: 'GET', path: '/', reset: true },
    {
      onRequestStart() {},
      onResponseStart() {},
      onResponseData() {},
      onResponseEnd() {
        client.destroy();
        probeNext();
      },
      onResponseError(_, error) {
        throw error;
      },
    },
  );
}
for (let i = 0; i < Number(atOnce); i += 1) probeNext();
